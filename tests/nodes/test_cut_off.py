"""The primary and a node are cut off from the standby, from etcd and from the other node: on their
side no message and no payment is acknowledged any more, on the other one life goes on, and in the
end all that was acknowledged anywhere is there once.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from leapfrog.cli.trial.lines import Writing
from leapfrog.cli.trial.model import happens
from leapfrog.cli.trial.people import Api, settle
from leapfrog.cli.trial.running import missed
from leapfrog.cli.trial.standing import PACKAGES
from tests.http import Client
from tests.nodes.test_three_nodes import everybody_paid_once
from tests.nodes.two_sides import LONELY, MANY, Sides, two_sides
from tests.packages import installed
from tests.pay.test_killed import HANDS, Paying, set_up
from tests.towns.wire import ROOT, Wire, hindrance, wired

MESSAGES, PAYMENTS = 60, 20
# By their numbers; they know each other.
LONELY_PEOPLE = (0, 1)
REST_SECONDS, SILENT_SECONDS, PATIENCE = 0.3, 10, 150
pytestmark = pytest.mark.timeout(900)


async def test_the_side_that_is_cut_off_acknowledges_nothing(folder: Path) -> None:
    if why := hindrance() or ("" if ROOT else "only root may run parts under another account"):
        pytest.skip(why)
    for program in ("patroni", "etcd"):
        installed(program, *PACKAGES)
    with wired() as wire:
        async with two_sides(wire, folder) as sides:
            await cut_and_mended(wire, sides)


async def cut_and_mended(wire: Wire, sides: Sides) -> None:
    api = Api(sides.doors[MANY])
    talks = await settle(api)
    async with paid_on_both(sides) as hands:
        many, lonely = (Writing(sides.doors[at], talks) for at in (MANY, LONELY))
        try:
            for one in (many, lonely):
                await one.goes_on(MESSAGES)
            await hands.go_on(MANY, LONELY)
            wire.cut()
            messages, payments = lonely.acked, hands.paid(LONELY)

            async def has_moved() -> bool:
                return await sides.has_leader(MANY, "many")

            await happens("the standby takes its place", has_moved)
            acked, paid = lonely.acked, hands.paid(LONELY)
            # What was under way, and there on both sides: one of each line, one of each hand.
            assert acked - messages <= len(lonely.lines)
            assert paid - payments <= len(LONELY_PEOPLE) * HANDS
            await many.goes_on(MESSAGES)
            await hands.go_on(MANY)
            assert lonely.acked == acked
            assert hands.paid(LONELY) == paid
            wire.mend()
            for one in (many, lonely):
                await one.goes_on(MESSAGES)
                await one.finish()
            await hands.go_on(MANY, LONELY)
        finally:
            for one in (many, lonely):
                await one.drop()
        assert await missed(api, talks, [*many.lines, *lonely.lines]) == (0, 0)


class HandsOnBothSides:
    """People who pay; some of them are on the lonely side."""

    def __init__(self, paying: Paying, sides: Sides) -> None:
        self.paying = paying
        for n in LONELY_PEOPLE:
            paying.people[n].base_url = f"{sides.doors[LONELY]}/api/v1"
        for one in paying.people:
            one.timeout = SILENT_SECONDS
        self.under_way = asyncio.create_task(paying.all())

    def paid(self, at: int) -> int:
        """How many payments were answered on that side."""
        return sum((one.payer in LONELY_PEOPLE) == (at == LONELY) for one in self.paying.paid)

    async def go_on(self, *sides: int) -> None:
        """Returns when some more were answered on each of these sides."""
        until = {at: self.paid(at) + PAYMENTS for at in sides}

        def is_so() -> bool:
            return all(self.paid(at) >= count for at, count in until.items())

        await self.paying.wait(self.under_way, is_so, PATIENCE)


@asynccontextmanager
async def paid_on_both(sides: Sides) -> AsyncIterator[HandsOnBothSides]:
    """People pay until this is left; then what was answered is in the books, once."""
    async with Client(None, sides.doors[MANY], "-") as olga:
        paying = await set_up(olga, sides.database_url)
        paying.rest = REST_SECONDS
        hands = HandsOnBothSides(paying, sides)
        try:
            yield hands
            paying.over = True
            await asyncio.wait_for(hands.under_way, PATIENCE)
            await everybody_paid_once(sides.database_url, paying)
        finally:
            hands.under_way.cancel()
            for one in paying.people:
                await one.aclose()
