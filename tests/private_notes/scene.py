"""Amina of this town; Vera and Eve of servers that do not speak the line."""

from typing import Any

import httpx

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.contacts.conftest import Settle
from tests.fediverse.in_process import read_all, until, uri_of
from tests.fediverse.peers import Door, Peer
from tests.http import Client
from tests.jobs import worked_off


class Scene:
    def __init__(self, town: Town, door: Door, settle: Settle, amina: Client) -> None:
        self.town, self.door, self.settle, self.amina = town, door, settle, amina

    @property
    def me(self) -> str:
        return uri_of(self.door, self.amina)

    def note(self, by: Peer, text: str, **more: Any) -> dict[str, Any]:
        """A note to Amina alone."""
        mention = {"type": "Mention", "href": self.me, "name": "@amina@lake.town"}
        return by.note(text, **{"to": [self.me], "cc": [], "tag": [mention]} | more)

    async def brings(self, by: Peer, kind: str, thing: Any, **more: Any) -> dict[str, Any]:
        """The activity, which was taken and read, and what follows from it."""
        activity = by.act(kind, thing, **more)
        answer = await self.door.bring(by, activity)
        assert answer.status_code == 202, answer.text
        await self.rests()
        return activity

    async def says(self, by: Peer, text: str, **more: Any) -> dict[str, Any]:
        note = self.note(by, text, **more)
        await self.brings(by, "Create", note)
        return note

    async def rests(self) -> None:
        await read_all(self.town)
        await self.settle()
        await worked_off(self.town)

    async def talks(self, box: str = "main") -> list[Any]:
        return list(ok(await self.amina.get(f"/conversations?box={box}"))["conversations"])

    async def messages(self, talk: str) -> list[Any]:
        return list(ok(await self.amina.get(f"/conversations/{talk}/messages"))["messages"])

    async def shown(self, talk: str) -> list[str]:
        """What can be read there, as words."""
        return [
            "-" if one.get("recalled") else one["body"] or one["kind"]
            for one in await self.messages(talk)
            if one["kind"] not in ("edit", "recall")
        ]

    async def accepts(self, talk: str) -> None:
        ok(await self.amina.put(f"/conversations/{talk}/request", json={"accept": True}))

    async def writes(self, talk: str, body: str = "", **more: Any) -> httpx.Response:
        place = f"/conversations/{talk}/messages/{new_id()}"
        answer = await self.amina.put(place, json={"body": body, **more})
        await self.rests()
        return answer

    async def opens(self, whom: Peer) -> httpx.Response:
        return await self.amina.put(f"/conversations/note/{whom.actor.person_id}")


def attachments(*places: str) -> list[dict[str, str]]:
    return [{"type": "Document", "mediaType": "image/png", "url": one} for one in places]


__all__ = ["Scene", "attachments", "until"]
