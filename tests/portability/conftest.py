"""Portability is tested between two towns: one that somebody leaves, and an empty one."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import UUID

import pytest
from msgspec.structs import replace

from leapfrog import pay, wallet
from leapfrog.demo.cast import CAST
from leapfrog.demo.stage import Stage
from leapfrog.demo.story import week
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.portability import takeouts
from leapfrog.reactions import DUE, SWITCHBOARD
from leapfrog.wallet import Reason, Transfer
from leapfrog.web import create_app, settle
from tests.http import App, Client, app, client, clock, lifespan, town
from tests.routes import lent_routes
from tests.town import database

__all__ = ["app", "client", "clock", "town"]

Copy = Callable[[Client], Awaitable[bytes]]


@pytest.fixture
async def stage(town: Town, clock: FixedClock) -> Stage:
    """The demo town, after its week."""
    played = Stage(town, clock)
    await week(played)
    await settle(town, SWITCHBOARD, DUE)
    assert set(played.ids) >= set(CAST)
    await settled_up(played)
    return played


async def settled_up(stage: Stage) -> None:
    """Everybody has taken their money out: with money nobody leaves."""
    async with stage.town.database.transaction() as db:
        cash = await pay.purses.town(db, "clearing", "cash")
        for purse in (await pay.purses.purses(db, stage.ids.values())).values():
            if purse.balance:
                paid = {"payer": purse.id, "payee": cash.id, "amount": purse.balance}
                await wallet.post(db, [Transfer(id=new_id(), code=Reason.PAY_OUT, **paid)])


@pytest.fixture
async def empty_town(
    settings: Settings, postgres_dsn: str, template: str, tmp_path: Path, clock: FixedClock
) -> AsyncIterator[App]:
    """Another town, where nobody lives."""
    with database(postgres_dsn, template) as url, lent_routes() as routes:
        there = replace(
            settings,
            home=tmp_path / "there",
            database_url=url,
            town_name="Harbour",
            town_domain="harbour.town",
        )
        made = create_app(there, clock, routes)
        async with lifespan(made):
            yield made


async def take_out(app: App, person: Client, takeout_id: UUID) -> bytes:
    """A finished take-out of whoever is signed in in this browser."""
    asked = await person.put(f"/takeouts/{takeout_id}")
    assert asked.status_code == 202, asked.text
    await takeouts.build(app._app.town, takeout_id)  # type: ignore[attr-defined]
    answer = await person.get(f"/takeouts/{takeout_id}/file")
    assert answer.status_code == 200, answer.text
    return answer.content
