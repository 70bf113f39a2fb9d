"""Sends pushes to the push services: at least once, and again until they are of no use."""

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
    """The jobs of pushes, by name: sending one, as the composers of its kind word it then."""
    carrier = PushDelivery(town, composers)

    async def send(payload: Any) -> None:
        await carrier.carry(UUID(payload["session_id"]), payload["tag"])

    return {SEND: lasting(send)}


class PushDelivery:
    """One per process."""

    def __init__(self, town: Town, composers: Composers) -> None:
        self._town, self._composers, self._sender = town, composers, PushSender(town)

    async def carry(self, session_id: UUID, tag: str) -> None:
        """Brings the push about this to that device. Raises `RunAgain`."""
        while (found := await self._take(session_id, tag)) is not None:
            # However it ends, a newer push may be here by then, and this is its job too.
            push, told = found
            answer = await self._sender.send(self._message(push, told))
            async with self._town.database.transaction() as db:
                again = await _settle(db, push, answer)
            if again is not None:
                raise RunAgain(again)

    async def _take(self, session_id: UUID, tag: str) -> tuple[EncryptedPush, Notification] | None:
        """The push and what it says, if it is there and of any use."""
        async with self._town.database.transaction() as db:
            push = await store.pending(db, session_id, tag)
            if push is None:
                return None
            if push.expires_at <= db.now:
                await _end(db, push, "expired")
                return None
            kind, _, ref = tag.partition(":")
            told = await self._composers[kind](db, push.person_id, ref)
            if told is None:
                await _end(db, push, "unwanted")
                return None
            return push, told if push.shows_text else self._discreet(told)

    def _discreet(self, told: Notification) -> Notification:
        name = self._town.settings.town_name
        return msgspec.structs.replace(told, title=name, body=told.discreet)

    def _message(self, push: EncryptedPush, told: Notification) -> PushMessage:
        content = payload(push.tag, told, self._town.settings.origin)
        about = topic(push.session_id, push.tag)
        return PushMessage(push.address, content, KIND, push.expires_at, about, push.urgency)


async def _settle(db: Db, push: EncryptedPush, answer: OutgoingResponse | None) -> timedelta | None:
    """Notes how it went; after how long to try again, if so."""
    end = end_of(answer)
    if end == "later":
        wait = wait_after(answer, usual_wait(push.attempts))
        if db.now + wait < push.expires_at:
            ended.labels("later").inc()
            await store.tried(db, push)
            return wait
        end = "expired"
    if end == "gone":
        ended.labels("gone").inc()
        await store.gone(db, push.address.endpoint)
    else:
        await _end(db, push, end)
    return None


async def _end(db: Db, push: EncryptedPush, end: End) -> None:
    ended.labels(end).inc()
    await store.drop(db, push)
