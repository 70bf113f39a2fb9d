"""The Stripe adapter against a fake that speaks as Stripe does, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.outgoing import Outgoing
from leapfrog.kernel.settings import Settings
from leapfrog.pay.providers import ProviderFailed, Stripe
from tests.contacts.conftest import Join
from tests.matrix import unchanged
from tests.pay.acts import balance, code, ok
from tests.pay.stripe import KEY, SECRET, WEBHOOK, event, of_provider, signed


@pytest.fixture
def till(tmp_path: Path) -> Iterator[str]:
    """The address of a running fake provider; its webhooks go nowhere."""
    environment = {
        "LEAPFROG_HOME": str(tmp_path),
        "LEAPFROG_STRIPE_KEY": KEY,
        "LEAPFROG_STRIPE_WEBHOOK_SECRET": SECRET,
        "LEAPFROG_PORT": "9",
    }
    command = [sys.executable, "-m", "leapfrog.cli", "fake-provider"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip().partition("=")[2]
        process.terminate()


@pytest.fixture
def settings(settings: Settings, till: str) -> Settings:
    """A town of this provider."""
    return of_provider(settings, till)


async def test_a_top_up_is_booked_once_by_whatever_tells_of_it_first(
    join: Join, clock: FixedClock
) -> None:
    amina, charge = await join("amina"), str(new_id())
    path, body = f"/pay/charges/{charge}", {"amount": 2500, "currency": "EUR"}
    begun = ok(await amina.put(path, json=body))
    assert ok(await amina.put(path, json=body)) == begun
    assert ok(await amina.post(f"{path}/look"))["state"] == "open"
    async with httpx.AsyncClient() as browser:
        paid = await browser.get(begun["checkout"])
        assert paid.status_code == 303
    told = event(charge, 2500, "payment_intent.amount_capturable_updated", "requires_capture")
    ok(await amina.post(WEBHOOK, content=told, headers=signed(told, clock.now())))
    assert await balance(amina) == (2500, 0, 0)
    for kind, status in (("amount_capturable_updated", "requires_capture"), ("succeeded",) * 2):
        again = event(charge, 2500, f"payment_intent.{kind}", status)
        await amina.post(WEBHOOK, content=again, headers=signed(again, clock.now()))
    assert ok(await amina.post(f"{path}/look"))["state"] == "captured"
    assert await balance(amina) == (2500, 0, 0)
    stranger = await join("stranger")
    assert code(await stranger.post(f"{path}/look")) == "no_charge"
    assert code(await stranger.put(path, json=body)) == "operation_id_used"


async def test_a_lost_webhook_loses_no_money(join: Join) -> None:
    amina, path = await join("amina"), f"/pay/charges/{new_id()}"
    begun = ok(await amina.put(path, json={"amount": 900, "currency": "EUR"}))
    async with httpx.AsyncClient() as browser:
        await browser.get(begun["checkout"])
    assert ok(await amina.post(f"{path}/look"))["state"] == "captured"
    assert await balance(amina) == (900, 0, 0)


async def test_a_webhook_that_is_forged_old_or_of_another_amount_books_nothing(
    join: Join, clock: FixedClock, settings: Settings
) -> None:
    amina, charge = await join("amina"), str(new_id())
    ok(await amina.put(f"/pay/charges/{charge}", json={"amount": 900, "currency": "EUR"}))
    good = event(charge, 900, "payment_intent.succeeded", "succeeded")
    other = event(charge, 90_000, "payment_intent.succeeded", "succeeded")
    old = signed(good, datetime.fromtimestamp(clock.now().timestamp() - 301, clock.now().tzinfo))
    assert settings.database_url
    async with unchanged(settings.database_url):
        for headers in (signed(good, clock.now(), "whsec_other"), old, {"stripe-signature": "x"}):
            assert code(await amina.post(WEBHOOK, content=good, headers=headers)) == "bad_webhook"
        junk = b"[]"
        headers = signed(junk, clock.now())
        assert code(await amina.post(WEBHOOK, content=junk, headers=headers)) == "bad_webhook"
        ok(await amina.post(WEBHOOK, content=other, headers=signed(other, clock.now())))


async def test_each_act_speaks_as_the_documentation_says(till: str) -> None:
    outgoing = Outgoing(private=True)
    stripe, key = Stripe(outgoing, KEY, SECRET, till), new_id()
    try:
        charge = await stripe.authorise(key, 1000, "EUR", "http://localhost/pay")
        with pytest.raises(ProviderFailed):
            await stripe.capture(key, charge.provider_id, 1000)
        async with httpx.AsyncClient() as browser:
            await browser.get(charge.checkout)
        assert (await stripe.void(key, charge.provider_id)).status == "failed"
        with pytest.raises(ProviderFailed):
            await stripe.capture(key, charge.provider_id, 1000)
        assert (await stripe.refund(key, charge.provider_id, 1000)).status == "refunded"
        first = await stripe.pay_out(key, 500, "EUR", "acct_1")
        assert await stripe.pay_out(key, 500, "EUR", "acct_1") == first
        with pytest.raises(ProviderFailed):
            await Stripe(outgoing, "sk_wrong", SECRET, till).pay_out(key, 500, "EUR", "acct_1")
    finally:
        await outgoing.close()
