"""A town that is gone for good holds nobody: who was promised money by it can leave theirs, and
what it says when it comes back after all is not lost.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from leapfrog import identity, pay, wallet
from leapfrog.clearing.archive import RECORD_SETS
from leapfrog.clearing.model import UNDECIDED
from leapfrog.towns import Dispatch
from leapfrog.wallet import MoneyLeft
from tests.clearing.books import START, TownBooks, exchange, paid, two_books
from tests.clearing.test_leaving import Towns, asked, asks


@pytest.fixture
async def two(postgres_dsn: str, template: str, tmp_path: Path) -> AsyncIterator[Towns]:
    async with two_books(postgres_dsn, template, tmp_path) as made:
        yield made


async def spends_all(town: TownBooks) -> None:
    """The first of a town gives all to the second."""
    accounts = await town.do(pay.wallet_account_ids, town.people)
    one, other = (accounts[who] for who in town.people)
    balance = (await town.do(wallet.account, one)).balance
    gone = wallet.Transfer(id=town.people[0], payer=one, payee=other, amount=balance)
    [result] = await town.do(wallet.post, [gone])
    assert isinstance(result, wallet.Posted)


async def erased(town: TownBooks) -> None:
    """All that erasing the first of a town does of money, and of who they are."""
    sets = [*identity.RECORD_SETS, *wallet.RECORD_SETS, *RECORD_SETS]
    async with town.database.transaction() as db:
        for records in reversed(sets):
            await records.erase(db, town.people[0])


async def taken(lake: TownBooks, hill: TownBooks) -> Dispatch:
    """Lake's first pays Hill's first 7.00; Hill took it and says so. What Lake answers."""
    await asks(hill, 700)
    await exchange(lake, hill)
    await lake.pays(700, request_id=(await asked(lake)).id)
    [offer] = [one for one in await lake.written(hill) if one.kind == "pay.offer"]
    await hill.hears(lake, offer)
    [take] = [one for one in await hill.written(lake) if one.kind == "pay.take"]
    await lake.hears(hill, take)
    [done] = [one for one in await lake.written(hill) if one.kind == "pay.done"]
    return done


async def test_who_waits_for_a_dead_town_can_leave_in_the_end(two: Towns) -> None:
    lake, hill, clock = two
    done = await taken(lake, hill)
    await spends_all(hill)
    clock.advance(timedelta(days=29))
    with pytest.raises(MoneyLeft):
        await erased(hill)
    assert [one.state for one in await hill.payments()] == ["taken"], "refused, nothing has changed"
    clock.advance(timedelta(days=2))
    assert clock.now() > START + UNDECIDED
    await erased(hill)
    [one] = await hill.payments()
    assert (one.state, one.code) == ("returned", "undecided")
    assert await hill.holds() == 0
    assert await hill.sound()

    # It did pay, before it fell asleep, and comes back: the money is there, for the desk to place.
    for _ in range(2):
        await hill.hears(lake, done)
        [one] = await hill.payments()
        assert (one.state, one.code) == ("received", "suspense")
        assert (await hill.do(pay.town_account, "suspense", "clearing")).balance == 700
    assert await lake.owes(hill) == 700
    assert await hill.owes(lake) == -700
    assert await hill.sound()
    await paid(lake, hill, 100, to=1)
    assert await hill.stopped(lake) is None
