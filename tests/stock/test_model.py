"""Stock against a tiny model: whatever is done in whatever order, both say the same."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.stock import (
    Claim,
    Claimed,
    ClaimRequest,
    StockPool,
    claim,
    free,
    keep,
    open_pools,
    refill,
    release,
    tidy,
)
from tests.examples import examples
from tests.stock.conftest import PERSON, START

POOLS = ((3, None), (5, 2), (1, 1))
PEOPLE = [new_id() for _ in range(3)]
Asked = tuple[int, dict[int, int], int | None]

wants = st.dictionaries(st.sampled_from(range(3)), st.integers(1, 3), min_size=1, max_size=3)
asked = st.tuples(st.sampled_from(range(3)), wants, st.none() | st.integers(0, 3))


class Has(msgspec.Struct):
    """A claim that was granted, in the model; `until` None: kept."""

    person: int
    wants: dict[int, int]
    until: datetime | None
    released: bool = False


class Shelf(RuleBasedStateMachine):
    """The rules do the operation in the database and in the model."""

    database: Database
    clock: FixedClock
    run: Callable[[Awaitable[Any]], Any]

    def __init__(self) -> None:
        super().__init__()
        self.pools = [new_id() for _ in POOLS]
        self.units = [units for units, _ in POOLS]
        self.granted: dict[UUID, Has] = {}
        self.sent: list[Claim] = []
        made = [
            StockPool(pool, "tests:shelf:1", *sizes)
            for pool, sizes in zip(self.pools, POOLS, strict=True)
        ]
        self.act(open_pools, made)

    def act(self, verb: Callable[..., Awaitable[Any]], *args: Any) -> Any:
        async def done() -> Any:
            async with self.database.transaction() as db:
                return await verb(db, *args)

        return self.run(done())

    def held(self, pool: int, person: int | None = None) -> int:
        return sum(
            has.wants.get(pool, 0)
            for has in self.granted.values()
            if self.lasts(has) and person in (None, has.person)
        )

    def lasts(self, has: Has) -> bool:
        over = has.until is not None and has.until <= self.clock.now()
        return not has.released and not over

    def grants(self, each: Claim, person: int, wished: dict[int, int]) -> bool:
        """What the model answers to a new claim."""
        if each.until is not None and each.until <= self.clock.now():
            return False
        fits = all(self.held(pool) + n <= self.units[pool] for pool, n in wished.items())
        limits = [(POOLS[pool][1], self.held(pool, person) + n) for pool, n in wished.items()]
        may = fits and all(most is None or n <= most for most, n in limits)
        if may:
            self.granted[each.id] = Has(person, wished, each.until)
        return may

    @rule(batch=st.lists(asked, min_size=1, max_size=4))
    def several_claim(self, batch: list[Asked]) -> None:
        claims = [self.wish(one) for one in batch]
        answers = self.act(claim, claims)
        expected = [
            self.grants(each, person, wished)
            for each, (person, wished, _) in zip(claims, batch, strict=True)
        ]
        assert [isinstance(answer, Claimed) for answer in answers] == expected
        self.sent += claims

    def wish(self, one: Asked) -> Claim:
        person, wished, minutes = one
        until = None if minutes is None else self.clock.now() + timedelta(minutes=minutes)
        lines = tuple(ClaimRequest(self.pools[pool], units) for pool, units in wished.items())
        return Claim(new_id(), PEOPLE[person], lines, until)

    @rule(n=st.integers(0, 50))
    def a_claim_that_was_granted_is_sent_again(self, n: int) -> None:
        before = [each for each in self.sent if each.id in self.granted]
        if before:
            each = before[n % len(before)]
            (answer,) = self.act(claim, [each])
            assert isinstance(answer, Claimed) == self.lasts(self.granted[each.id])

    @rule(n=st.integers(0, 50))
    def a_claim_is_kept(self, n: int) -> None:
        if self.sent:
            each = self.sent[n % len(self.sent)].id
            has = self.granted.get(each)
            (answer,) = self.act(keep, [each])
            assert isinstance(answer, Claimed) == (has is not None and self.lasts(has))
            if isinstance(answer, Claimed) and has is not None:
                has.until = None

    @rule(n=st.integers(0, 50))
    def a_claim_is_released(self, n: int) -> None:
        if self.sent:
            each = self.sent[n % len(self.sent)].id
            self.act(release, [each])
            if each in self.granted:
                self.granted[each].released = True

    @rule(pool=st.sampled_from(range(3)), units=st.integers(0, 4))
    def a_pool_is_filled(self, pool: int, units: int) -> None:
        self.act(refill, self.pools[pool], units)
        self.units[pool] = self.held(pool) + units

    @rule(minutes=st.integers(1, 2))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @rule()
    def somebody_tidies(self) -> None:
        self.act(tidy)

    @invariant()
    def both_say_the_same(self) -> None:
        expected = [units - self.held(n) for n, units in enumerate(self.units)]
        found = self.act(free, self.pools)
        assert [found[pool] for pool in self.pools] == expected


@pytest.fixture
def machine(database_url: str) -> Iterator[type[Shelf]]:
    loop = asyncio.new_event_loop()
    clock = FixedClock(START)
    database = loop.run_until_complete(Database.connect(database_url, 2, clock))

    class Here(Shelf):
        pass

    Here.database, Here.clock, Here.run = database, clock, staticmethod(loop.run_until_complete)

    async def come() -> None:
        async with database.transaction() as db:
            await db.run(PERSON, PEOPLE, START)

    loop.run_until_complete(come())
    yield Here
    loop.run_until_complete(database.close())
    loop.close()


@pytest.mark.hypothesis
def test_stock_is_as_the_model_says(machine: type[Shelf]) -> None:
    quiet = examples(
        25,
        stateful_step_count=30,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=quiet)  # type: ignore[no-untyped-call]
