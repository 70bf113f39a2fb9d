"""What is in a slot: what dropped has left; what is sold in silence counts when it is filled."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog import stock, vending
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay import VOUCHED
from leapfrog.vending import results
from leapfrog.vending.machines import slots
from leapfrog.vending.sales import buy
from tests.vending.test_any_order import PRICES, Town

FILLED = 5


class Slot:
    """One slot of a machine, and what is sold from it."""

    def __init__(self, town: Town) -> None:
        self.town = town
        [self.id] = self.does(self.find)

    def does(self, work: Any) -> Any:
        async def done() -> Any:
            async with self.town.database.transaction() as db:
                return await work(db)

        return self.town.run(done())

    async def find(self, db: Any) -> list[UUID]:
        return [slot.id for slot, _ in await slots(db, [self.town.machine])][:1]

    def sells(self, *, online: bool) -> UUID:
        sale = new_id()
        now = int(self.town.clock.now().timestamp())
        nonce = (sale.hex[-8:], now)
        token = vending.offer(self.town.key, self.town.machine, ("A1",), PRICES["A1"], *nonce)

        async def work(db: Any) -> None:
            await (vending.seen if online else vending.away)(db, self.town.machine)
            await buy(db, self.town.payer, sale, token, VOUCHED)

        self.does(work)
        return sale

    def reports(self, sale: UUID, *, fell: bool) -> None:
        async def work(db: Any) -> None:
            found = await vending.machine(db, self.town.machine)
            await results.report(db, found, sale, {0: fell})

        self.does(work)

    def is_filled(self, units: int) -> None:
        self.does(lambda db: vending.fill(db, self.town.owner, self.id, units))

    def has(self) -> tuple[int, int]:
        """(what lies there, what can be had)."""

        async def work(db: Any) -> tuple[int, int]:
            there, left = await stock.on_hand(db, [self.id]), await stock.free(db, [self.id])
            return there[self.id], left[self.id]

        found: tuple[int, int] = self.does(work)
        return found


@pytest.fixture
def slot(database_url: str, settings: Settings) -> Iterator[Slot]:
    town = Town(database_url, settings)
    yield Slot(town)
    town.run(town.database.close())
    town.loop.close()


def test_what_dropped_has_left_and_what_is_stuck_is_there(slot: Slot) -> None:
    fell, stuck = slot.sells(online=True), slot.sells(online=True)
    assert slot.has() == (FILLED, FILLED - 2)
    slot.reports(fell, fell=True)
    slot.reports(stuck, fell=False)
    assert slot.has() == (FILLED - 1, FILLED - 1)


def test_who_fills_a_slot_counts_what_is_sold_and_has_not_dropped_yet(slot: Slot) -> None:
    sale = slot.sells(online=True)
    slot.is_filled(8)
    assert slot.has() == (8, 7)
    slot.reports(sale, fell=True)
    assert slot.has() == (7, 7)


@pytest.mark.parametrize("fell", [True, False])
def test_what_was_sold_in_silence_is_gone_when_somebody_counts(slot: Slot, fell: bool) -> None:
    sale = slot.sells(online=True)
    slot.town.clock.advance(timedelta(seconds=121))
    slot.does(lambda db: results.time_is_over(db, str(sale), None))
    assert slot.has() == (FILLED, FILLED - 1)
    slot.is_filled(6)
    assert slot.has() == (6, 6)
    # What it says later was counted already.
    slot.reports(sale, fell=fell)
    assert slot.has() == (6, 6)


def test_what_was_paid_without_a_network_is_nobody_elses_half_an_hour_later(slot: Slot) -> None:
    sale = slot.sells(online=False)
    slot.town.clock.advance(timedelta(hours=1))
    slot.does(stock.tidy)
    assert slot.has() == (FILLED, FILLED - 1)
    slot.reports(sale, fell=True)
    assert slot.has() == (FILLED - 1, FILLED - 1)
