"""Who leaves: what they take along of money between towns, what goes back, and what stays."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leapfrog import pay, wallet
from leapfrog.clearing import requests, store
from leapfrog.clearing.archive import RECORD_SETS
from leapfrog.clearing.requests import NewTownRequest
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.wallet import MoneyLeft
from tests.clearing.books import TownBooks, exchange, paid, two_books

Towns = tuple[TownBooks, TownBooks, FixedClock]


@pytest.fixture
async def two(postgres_dsn: str, template: str, tmp_path: Path) -> AsyncIterator[Towns]:
    async with two_books(postgres_dsn, template, tmp_path) as made:
        yield made


async def leaves(town: TownBooks, who: int) -> None:
    """What erasing does of it, in its order."""
    async with town.database.transaction() as db:
        for records in reversed([*wallet.RECORD_SETS, *RECORD_SETS]):
            await records.erase(db, town.people[who])


async def erased(town: TownBooks, who: int) -> None:
    """The same, of somebody who spent all that they had."""
    async with town.database.transaction() as db:
        for records in reversed(RECORD_SETS):
            await records.erase(db, town.people[who])


async def taken_along(town: TownBooks, who: int) -> dict[str, list[Any]]:
    async with town.database.reading() as db:
        return {
            each.name: [one async for one in each.export(db, town.people[who])]
            for each in RECORD_SETS
        }


async def asks(town: TownBooks, amount: int, who: int = 0, of: int = 0) -> Any:
    people = (town.people[who], town.known[of])
    wanted = NewTownRequest(new_id(), *people, amount, "EUR", "bread")
    return await town.do(requests.ask, wanted)


async def asked(town: TownBooks) -> Any:
    ids = await town.do(_ids)
    return (await town.do(store.requests, ids))[ids[-1]]


async def _ids(db: Any) -> list[Any]:
    return [row[0] for row in await db.rows("select id from clearing_request order by made_at")]


async def test_one_takes_along_ones_payments_with_what_was_signed(two: Towns) -> None:
    lake, hill, _ = two
    await paid(lake, hill, 700)
    await paid(hill, lake, 300, to=1)
    await asks(hill, 50)
    await exchange(lake, hill)
    found = await taken_along(lake, 0)
    [one] = found["town_payments"]
    assert (one["amount"], one["direction"], one["state"]) == (700, "out", "paid")
    receipt = msgspec.json.decode(one["receipt"])
    assert (receipt["kind"], receipt["amount"], receipt["from"]) == (
        "leapfrog.pay.receipt",
        700,
        "lake.town",
    )
    assert not {"payer", "payee", "hold_id", "operation_id"} & one.keys()
    [request] = found["town_money_requests"]
    assert (request["amount"], request["note"], request["direction"]) == (50, "bread", "in")
    theirs = (await taken_along(hill, 0))["town_payments"]
    assert {(one["amount"], one["direction"]) for one in theirs} == {(700, "in"), (300, "out")}


async def test_what_nobody_decided_goes_back_and_the_other_town_hears(two: Towns) -> None:
    lake, hill, clock = two
    mine = await lake.pays(700, note="my own words")
    theirs = await hill.pays(300)
    await asks(lake, 40)
    await asks(hill, 60)
    await exchange(lake, hill)
    with pytest.raises(MoneyLeft):
        await leaves(lake, 0)
    assert (await lake.states())["out", mine.wire_id] == "held", "refused, nothing has changed"
    for _ in range(2):
        await erased(lake, 0)
    assert (await lake.states()) == {
        ("out", mine.wire_id): "returned",
        ("in", theirs.wire_id): "declined",
    }
    await exchange(lake, hill)
    assert (await hill.states()) == {
        ("in", mine.wire_id): "returned",
        ("out", theirs.wire_id): "refused",
    }
    for town in (lake, hill):
        assert await town.holds() == 0
        waiting = await town.do(store.waiting, town.people[0])
        assert waiting == []
    notes = [one["note"] for each in (await taken_along(lake, 0)).values() for one in each]
    assert notes == [""] * 4
    clock.advance(timedelta(days=3))
    for town in (lake, hill):
        await town.settle()
        assert await town.sound()


async def test_what_the_other_town_decides_now_is_waited_for(two: Towns) -> None:
    """Hill's first asked for 7.00, Lake's pays, Hill took it: it is on its way to who leaves."""
    lake, hill, _ = two
    request = await asks(hill, 700)
    await exchange(lake, hill)
    sent = await lake.pays(700, request_id=(await asked(lake)).id)
    [offer] = [one for one in await lake.written(hill) if one.kind == "pay.offer"]
    await hill.hears(lake, offer)
    assert (await hill.states())["in", sent.wire_id] == "taken"
    with pytest.raises(MoneyLeft):
        await leaves(hill, 0)
    await erased(hill, 0)
    assert (await hill.states())["in", sent.wire_id] == "taken"
    assert (await asked(hill)).state == "waiting"
    await exchange(lake, hill)
    assert (await hill.states())["in", sent.wire_id] == "received"
    assert (await asked(hill)).state == "paid"
    assert (await asked(lake)).state == "paid"
    assert request.id == (await asked(hill)).id


async def test_what_a_wallet_cannot_take_waits_in_suspense(two: Towns) -> None:
    """Hill took it, came back from a backup, and has frozen the account when it is paid."""
    lake, hill, _ = two
    await hill.back_up()
    sent = await lake.pays(700)
    [offer] = [one for one in await lake.written(hill) if one.kind == "pay.offer"]
    await hill.hears(lake, offer)
    await hill.accepts()
    [take] = [one for one in await hill.written(lake) if one.kind == "pay.take"]
    await lake.hears(hill, take)
    await hill.restore()
    account = (await hill.do(pay.wallet_account_ids, hill.people))[hill.people[0]]
    await hill.do(wallet.freeze, account, None, "test", incoming=True)
    for _ in range(2):
        [done] = [one for one in await lake.written(hill) if one.kind == "pay.done"][:1]
        await hill.hears(lake, done)
        [one] = await hill.payments()
        assert (one.wire_id, one.state, one.code) == (sent.wire_id, "received", "suspense")
        suspense = await hill.do(pay.town_account, "suspense", "clearing")
        assert suspense.balance == 700
    assert await hill.owes(lake) == -700
    assert await hill.wrong() == []
    assert await hill.sound()
