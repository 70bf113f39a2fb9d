"""Carrying letters to the push services: at least once, and again until they are of no use."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain, Work
from leapfrog.kernel.outgoing import OutgoingResponse
from leapfrog.push import store
from leapfrog.push.model import EncryptedPush, Notification, payload, topic
from leapfrog.push.sending import (
    End,
    PushMessage,
    PushSender,
    end_of,
    ended,
    lasting,
    usual_wait,
    wait_after,
)

SEND = "push.send"
KIND = "application/notification+json"

# By the kind of a tag (`chat:…`): what to tell a person about its ref; None for nothing any more.
Composers = Mapping[str, Callable[[Db, UUID, str], Awaitable[Notification | None]]]


def works(town: Town, composers: Composers) -> Mapping[str, Work]:
    """The jobs, by name."""
    carrier = PushDelivery(town, composers)

    async def send(payload: Any) -> None:
        await carrier.carry(UUID(payload["session_id"]), payload["tag"])

    return {SEND: lasting(send)}


class PushDelivery:
    """One per process."""

    def __init__(self, town: Town, composers: Composers) -> None:
        self._town, self._composers, self._sender = town, composers, PushSender(town)

    async def carry(self, session_id: UUID, tag: str) -> None:
        """Brings the letter about this to that device. Raises `RunAgain`."""
        while (found := await self._take(session_id, tag)) is not None:
            # However it ends, a newer letter may be here by then, and this is its job too.
            letter, told = found
            answer = await self._sender.send(self._message(letter, told))
            async with self._town.database.transaction() as db:
                again = await _settle(db, letter, answer)
            if again is not None:
                raise RunAgain(again)

    async def _take(self, session_id: UUID, tag: str) -> tuple[EncryptedPush, Notification] | None:
        """The letter and what it says, if it is there and of any use."""
        async with self._town.database.transaction() as db:
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

    def _message(self, letter: EncryptedPush, told: Notification) -> PushMessage:
        content = payload(letter.tag, told, self._town.settings.origin)
        about = topic(letter.session_id, letter.tag)
        return PushMessage(letter.address, content, KIND, letter.expires_at, about, letter.urgency)


async def _settle(
    db: Db, letter: EncryptedPush, answer: OutgoingResponse | None
) -> timedelta | None:
    """Notes how it went; after how long to try again, if so."""
    end = end_of(answer)
    if end == "later":
        wait = wait_after(answer, usual_wait(letter.attempts))
        if db.now + wait < letter.expires_at:
            ended.labels("later").inc()
            await store.tried(db, letter)
            return wait
        end = "expired"
    if end == "gone":
        ended.labels("gone").inc()
        await store.gone(db, letter.address.endpoint)
    else:
        await _end(db, letter, end)
    return None


async def _end(db: Db, letter: EncryptedPush, end: End) -> None:
    ended.labels(end).inc()
    await store.drop(db, letter)
