"""What people and the town do about notifications, in one line each."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx

from leapfrog import push
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.push import Notification, PushNotice
from tests.contacts.acts import ok
from tests.http import PATIENCE, Client
from tests.pushing import Handset, PushService

__all__ = ["Board", "notify", "ok", "subscribe", "subscribed", "until"]


async def subscribe(person: Client, handset: Handset, **more: Any) -> httpx.Response:
    return await person.put("/push/subscription", json=handset.subscription | more)


async def subscribed(person: Client, service: PushService) -> Handset:
    """A handset that this person's session is told on."""
    handset = service.handset()
    ok(await subscribe(person, handset))
    return handset


class Board:
    """Something that people are told about, by tags of the kind `test`: what it says now."""

    def __init__(self) -> None:
        self.says: dict[str, Notification | None] = {}

    def say(self, body: str | None, ref: str = "1", **more: Any) -> None:
        """From now on people are told this about `ref`; None: nothing any more."""
        given = {"title": "Kofi", "body": body, "discreet": "New message", "url": "/chat/1"}
        self.says[ref] = None if body is None else Notification(**given | more)

    async def compose(self, db: Db, person_id: UUID, ref: str) -> Notification | None:
        return self.says[ref]


async def notify(town: Town, person: Client, *refs: str, **more: Any) -> None:
    """The person is to be told about these."""
    notices = [PushNotice(UUID(person.me["id"]), f"test:{ref}", **more) for ref in refs or "1"]
    async with town.database.transaction() as db:
        await push.notify(db, notices)


async def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
