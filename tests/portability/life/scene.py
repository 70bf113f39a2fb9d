"""A town on a port, with neighbours, one of whom uses all that there is and will leave.

Whatever she writes has a mark in it, and nothing else has: letters where letters can stand, digits
in numbers of telephones and accounts.
"""

import io
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import msgspec

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import DUE, SWITCHBOARD
from leapfrog.web.town import open_town, settle
from tests.fediverse.peers import Door, Peer, peer
from tests.fediverse.postbox import Postbox, postbox
from tests.http import Client
from tests.jobs import worked_off
from tests.operators import code_for
from tests.pay.acts import befriend, funded, secured
from tests.pushing import PushService, push_service
from tests.serving import serving

WORD, DIGITS = "quokkamark", "70077007"
# With valid check digits (ISO 13616), made up of the mark.
IBAN = "DE66370400440070077007"
PHONE = f"+49151{DIGITS}"
NEIGHBOURS = ("bo_chen", "cleo", "juma", "dora", "olga")


def rewritten(zipped: bytes, *pairs: tuple[str, str]) -> bytes:
    """An archive in whose texts and names each first is replaced by its second."""

    def other(text: str) -> str:
        for one, another in pairs:
            text = text.replace(one, another)
        return text

    made = io.BytesIO()
    with ZipFile(io.BytesIO(zipped)) as before, ZipFile(made, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            is_text = not name.endswith((".jpg", ".opus"))
            after.writestr(other(name), other(data.decode()) if is_text else data)
    return made.getvalue()


def marked(what: str = "") -> str:
    """A text of hers."""
    return f"{WORD} {what}".strip()


class Scene(msgspec.Struct, frozen=True):
    """She is `mara`. Bo, Cleo and Juma are her contacts and have a PIN and money, as she has; Dora
    is nobody's; Olga runs the town, and so does she. Vera is from a town whose inbox is closed.
    """

    origin: str
    town: Town
    mara: Client
    bo: Client
    cleo: Client
    juma: Client
    dora: Client
    olga: Client
    door: Door
    vera: Peer
    pushes: PushService
    letters: Postbox
    folder: Path

    @property
    def me(self) -> UUID:
        return UUID(self.mara.me["id"])

    async def settle(self) -> None:
        """Until nothing is due and no job waits that can be done."""
        await settle(self.town, SWITCHBOARD, DUE)
        await worked_off(self.town)
        await settle(self.town, SWITCHBOARD, DUE)


@asynccontextmanager
async def opened(settings: Settings, folder: Path) -> AsyncIterator[Scene]:
    """The town, with all of them in it, who know each other."""
    more: dict[str, Any] = {"federation": "on", "private_calls": True}
    ruled = msgspec.structs.replace(settings, operators=("olga", WORD), **more)
    async with AsyncExitStack() as stack:
        pushes = stack.enter_context(push_service())
        letters = await stack.enter_async_context(postbox())
        letters.status = 503
        origin = stack.enter_context(serving(ruled))
        there = msgspec.structs.replace(ruled, origin=origin)
        town = await stack.enter_async_context(open_town(there))
        people = {
            name: await stack.enter_async_context(Client(None, origin, ""))
            for name in ("mara", *NEIGHBOURS, "door")
        }
        # Of two people who talk, one was here first: she is the second of some and the first of
        # others.
        for name in ("dora", "mara", *NEIGHBOURS):
            if not people[name].me:
                called = {"display_name": marked("Mara")} if name == "mara" else {}
                handle = WORD if name == "mara" else name
                code = await code_for(town.database, handle)
                await people[name].join(handle, operator_code=code, **called)
        door = Door(town, people.pop("door"))
        vera = await peer(town, "vera", letters.host, scheme="http")
        people["bo"] = people.pop("bo_chen")
        scene = Scene(
            origin=origin,
            town=town,
            door=door,
            vera=vera,
            pushes=pushes,
            letters=letters,
            folder=folder,
            **people,
        )
        await _acquainted(scene)
        yield scene


async def _acquainted(scene: Scene) -> None:
    friends = (scene.bo, scene.cleo, scene.juma)
    for one in friends:
        await befriend(scene.mara, one)
    await befriend(scene.bo, scene.cleo)
    await scene.settle()
    for one in (scene.mara, *friends):
        await secured(one)
        await funded(scene.town, one, 100_000)
