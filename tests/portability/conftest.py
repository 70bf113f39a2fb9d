"""Portability is tested between two towns: one that somebody leaves, and an empty one."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace

from leapfrog import escrow, pay, wallet
from leapfrog.demo.cast import CAST
from leapfrog.demo.stage import Stage
from leapfrog.demo.story import week
from leapfrog.escrow import Confirm, EscrowAct, GiveBack
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Row
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.timers import schedule
from leapfrog.portability import takeouts
from leapfrog.reactions import DUE, SWEEP, SWITCHBOARD
from leapfrog.wallet import Reason, Transfer
from leapfrog.web import open_town, settle
from tests.http import App, Client, app, client, running, town
from tests.shared_database import Lender
from tests.town import apart, database

__all__ = ["app", "client", "town"]

TRADES = """
select id, buyer_id, seller_id, paid, unsent from escrow_trade
where state not in ('released', 'refunded')
"""
START = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Played(msgspec.Struct, frozen=True):
    """The demo town after its week, to be copied: database, home folder, time, who lives there."""

    database: str
    home: Path
    now: datetime
    ids: dict[str, UUID]


@pytest.fixture(scope="session")
def played(
    postgres_dsn: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    """Played once for all tests; nobody is connected to it any more."""
    home = tmp_path_factory.mktemp("played")
    with database(postgres_dsn, template) as url:
        settings = Settings(home=home, database_url=url, demo=False)
        now, ids = apart(_play(settings))
        yield Played(urlsplit(url).path.lstrip("/"), home, now, ids)


async def _play(settings: Settings) -> tuple[datetime, dict[str, UUID]]:
    clock = FixedClock(START)
    async with open_town(settings, clock) as town:
        async with town.database.transaction() as db:
            await pay.set_up(db, settings)
        stage = Stage(town, clock)
        # Told without a map, which would take longer than the story.
        await week(stage, asyncio.sleep(0, result=False))
        async with town.database.transaction() as db:
            # What a town tidies when it opens is tidied already.
            await schedule(db, SWEEP, "", db.now)
        await settle(town, SWITCHBOARD, DUE)
        assert set(stage.ids) >= set(CAST)
        await settled_up(stage)
    return clock.now(), stage.ids


@pytest.fixture
def before(request: pytest.FixtureRequest) -> Played | None:
    """What the test's town begins with: the week, for who asks for `stage`."""
    return request.getfixturevalue("played") if "stage" in request.fixturenames else None


@pytest.fixture
def database_url(postgres_dsn: str, lender: Lender, before: Played | None) -> Iterator[str]:
    with database(postgres_dsn, before.database) if before else lender.lend() as url:
        yield url


@pytest.fixture
def settings(tmp_path: Path, database_url: str, before: Played | None) -> Settings:
    home = tmp_path / "home"
    if before:
        shutil.copytree(before.home, home)
    return Settings(home=home, database_url=database_url, demo=False)


@pytest.fixture
def clock(before: Played | None) -> FixedClock:
    return FixedClock(before.now if before else START)


@pytest.fixture
def stage(before: Played) -> Played:
    """The demo town, after its week."""
    return before


def _ended(trade: Row) -> list[EscrowAct]:
    acts = []
    if trade["unsent"]:
        given = GiveBack(trade["unsent"], trade["unsent"])
        acts.append(EscrowAct(new_id(), trade["id"], trade["seller_id"], given))
    # Of a deposit nothing is sent, and all of it has gone back.
    if trade["unsent"] < trade["paid"]:
        acts.append(EscrowAct(new_id(), trade["id"], trade["buyer_id"], Confirm()))
    return acts


async def settled_up(stage: Stage) -> None:
    """What was sent has been received, for what was not shops have given back the money, and
    everybody has taken theirs out: with money nobody leaves.
    """
    async with stage.town.database.transaction() as db:
        ended = [act for row in await db.rows(TRADES) for act in _ended(row)]
        refused = [one for one in await escrow.act(db, ended) if isinstance(one, Problem)]
        assert refused == []
    await settle(stage.town, SWITCHBOARD, DUE)
    # Until then a refund of what was received can be asked for.
    stage.later(31 * 24 * 60)
    await settle(stage.town, SWITCHBOARD, DUE)
    async with stage.town.database.transaction() as db:
        cash = await pay.town_account(db, "clearing", "cash")
        shops = await db.rows("select available from till_merchant where closed_at is null")
        accounts = await wallet.accounts_by_id(db, [row["available"] for row in shops])
        theirs = (await pay.wallet_accounts_of(db, stage.ids.values())).values()
        for one in [*theirs, *accounts.values()]:
            if one.balance:
                paid = {"payer": one.id, "payee": cash.id, "amount": one.balance}
                await wallet.post(db, [Transfer(id=new_id(), code=Reason.PAY_OUT, **paid)])


@pytest.fixture
async def empty_town(
    settings: Settings, lender: Lender, tmp_path: Path, clock: FixedClock
) -> AsyncIterator[App]:
    """Another town, where nobody lives."""
    with lender.lend() as url:
        there = replace(
            settings,
            home=tmp_path / "there",
            database_url=url,
            town_name="Harbour",
            town_domain="harbour.town",
        )
        async with running(there, clock) as made:
            yield made


async def take_out(app: App, person: Client, takeout_id: UUID) -> bytes:
    """A finished take-out of whoever is signed in in this browser."""
    asked = await person.put(f"/takeouts/{takeout_id}")
    assert asked.status_code == 202, asked.text
    await takeouts.build(app._app.town, takeout_id)  # type: ignore[attr-defined]
    answer = await person.get(f"/takeouts/{takeout_id}/file")
    assert answer.status_code == 200, answer.text
    return answer.content
