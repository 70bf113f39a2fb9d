"""One message to one device, sealed and signed; and what the push service's answer means.

What a push service answers to an address that is gone takes the subscription away (RFC 8030,
section 7.3). Anything else that it refuses is counted, for the operator to see.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Literal

import msgspec
import structlog
from prometheus_client import Counter

from leapfrog.kernel.db import TRANSIENT
from leapfrog.kernel.errors import Unavailable
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain, Work
from leapfrog.kernel.metrics import registry
from leapfrog.kernel.outgoing import CallFailed, CallRefused, OutgoingRequest, OutgoingResponse
from leapfrog.kernel.signing import base64url
from leapfrog.push import store
from leapfrog.push.encryption import seal, seal_by_draft
from leapfrog.push.keys import VapidKeys, contact
from leapfrog.push.model import LARGEST, Address, Urgency

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=1)
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)

End = Literal["sent", "unwanted", "expired", "gone", "refused", "later"]

ended = Counter("leapfrog_push_total", "Pushes by how they ended", ["end"], registry=registry)
log = structlog.get_logger()


class PushMessage(msgspec.Struct, frozen=True):
    """`content`: at most `LARGEST` bytes of `kind`; `topic`: of those that wait at the push service
    the newest of a topic is enough. `draft`: the device knows only what was before RFC 8291.
    """

    address: Address
    content: bytes
    kind: str
    expires_at: datetime
    topic: str
    urgency: Urgency = "normal"
    draft: bool = False


class PushSender:
    """Sends sealed messages to push services, with the town's VAPID key; one per process."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._vapid: VapidKeys | None = None

    async def send(self, message: PushMessage) -> OutgoingResponse | None:
        """What the push service says; None when there was no answer."""
        assert len(message.content) <= LARGEST
        sealing, body = await self._sealed(message)
        left = message.expires_at - self._town.clock.now()
        headers = {
            **sealing,
            "content-type": message.kind,
            "ttl": str(int(left.total_seconds())),
            "topic": message.topic,
            "urgency": message.urgency,
        }
        try:
            return await self._town.outgoing.call(
                OutgoingRequest("POST", message.address.endpoint, headers, body)
            )
        except CallRefused as cause:
            return OutgoingResponse(HTTPStatus.FORBIDDEN, {}, str(cause).encode())
        except CallFailed as cause:
            log.info("push_unanswered", error=str(cause))
            return None

    async def _sealed(self, message: PushMessage) -> tuple[Mapping[str, str], bytes]:
        """The headers that say who sends and how to open it, and the body."""
        vapid, now, address = await self._signing(), self._town.clock.now(), message.address
        if not message.draft:
            body = seal(message.content, address)
            signed = vapid.authorization(address.endpoint, now)
            return {"authorization": signed, "content-encoding": "aes128gcm"}, body
        body, salt, sender = seal_by_draft(message.content, address)
        return {
            "authorization": vapid.by_draft(address.endpoint, now),
            "content-encoding": "aesgcm",
            "encryption": f"salt={base64url(salt)}",
            "crypto-key": f"dh={base64url(sender)};p256ecdsa={vapid.public}",
        }, body

    async def _signing(self) -> VapidKeys:
        if self._vapid is None:
            async with self._town.database.glance() as db:
                self._vapid = VapidKeys(*await store.key(db), contact(self._town.settings))
        return self._vapid


def end_of(answer: OutgoingResponse | None) -> End:
    """What an answer of a push service means: `sent`, `gone` (no such subscription), `refused`, or
    `later` for one to be tried again; None: there was no answer.
    """
    if answer is None or answer.status == 429 or answer.status >= 500:
        return "later"
    if answer.status in GONE:
        return "gone"
    if answer.status >= 300:
        log.warning("push_refused", status=answer.status, reason=answer.body[:200])
        return "refused"
    return "sent"


def usual_wait(attempts: int) -> timedelta:
    """Twice as long as the time before."""
    doubled: int = 2 ** min(attempts, 20)
    return FIRST_WAIT * doubled


def wait_after(answer: OutgoingResponse | None, usual: timedelta) -> timedelta:
    """How long to wait before a push is tried again: what the service asks for (`Retry-After`, in
    seconds), else `usual`, within the shortest and longest wait.
    """
    asked = answer.headers.get("retry-after", "") if answer else ""
    if asked.isascii() and asked.isdigit() and len(asked) < 6:
        return max(FIRST_WAIT, timedelta(seconds=int(asked)))
    return max(FIRST_WAIT, min(usual, LONGEST_WAIT))


def lasting(carry: Callable[[Any], Awaitable[None]]) -> Work:
    """A job around `carry` that is run again later also when it fails in a way that
    nobody foresaw.
    """

    async def act(payload: Any) -> None:
        try:
            await carry(payload)
        except (RunAgain, Unavailable, *TRANSIENT):
            raise
        except Exception:
            log.exception("push_failed")
            raise RunAgain(LONGEST_WAIT) from None

    return act
