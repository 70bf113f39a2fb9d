"""Rides by hail in any order: for oneself and for a guest, booked, asked for by all three ways to
pay or at the cost of somebody who said yes before, offered twice at once, accepted twice, changed
on the way, given back, called off, forgotten, settled by both, by the desk or by the clock, and a
process that dies before each commit.

Whatever happens: all accounts sum to zero, what is held is what the rides that run have promised,
the town keeps nothing but its fee, drivers have what riders and payers paid without it, each of
whom paid for their own rides alone, no more is paid than was held unless the rider said yes, nor
more for somebody else in a month than was agreed, nobody rides in two cars, a driver has one ride
and at most one that waits behind it, who is over is asked about no more, and thirty hours later all
is over.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay import VOUCHED
from leapfrog.ride_matching import OfferPair
from leapfrog.ride_payers import paying
from leapfrog.ride_payers.model import month_of
from leapfrog.rides import TIMERS
from leapfrog.rides.hailing import (
    changing,
    driving,
    requesting,
    settling,
    store,
    store_drivers,
    vetting,
)
from leapfrog.rides.hailing.dispatching import make_offers
from leapfrog.rides.hailing.model import DrivenTrip, HailRequest, RideMode
from leapfrog.rides.hailing.table import OVER
from tests.examples import examples
from tests.rides.corner import (
    DRIVERS,
    ENDED,
    FUNDS,
    HERE,
    LOOK,
    LOOKED,
    OTHER,
    RIDERS,
    TRIP,
    Corner,
)


class Crash(Exception):
    """The process dies before the commit."""


CORNER: dict[str, Corner] = {}
WAYS: Mapping[str, RideMode] = {
    "fixed": "fixed",
    "meter": "meter",
    "cash": "cash",
    "theirs": "fixed",
}


class OnTheCorner(RuleBasedStateMachine):
    """Each rider asks again and again, for themselves and for a guest (the second half of them);
    each verb may be anybody's, and comes twice.
    """

    rider = st.integers(0, 2 * RIDERS - 1)
    driver = st.integers(0, DRIVERS - 1)
    # "theirs": what was agreed, at the cost of somebody else.
    way = st.sampled_from(["fixed", "meter", "cash", "theirs"])
    crash = st.integers(0, 5).map(lambda n: n == 0)

    def __init__(self) -> None:
        super().__init__()
        self.corner = CORNER["now"]
        self.riders = [*self.corner.riders, *self.corner.riders]
        self.ids = [new_id() for _ in self.riders]
        self.changes = [new_id() for _ in self.riders]

    async def operation(self, work: Any, crash: bool) -> None:
        with suppress(Problem, Crash):
            async with self.corner.database.transaction() as db:
                await work(db)
                if crash:
                    raise Crash

    def do(self, work: Any, crash: bool) -> None:
        """Perhaps it dies first; the client tries again, twice."""
        for dies in (crash, False, False):
            self.corner.run(self.operation(work, dies))

    @rule(rider=rider, anew=st.booleans(), way=way, later=st.booleans(), crash=crash)
    def ask(self, rider: int, anew: bool, way: str, later: bool, crash: bool) -> None:
        if anew and self.corner.run(self.is_over(rider)):
            self.ids[rider] = new_id()
        at = self.corner.clock.now() + timedelta(minutes=31) if later else None
        mode, payer = WAYS[way], self.corner.payer if way == "theirs" else None
        guest = "Grandma" if rider >= RIDERS else ""
        asked = HailRequest(
            self.ids[rider], TRIP, self.corner.price, mode, at, guest=guest, paid_by=payer
        )
        who = self.riders[rider]
        self.do(lambda db: requesting.request(db, who, asked, VOUCHED), crash)

    @rule(rider=rider, monthly=st.sampled_from([0, 2_000, 9_000]), crash=crash)
    def somebody_pays(self, rider: int, monthly: int, crash: bool) -> None:
        """So much in a month, never less than this month's rides took already; 0: no longer."""
        payer, who = self.corner.payer, self.riders[rider]

        async def work(db: Any) -> None:
            if not monthly:
                await paying.stop_paying(db, payer, who)
                return
            paid = await paying.rides_paid(db, payer)
            spent = sum(one.amount for one in paid if one.rider_id == who)
            await paying.pay_for(db, payer, who, max(monthly, spent), VOUCHED)

        self.do(work, crash)

    async def is_over(self, rider: int) -> bool:
        async with self.corner.database.glance() as db:
            ride = await store.ride(db, self.ids[rider])
        return ride is None or ride.state in OVER

    @rule(rider=rider, way=way, crash=crash)
    def all_come_and_one_asks(self, rider: int, way: str, crash: bool) -> None:
        for who in self.corner.drivers:
            self.do(lambda db, who=who: driving.go_online(db, who, HERE), crash)
        self.ask(rider, True, way, False, crash)
        self.two_dispatchers(crash, False)

    @rule(driver=driver)
    def go(self, driver: int) -> None:
        self.do(lambda db: driving.go_offline(db, self.corner.drivers[driver]), False)

    @rule(crash=crash, turned=st.booleans())
    def two_dispatchers(self, crash: bool, turned: bool) -> None:
        async def dispatch(db: Any) -> None:
            rides = await store_drivers.requested(db, 9)
            since = db.now - timedelta(seconds=60)
            free = await store_drivers.free(db, since)
            drivers = [*free, *await store_drivers.ending(db, since)]
            asked = await store_drivers.asked(db, [one.id for one in rides])
            pairs = list(self.pairs(rides, drivers, asked, turned))
            await make_offers(db, rides, drivers, pairs)

        async def both() -> None:
            await asyncio.gather(self.operation(dispatch, crash), self.operation(dispatch, False))

        self.corner.run(both())

    def pairs(self, rides: Any, drivers: Any, asked: Any, turned: bool) -> Iterator[OfferPair]:
        for ride in range(len(rides)):
            for driver in reversed(range(len(drivers))) if turned else range(len(drivers)):
                if (rides[ride].id, drivers[driver].driver_id) not in asked:
                    yield OfferPair(driver, ride, 60)

    @rule(driver=driver, rider=rider, accept=st.booleans(), crash=crash)
    def answer(self, driver: int, rider: int, accept: bool, crash: bool) -> None:
        who = self.corner.drivers[driver]

        async def work(db: Any) -> None:
            for offer in await store.offers_of(db, self.ids[rider]):
                if offer.driver_id == who:
                    await driving.answer(db, who, offer.id, accept=accept)

        self.do(work, crash)

    @rule(
        driver=driver,
        rider=rider,
        verb=st.sampled_from(["door", "back", "end", "tried", "gone"]),
        fare=st.sampled_from([None, 0, 500, 1_500]),
        crash=crash,
    )
    def drive(self, driver: int, rider: int, verb: str, fare: int | None, crash: bool) -> None:
        place = (self.corner.drivers[driver], self.ids[rider])
        verbs = {
            "door": lambda db: driving.arrive(db, *place, "I am"),
            "back": lambda db: driving.give_back(db, *place, "flat tyre"),
            "end": lambda db: settling.end(db, *place, fare),
            "tried": lambda db: store.note_tried(db, place[1]),
            "gone": lambda db: driving.not_come(db, *place),
        }
        self.do(verbs[verb], crash)

    @rule(rider=rider, crash=crash)
    def board(self, rider: int, crash: bool) -> None:
        place = (self.riders[rider], self.ids[rider])
        self.do(lambda db: driving.board(db, *place, None), crash)

    @rule(rider=rider, fee=st.sampled_from([0, 10_000]), crash=crash)
    def call_off(self, rider: int, fee: int, crash: bool) -> None:
        place = (self.riders[rider], self.ids[rider])
        self.do(lambda db: requesting.cancel(db, *place, fee), crash)

    @rule(rider=rider, crash=crash)
    def tip(self, rider: int, crash: bool) -> None:
        place = (self.riders[rider], self.ids[rider])
        self.do(lambda db: requesting.tip(db, *place, 100, VOUCHED), crash)

    @rule(rider=rider, way=way, far=st.booleans(), crash=crash)
    def one_is_driven(self, rider: int, way: str, far: bool, crash: bool) -> None:
        """All the way into the car, with another trip asked for and taken."""
        self.all_come_and_one_asks(rider, way, crash)
        for driver in range(DRIVERS):
            self.answer(driver, rider, True, False)
            self.drive(driver, rider, "door", None, crash)
        if far:
            self.price_another_trip(rider, OTHER, crash)
            for driver in range(DRIVERS):
                self.answer_to_a_trip(rider, driver, "yes", crash)
        self.board(rider, crash)

    @rule(rider=rider, first=driver, crash=crash)
    def one_is_taken_meanwhile(self, rider: int, first: int, crash: bool) -> None:
        """Somebody is driven; the other asks, and the drivers say yes, perhaps who drives first."""
        other = (rider + 1) % len(self.riders)
        self.one_is_driven(rider, "fixed", False, False)
        self.all_come_and_one_asks(other, "fixed", crash)
        for n in range(DRIVERS):
            self.answer((first + n) % DRIVERS, other, True, crash)

    @rule(rider=rider, way=way, then=way, crash=crash)
    def two_are_driven_by_one(self, rider: int, way: str, then: str, crash: bool) -> None:
        """The only driver on duty takes the other while the one is on board, and drives both."""
        other = (rider + 1) % len(self.riders)
        self.one_is_driven(rider, way, False, False)
        for n in range(DRIVERS):
            self.go(n)
        n = self.corner.run(self.driver_of(rider))
        if n is None:
            return
        self.do(lambda db: driving.go_online(db, self.corner.drivers[n], HERE), False)
        self.ask(other, True, then, False, crash)
        self.two_dispatchers(crash, False)
        self.answer(n, other, True, crash)
        self.time_passes(5, crash)
        for one in (rider, other):
            self.drive(n, one, "door", None, crash)
            self.board(one, crash)
            self.drive(n, one, "end", 500, crash)

    async def driver_of(self, rider: int) -> int | None:
        async with self.corner.database.glance() as db:
            ride = await store.ride(db, self.ids[rider])
        driver = ride.driver_id if ride else None
        return self.corner.drivers.index(driver) if driver else None

    @rule(rider=rider, driver=driver, fare=st.sampled_from([0, 500, 1_500]), crash=crash)
    def all_end(self, rider: int, driver: int, fare: int, crash: bool) -> None:
        self.drive(driver, rider, "end", fare, crash)

    @rule(rider=rider, trip=st.sampled_from([TRIP, OTHER]), crash=crash)
    def price_another_trip(self, rider: int, trip: DrivenTrip, crash: bool) -> None:
        self.changes[rider] = new_id()
        place = (self.riders[rider], self.ids[rider], self.changes[rider])
        self.do(lambda db: changing.price(db, *place, trip), crash)
        self.do(lambda db: changing.ask(db, *place, VOUCHED), crash)

    @rule(rider=rider, driver=driver, say=st.sampled_from(["yes", "no", "back"]), crash=crash)
    def answer_to_a_trip(self, rider: int, driver: int, say: str, crash: bool) -> None:
        riders = (self.riders[rider], self.ids[rider], self.changes[rider])
        place = (self.corner.drivers[driver], *riders[1:])
        verbs = {
            "yes": lambda db: changing.answer(db, *place, accept=True),
            "no": lambda db: changing.answer(db, *place, accept=False),
            "back": lambda db: changing.withdraw(db, *riders),
        }
        self.do(verbs[say], crash)

    @rule(rider=rider, amount=st.sampled_from([100, 300]), crash=crash)
    def thank(self, rider: int, amount: int, crash: bool) -> None:
        place = (self.riders[rider], self.ids[rider])
        self.do(lambda db: changing.thank(db, *place, amount, VOUCHED), crash)

    @rule(rider=rider, say=st.sampled_from(["yes", "no", "desk"]), n=st.integers(0, 2), crash=crash)
    def say_of_a_sum(self, rider: int, say: str, n: int, crash: bool) -> None:
        place = (self.riders[rider], self.ids[rider])

        async def yes(db: Any) -> None:
            ride = await store.ride(db, self.ids[rider])
            await settling.agree(db, *place, ride.asked if ride and ride.asked else 0, VOUCHED)

        stranger = new_id()
        verbs = {
            "yes": yes,
            "no": lambda db: settling.differ(db, *place, n * 200),
            "desk": lambda db: settling.judge(db, stranger, self.ids[rider], n * 100),
        }
        self.do(verbs[say], crash)

    @rule(rider=rider)
    def the_town_stops(self, rider: int) -> None:
        self.do(lambda db: vetting.stop(db, self.ids[rider]), False)

    @rule(seconds=st.sampled_from([5, 21, 181, 600, 3_600]), crash=crash)
    def time_passes(self, seconds: int, crash: bool) -> None:
        self.corner.clock.advance(timedelta(seconds=seconds))
        self.corner.run(self.due(crash))

    async def due(self, crash: bool) -> None:
        """All that has fallen due, each perhaps only at the second try."""
        async with self.corner.database.glance() as db:
            rows = await db.rows(
                "select kind, ref from kernel_timer where due_at <= $1 and kind = any($2::text[])",
                db.now,
                list(TIMERS),
            )
        for kind, ref in rows:

            async def work(db: Any, kind: str = kind, ref: str = ref) -> None:
                await TIMERS[kind](db, ref, None)

            for dies in (crash, False):
                await self.operation(work, dies)
                if not dies:
                    await self.operation(
                        lambda db, kind=kind, ref=ref: self.done(db, kind, ref), False
                    )

    async def done(self, db: Any, kind: str, ref: str) -> None:
        """Unless it has put itself off."""
        await db.run(
            "delete from kernel_timer where kind = $1 and ref = $2 and due_at <= $3",
            *(kind, ref, db.now),
        )

    @invariant()
    def the_books_agree(self) -> None:
        async def look() -> tuple[int, ...]:
            async with self.corner.database.glance() as db:
                month = month_of(db.now)
                return tuple(await db.row(LOOK, self.corner.with_money, FUNDS, month) or ())

        assert self.corner.run(look()) == (0,) * LOOKED

    def teardown(self) -> None:
        # Thirty hours, and all that falls due meanwhile makes more fall due.
        for hours in (1, 24, 5):
            self.corner.clock.advance(timedelta(hours=hours))
            self.corner.run(self.due(False))

        async def running() -> int:
            async with self.corner.database.glance() as db:
                return int(await db.value(ENDED))

        assert self.corner.run(running()) == 0
        self.the_books_agree()


@pytest.mark.hypothesis
def test_whatever_happens_on_the_corner_the_books_agree(
    database_url: str, settings: Settings
) -> None:
    CORNER["now"] = corner = Corner(database_url, settings)
    try:
        run_state_machine_as_test(
            OnTheCorner,
            settings=examples(20, stateful_step_count=30, suppress_health_check=list(HealthCheck)),
        )
        # Of all that is looked at above there was something to see.
        assert all(corner.run(corner.paid()).values())
    finally:
        CORNER.clear()
        corner.run(corner.database.close())
        corner.loop.close()
