"""Carrying letters to the push services: at least once, again and again until they are of no use.

What a push service answers to an address that is gone takes the subscription away (RFC 8030,
section 7.3). Anything else that it refuses is counted, for the operator to see.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Literal
from uuid import UUID

import msgspec
import structlog
from prometheus_client import Counter

from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Again, Work
from leapfrog.kernel.metrics import registry
from leapfrog.kernel.outgoing import Answer, Call, CallFailed, CallRefused
from leapfrog.push import store
from leapfrog.push.encryption import seal
from leapfrog.push.keys import Vapid, contact
from leapfrog.push.model import LARGEST, Letter, Notification, payload, topic

SEND = "push.send"
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=1)
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)

# By the kind of a tag (`chat:…`): what to tell a person about its ref; None for nothing any more.
Composers = Mapping[str, Callable[[Db, UUID, str], Awaitable[Notification | None]]]
End = Literal["sent", "unwanted", "expired", "gone", "refused", "later"]

ended = Counter("leapfrog_push_total", "Pushes by how they ended", ["end"], registry=registry)
log = structlog.get_logger()


def works(town: Town, composers: Composers) -> Mapping[str, Work]:
    """The jobs, by name."""
    carrier = Carrier(town, composers)

    async def send(payload: Any) -> None:
        try:
            await carrier.carry(UUID(payload["session_id"]), payload["tag"])
        except Again:
            raise
        except Exception:
            log.exception("push_failed")
            raise Again(LONGEST_WAIT) from None

    return {SEND: send}


class Carrier:
    """One per process."""

    def __init__(self, town: Town, composers: Composers) -> None:
        self._town, self._composers = town, composers
        self._vapid: Vapid | None = None

    async def carry(self, session_id: UUID, tag: str) -> None:
        """Brings the letter about this to that device. Raises `Again`."""
        while (found := await self._take(session_id, tag)) is not None:
            # However it ends, a newer letter may be here by then, and this is its job too.
            letter, told = found
            answer = await self._call(letter, told)
            async with self._town.database.transaction() as db:
                again = await _settle(db, letter, answer)
            if again is not None:
                raise Again(again)

    async def _take(self, session_id: UUID, tag: str) -> tuple[Letter, Notification] | None:
        """The letter and what it says, if it is there and of any use."""
        async with self._town.database.transaction() as db:
            self._vapid = self._vapid or Vapid(*await store.key(db), contact(self._town.settings))
            letter = await store.letter(db, session_id, tag)
            if letter is None:
                return None
            if letter.expires_at <= db.now:
                await _end(db, letter, "expired")
                return None
            kind, _, ref = tag.partition(":")
            told = await self._composers[kind](db, letter.person_id, ref)
            if told is None:
                await _end(db, letter, "unwanted")
                return None
            return letter, told if letter.shows_text else self._discreet(told)

    def _discreet(self, told: Notification) -> Notification:
        name = self._town.settings.town_name
        return msgspec.structs.replace(told, title=name, body=told.discreet)

    async def _call(self, letter: Letter, told: Notification) -> Answer | None:
        """What the push service says; None when there was no answer."""
        town, now, endpoint = self._town, self._town.clock.now(), letter.address.endpoint
        assert self._vapid is not None
        body = payload(letter.tag, told, town.settings.origin)
        assert len(body) <= LARGEST
        headers = {
            "authorization": self._vapid.authorization(endpoint, now),
            "content-encoding": "aes128gcm",
            "content-type": "application/notification+json",
            "ttl": str(int((letter.expires_at - now).total_seconds())),
            "topic": topic(letter.session_id, letter.tag),
            "urgency": letter.urgency,
        }
        try:
            return await town.outgoing.call(
                Call("POST", endpoint, headers, seal(body, letter.address))
            )
        except CallRefused as cause:
            return Answer(HTTPStatus.FORBIDDEN, {}, str(cause).encode())
        except CallFailed as cause:
            log.info("push_unanswered", error=str(cause))
            return None


async def _settle(db: Db, letter: Letter, answer: Answer | None) -> timedelta | None:
    """Notes how it went; after how long to try again, if so."""
    if answer is None or answer.status == 429 or answer.status >= 500:
        wait = _wait(letter, answer)
        if db.now + wait < letter.expires_at:
            ended.labels("later").inc()
            await store.tried(db, letter)
            return wait
        await _end(db, letter, "expired")
    elif answer.status in GONE:
        ended.labels("gone").inc()
        await store.gone(db, letter.address.endpoint)
    elif answer.status >= 300:
        log.warning("push_refused", status=answer.status, reason=answer.body[:200])
        await _end(db, letter, "refused")
    else:
        await _end(db, letter, "sent")
    return None


async def _end(db: Db, letter: Letter, end: End) -> None:
    ended.labels(end).inc()
    await store.drop(db, letter)


def _wait(letter: Letter, answer: Answer | None) -> timedelta:
    """What the push service asks for in seconds, else twice as long as the time before."""
    asked = answer.headers.get("retry-after", "") if answer else ""
    if asked.isascii() and asked.isdigit() and len(asked) < 6:
        return max(FIRST_WAIT, timedelta(seconds=int(asked)))
    doubled: int = 2 ** min(letter.attempts, 20)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)
