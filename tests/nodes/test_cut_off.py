"""The primary and a node are cut off from the standby, from etcd and from the other node: on their
side nothing is acknowledged any more, on the other one life goes on, and in the end all that was
acknowledged anywhere is there once.
"""

from pathlib import Path

import pytest

from leapfrog.cli.trial.lines import Writing
from leapfrog.cli.trial.model import happens
from leapfrog.cli.trial.people import Api, settle
from leapfrog.cli.trial.running import missed
from leapfrog.cli.trial.standing import PACKAGES
from tests.nodes.two_sides import LONELY, MANY, Sides, two_sides
from tests.packages import installed
from tests.towns.wire import ROOT, Wire, hindrance, wired

MESSAGES = 60
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
    many, lonely = (Writing(sides.doors[at], talks) for at in (MANY, LONELY))
    try:
        for one in (many, lonely):
            await one.goes_on(MESSAGES)
        wire.cut()

        async def has_moved() -> bool:
            return await sides.has_leader(MANY, "many")

        await happens("the standby takes its place", has_moved)
        acked = lonely.acked
        await many.goes_on(MESSAGES)
        assert lonely.acked == acked
        wire.mend()
        for one in (many, lonely):
            await one.goes_on(MESSAGES)
            await one.finish()
    finally:
        for one in (many, lonely):
            await one.drop()
    assert await missed(api, talks, [*many.lines, *lonely.lines]) == (0, 0)
