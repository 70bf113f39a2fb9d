"""People pay through three whole nodes while NATS is killed, and then the primary PostgreSQL: what
was answered is in the books, once. Messages are those of `test_cluster_try.py`.
"""

import asyncio
from pathlib import Path

import pytest

from leapfrog.cli.trial.deaths import bus_killed, primary_killed
from leapfrog.cli.trial.standing import PACKAGES, PROGRAMS, standing
from leapfrog.kernel.settings import Settings
from tests.http import Client
from tests.nodes.test_three_nodes import everybody_paid_once
from tests.packages import installed
from tests.pay.test_killed import set_up

PATIENCE = 120
pytestmark = pytest.mark.timeout(900)


async def test_no_answered_payment_is_lost_and_none_is_doubled(folder: Path) -> None:
    for program in PROGRAMS:
        installed(program, *PACKAGES)
    more = {"LEAPFROG_MONEY": "units", "LEAPFROG_OPERATORS": "olga"}
    async with standing(Settings(home=folder / "home"), **more) as cluster:
        await cluster.start()
        async with Client(None, cluster.plan.origin, "-") as olga:
            paying = await set_up(olga, cluster.nodes[0].environ)
            under_way = asyncio.create_task(paying.all())
            await paying.goes_on(under_way)
            await bus_killed(cluster)
            await paying.goes_on(under_way)
            before = paying.unanswered
            await primary_killed(cluster)
            # Nobody was told that it is done while nobody could know.
            assert paying.unanswered > before
            await paying.goes_on(under_way)
            paying.over = True
            await asyncio.wait_for(under_way, PATIENCE)
            await everybody_paid_once(cluster.plan.database_url, paying)
            for one in paying.people:
                await one.aclose()
