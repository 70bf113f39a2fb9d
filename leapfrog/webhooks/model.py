"""Addresses to which a shop is told what happens, and what is on its way there."""

import hmac
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

import msgspec

HookEventKind = Literal[
    "ping",
    "order.paid",
    "order.sent",
    "order.received",
    "order.cancelled",
    "case.opened",
    "stock.low",
    "review.new",
    "parcel.moved",
]
HookState = Literal["active", "off", "dead"]
DeliveryState = Literal["waiting", "delivered", "dead"]
DUE, SEND, NOTICE = "webhooks.due", "webhooks.send", "webhook"
# Of a shop: somebody who knows its secrets does not lead it any more.
SECRETS_NOTICE = "webhook_secrets"

# How long is waited after each try that failed: ten tries in a little more than three days.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MOST_TRIES = len(WAITS) + 1
# Nothing has reached an address for so long: nobody calls it any more.
GIVEN_UP_AFTER = sum(WAITS, timedelta())


def pause(failing: timedelta) -> timedelta:
    """How long an address rests that has failed for so long already: five seconds at first, then
    twice as long each time, half an hour at the most.
    """
    return min(max(failing, WAITS[0]), WAITS[2])


# So long both secrets sign after one was made anew.
OLD_SECRET_LASTS = timedelta(hours=24)
KEPT = timedelta(days=30)
MOST_HOOKS, LONGEST_URL = 10, 500
SECRET_BYTES, PREFIX = 32, "whsec_"


class Hook(msgspec.Struct, frozen=True):
    """An address of a shop's program, and what it is told. `dead`: it failed for so long, or said
    that it is gone, that nobody calls it any more; `not_before`: after a failure nobody calls it
    until then.
    """

    id: UUID
    merchant_id: UUID
    url: str
    events: list[HookEventKind]
    state: HookState
    secret: bytes
    old_secret: bytes | None
    old_until: datetime | None
    made_at: datetime
    failing_since: datetime | None
    not_before: datetime | None = None


class HookEvent(msgspec.Struct, frozen=True):
    """Something that happened in a shop: of the same id is told once. `data`: JSON, ids and what is
    no secret of anybody.
    """

    id: UUID
    kind: HookEventKind
    data: dict[str, Any]


class HookDelivery(msgspec.Struct, frozen=True):
    """A message on its way to one address, or that came to its end; `body` is what is signed."""

    id: UUID
    hook_id: UUID
    event_id: UUID
    kind: HookEventKind
    body: str
    state: DeliveryState
    tries: int
    made_at: datetime
    due_at: datetime
    tried_at: datetime | None
    status: int | None
    trouble: str
    took_ms: int | None


class HookAnswer(msgspec.Struct, frozen=True):
    """What came of one try: `status` of HTTP, None where nobody answered."""

    status: int | None
    trouble: str
    took_ms: int

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def signed(secrets: Sequence[bytes], message_id: UUID, at: datetime, body: str) -> str:
    """The header `webhook-signature` (Standard Webhooks 1.0): for each secret `v1,` and the
    HMAC-SHA256 of `id.timestamp.body` in base64.
    """
    content = f"{message_id}.{int(at.timestamp())}.{body}".encode()
    made = [b64encode(hmac.digest(one, content, sha256)).decode() for one in secrets]
    return " ".join(f"v1,{one}" for one in made)


def shown_secret(secret: bytes) -> str:
    """As programs want it (Standard Webhooks): `whsec_` and base64."""
    return PREFIX + b64encode(secret).decode()
