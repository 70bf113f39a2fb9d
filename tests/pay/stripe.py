"""What Stripe says, and a fake of it in a thread."""

import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256

import msgspec

from leapfrog.kernel.settings import Settings
from leapfrog.pay.providers import FakeStripe

KEY, SECRET = "sk_test_frog", "whsec_pond"
WEBHOOK = "/pay/provider/webhook"


@contextmanager
def fake_stripe() -> Iterator[FakeStripe]:
    """Speaks as Stripe does, on a port of its own; its webhooks go nowhere until it is told
    where.
    """
    with FakeStripe(0, KEY, SECRET, "") as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield running
        finally:
            running.shutdown()
            thread.join()


def of_provider(settings: Settings, address: str) -> Settings:
    """A town whose provider is at this address."""
    return msgspec.structs.replace(
        settings,
        money="provider",
        stripe_key=KEY,
        stripe_webhook_secret=SECRET,
        stripe_url=address,
        private_calls=True,
    )


def signed(body: bytes, at: datetime, secret: str = SECRET) -> dict[str, str]:
    seconds = str(int(at.timestamp()))
    made = hmac.new(secret.encode(), seconds.encode() + b"." + body, sha256).hexdigest()
    return {"stripe-signature": f"t={seconds},v1={made}"}


def event(charge: str, amount: int, kind: str, status: str) -> bytes:
    """As in Stripe's documentation of the Event object, so far as we read it."""
    thing = {
        "id": "pi_1",
        "object": "payment_intent",
        "amount": amount,
        "currency": "eur",
        "metadata": {"charge": charge},
        "status": status,
    }
    return json.dumps({"object": "event", "type": kind, "data": {"object": thing}}).encode()
