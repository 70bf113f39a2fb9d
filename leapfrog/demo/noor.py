"""How Noor moves from Lake to Hill while both towns are open, by the verbs of everybody: the desks
of both agree on money, so that hers comes along; she joins Hill, says yes in Lake, and writes home.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog

from leapfrog import chat, clearing, contacts, moves, rides
from leapfrog.clearing import WantedTerms
from leapfrog.demo.hill import NOOR
from leapfrog.demo.stage import Stage
from leapfrog.identity import MovedAway, by_names, find, live_here
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.closing import end
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.locks import one_at_a_time
from leapfrog.kernel.settings import Settings
from leapfrog.web import direct, open_town

AGAIN = 1.0
MOVE = uuid5(NAMESPACE_URL, "leapfrog demo: Noor moves to Hill")
HOME = (
    "The stove is on, and your lake hangs above it.",
    "You wrote to me in Lake, and I read it in Hill. Nobody had to tell you my new address.",
)
log = structlog.get_logger()


class Mover:
    """Both towns, as who plays a story in them has them. `turn` does what is to do next."""

    def __init__(self, lake: Town, hill: Town) -> None:
        self._lake, self._hill = lake, hill
        self._asked = False

    async def turn(self) -> bool:
        """Whether all of it is done. Raises `Problem` for what has to wait for something else."""
        if self._hill.settings.money == "units" and not await self._agreed():
            return False
        if not await self._moved():
            return False
        return await self._writes_home()

    async def _agreed(self) -> bool:
        """What one town's desk signs, the other one's signs too: Lake proposes, Hill adds its own
        bank account, Lake signs that.
        """
        lake, hill = (one.settings.town_domain for one in (self._lake, self._hill))
        async with self._lake.database.transaction() as db:
            kofi, ours = (await find(db, "kofi")).id, await clearing.partner(db, hill)
            if ours is None or ours.mine is None:
                await clearing.propose(db, kofi, hill, _wanted("DE89370400440532013000", "Lake"))
            elif ours.theirs is not None and ours.terms is None:
                await clearing.sign(db, kofi, hill, clearing.digest_of(ours.theirs))
        async with self._hill.database.transaction() as db:
            theirs = await clearing.partner(db, lake)
            if theirs is not None and theirs.theirs is not None and theirs.mine is None:
                greta = (await find(db, "greta")).id
                await clearing.propose(db, greta, lake, _wanted("GB33BUKB20201555555555", "Hill"))
        return all(one is not None and one.terms is not None for one in (ours, theirs))

    async def _moved(self) -> bool:
        """She asks once; the towns do the rest."""
        try:
            async with self._lake.database.reading() as db:
                lives_in_lake = (await find(db, NOOR.handle)).id
        except MovedAway:
            return True
        if not self._asked:
            await self._asks(lives_in_lake)
            self._asked = True
        return False

    async def _asks(self, in_lake: UUID) -> None:
        lake, hill = self._lake.settings.town_domain, self._hill.settings.town_domain
        async with self._hill.database.reading() as db:
            joined = await live_here(db, [NOOR.handle])
        if not joined:
            await self._stage().joins(NOOR)
        async with self._hill.database.reading() as db:
            in_hill = (await find(db, NOOR.handle)).id
        wish = await moves.begin(self._hill, in_hill, MOVE, f"{NOOR.handle}@{lake}")
        back = await moves.consent(self._lake, in_lake, MOVE, hill, _in(wish, "challenge"))
        async with self._hill.database.transaction() as db:
            await moves.consented(db, in_hill, MOVE, _in(back, "code"))

    async def _writes_home(self) -> bool:
        """To Amina, who lives in Lake; once, however often the towns are opened."""
        stage = self._stage()
        async with self._hill.database.transaction() as db:
            me = stage.ids["noor"] = (await find(db, NOOR.handle)).id
            known = await by_names(db, [("amina", self._lake.settings.town_domain)])
            if not await contacts.may_talk(db, [(me, one.id) for one in known]):
                return False
            amina = stage.ids["amina"] = known[0].id
            talk = (await chat.open_direct(db, me, amina)).id
            said = await chat.is_said(db, talk, me, derived_id(talk, HOME[-1]))
        if not said:
            for line in HOME:
                await stage.sends("noor", "amina", body=line, client_id=derived_id(talk, line))
        return True

    def _stage(self) -> Stage:
        return Stage(self._hill, FixedClock(self._hill.clock.now()))


@asynccontextmanager
async def moving_in(
    lake: Settings, hill: Town, _dispatcher: rides.RideDispatcher
) -> AsyncIterator[None]:
    """A context in which Noor of the demo moves from Lake to Hill, once both towns are open; of
    several processes, in one.
    """
    task = asyncio.create_task(_move_in(lake, hill))
    try:
        yield
    finally:
        task.cancel()
        await end(task)


async def _move_in(lake: Settings, hill: Town) -> None:
    async with one_at_a_time(direct(hill.settings), "demo move"), open_town(lake) as there:
        mover = Mover(there, hill)
        while True:
            try:
                if await mover.turn():
                    return
            except Problem as why:
                log.info("demo_move_waits", why=why.code)
            except Exception:
                log.exception("demo_move_failed")
            await asyncio.sleep(AGAIN)


def _wanted(iban: str, name: str) -> WantedTerms:
    """Bank accounts of examples, which no bank has."""
    limits = {"we_may_owe": 100_000, "they_may_owe": 100_000, "once": 50_000, "daily": 1_000_000}
    return WantedTerms(**limits, netting_day=28, iban=iban, name=f"{name} Town")


def _in(url: str, name: str) -> str:
    [found] = parse_qs(urlsplit(url).query)[name]
    return found
