"""Stock against a tiny model: whatever is done in whatever order, both say the same."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
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
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.stock import (
    Claim,
    Claimed,
    Count,
    GiveUp,
    Move,
    Receive,
    Spend,
    StockPool,
    TakeBack,
    Want,
    claim,
    free,
    keep,
    on_hand,
    open_pools,
    record,
    release,
    tidy,
)
from tests.examples import examples
from tests.stock.conftest import PERSON, START

SPAN = timedelta(minutes=2)
# Units, how many a person may have, and within which time.
POOLS: tuple[tuple[int, int | None, timedelta | None], ...] = (
    (3, None, None),
    (5, 2, None),
    (2, 1, SPAN),
)
PEOPLE = [new_id() for _ in range(3)]
SUMS = """
select p.units, p.taken, coalesce((select sum(delta) from stock_move where pool_id = p.id), 0)
from stock_pool p where p.id = any($1::uuid[])
"""
pool = st.integers(0, 2)
some = st.integers(1, 3)
anywhere = st.integers(0, 50)
wants = st.lists(st.tuples(st.permutations(range(3)), some, st.booleans()), min_size=1, max_size=2)
asked = st.tuples(pool, wants, st.none() | st.integers(0, 3))
Asked = tuple[int, list[tuple[list[int], int, bool]], int | None]


class Line(msgspec.Struct):
    """What a claim has of one pool."""

    units: int
    spent: int = 0
    freed: int = 0
    returned: int = 0

    @property
    def left(self) -> int:
        return self.units - self.spent - self.freed


class Has(msgspec.Struct):
    """A claim that was granted, in the model; `until` None: kept."""

    person: int
    lines: dict[int, Line]
    until: datetime | None
    at: datetime
    released: bool = False


class Shelf(RuleBasedStateMachine):
    """The rules do the operation in the database and in the model."""

    database: Database
    clock: FixedClock
    run: Callable[[Awaitable[Any]], Any]

    def __init__(self) -> None:
        super().__init__()
        self.pools = [new_id() for _ in POOLS]
        self.units = [units for units, *_ in POOLS]
        self.granted: dict[UUID, Has] = {}
        self.sent: list[Claim] = []
        self.entries: list[Any] = []
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

    def lasts(self, has: Has) -> bool:
        over = has.until is not None and has.until <= self.clock.now()
        return not has.released and not over

    def taken(self, pool: int) -> int:
        return sum(
            has.lines[pool].left
            for has in self.granted.values()
            if pool in has.lines and self.lasts(has)
        )

    def bought(self, pool: int, person: int) -> int:
        """What counts against the limit of a person."""
        span = POOLS[pool][2]
        found = 0
        for has in self.granted.values():
            line = has.lines.get(pool)
            recent = span is None or has.at > self.clock.now() - span
            if line and has.person == person and recent:
                left = line.left if self.lasts(has) else 0
                found += left + line.spent - line.returned
        return found

    def room(self, pool: int, person: int) -> int:
        left, most = self.units[pool] - self.taken(pool), POOLS[pool][1]
        return left if most is None else min(left, max(0, most - self.bought(pool, person)))

    def grants(self, each: Claim, one: Asked) -> bool:
        """What the model answers to a new claim; the pools that gave it must be these."""
        person, wished, _ = one
        if each.until is not None and each.until <= self.clock.now():
            return False
        lines: dict[int, Line] = {}
        for pools, units, split in parted(wished):
            room = {pool: self.room(pool, person) for pool in pools}
            whole = [pool for pool in pools if room[pool] >= units]
            if not split and whole:
                lines[whole[0]] = Line(units)
            elif split and sum(room.values()) >= units:
                need = units
                for pool in pools:
                    if part := min(need, room[pool]):
                        lines[pool] = Line(part)
                    need -= part
            else:
                return False
        self.granted[each.id] = Has(person, lines, each.until, self.clock.now())
        return True

    @rule(batch=st.lists(asked, min_size=1, max_size=4))
    def several_claim(self, batch: list[Asked]) -> None:
        claims = [self.wish(one) for one in batch]
        answers = self.act(claim, claims)
        for each, one, answer in zip(claims, batch, answers, strict=True):
            assert self.grants(each, one) == isinstance(answer, Claimed), answer
            if isinstance(answer, Claimed):
                got = {line.pool_id: line.units for line in answer.lines}
                lines = self.granted[each.id].lines
                assert got == {self.pools[pool]: line.units for pool, line in lines.items()}
        self.sent += claims

    def wish(self, one: Asked) -> Claim:
        person, wished, minutes = one
        until = None if minutes is None else self.clock.now() + timedelta(minutes=minutes)
        lines = tuple(
            Want(tuple(self.pools[pool] for pool in pools), units, split)
            for pools, units, split in parted(wished)
        )
        return Claim(new_id(), PEOPLE[person], lines, until)

    @rule(n=anywhere)
    def a_claim_that_was_granted_is_sent_again(self, n: int) -> None:
        before = [each for each in self.sent if each.id in self.granted]
        if before:
            each = before[n % len(before)]
            has = self.granted[each.id]
            (answer,) = self.act(claim, [each])
            spent = any(line.spent for line in has.lines.values())
            assert isinstance(answer, Claimed) == (self.is_there(has) or spent)

    def is_there(self, has: Has) -> bool:
        return self.lasts(has) and any(line.freed < line.units for line in has.lines.values())

    @rule(n=anywhere)
    def a_claim_is_kept(self, n: int) -> None:
        if self.sent:
            each = self.sent[n % len(self.sent)].id
            has = self.granted.get(each)
            (answer,) = self.act(keep, [each])
            spent = has is not None and any(line.spent for line in has.lines.values())
            assert isinstance(answer, Claimed) == (
                has is not None and (self.is_there(has) or spent)
            )
            if has is not None and self.lasts(has):
                has.until = None

    @rule(n=anywhere)
    def a_claim_is_released(self, n: int) -> None:
        if self.sent:
            each = self.sent[n % len(self.sent)].id
            self.act(release, [each])
            if each in self.granted:
                self.granted[each].released = True

    @rule(
        n=anywhere, units=some, kind=st.sampled_from([Spend, GiveUp, TakeBack]), sells=st.booleans()
    )
    def some_of_a_claim_is(self, n: int, units: int, kind: Any, sells: bool) -> None:
        found = [(each, has) for each, has in self.granted.items()]
        if not found:
            return
        each, has = found[n % len(found)]
        place, line = [*has.lines.items()][n % len(has.lines)]
        more = {"sellable": sells} if kind is TakeBack else {}
        entry = kind(id=new_id(), pool_id=self.pools[place], units=units, claim_id=each, **more)
        left = line.spent - line.returned
        if kind is not TakeBack:
            left = line.left if self.lasts(has) else 0
        if self.writes(entry) != (units <= left):
            raise AssertionError((entry, line))
        if units > left:
            return
        if kind is Spend:
            line.spent += units
            self.units[place] -= units
        elif kind is GiveUp:
            line.freed += units
        else:
            line.returned += units
            self.units[place] += units if sells else 0

    def writes(self, entry: Any) -> bool:
        """Whether the journal takes it; it takes nothing twice, and nothing else under its id."""
        (answer,) = self.act(record, [entry])
        if isinstance(answer, Problem):
            return False
        other = msgspec.structs.replace(entry, units=entry.units + 1)
        same, refused = self.act(record, [entry, other])
        assert same == answer
        assert refused.code == "move_id_used"
        self.entries.append((entry, answer))
        return True

    @rule(n=anywhere)
    def an_entry_is_sent_again(self, n: int) -> None:
        if self.entries:
            entry, answer = self.entries[n % len(self.entries)]
            assert self.act(record, [entry]) == [answer]

    @rule(place=pool, units=st.integers(0, 6))
    def a_pool_is_counted(self, place: int, units: int) -> None:
        assert self.writes(Count(id=new_id(), pool_id=self.pools[place], units=units))
        self.units[place] = max(units, self.taken(place))

    @rule(place=pool, units=some)
    def more_comes_in(self, place: int, units: int) -> None:
        assert self.writes(Receive(id=new_id(), pool_id=self.pools[place], units=units))
        self.units[place] += units

    @rule(one=pool, other=pool, units=some)
    def units_are_moved(self, one: int, other: int, units: int) -> None:
        if one == other:
            return
        entry = Move(id=new_id(), pool_id=self.pools[one], to_pool=self.pools[other], units=units)
        fits = units <= self.units[one] - self.taken(one)
        assert self.writes(entry) == fits
        if fits:
            self.units[one] -= units
            self.units[other] += units

    @rule(minutes=st.integers(1, 2))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @rule()
    def somebody_tidies(self) -> None:
        self.act(tidy)

    @invariant()
    def both_say_the_same(self) -> None:
        expected = [units - self.taken(n) for n, units in enumerate(self.units)]
        found = self.act(free, self.pools)
        assert [found[pool] for pool in self.pools] == expected
        found = self.act(on_hand, self.pools)
        assert [found[pool] for pool in self.pools] == self.units

    @invariant()
    def the_journal_sums_to_what_is_there(self) -> None:
        async def look(db: Any) -> Any:
            return await db.rows(SUMS, self.pools)

        for units, taken, journal in self.act(look):
            assert 0 <= taken <= units == journal


def parted(wished: Sequence[tuple[list[int], int, bool]]) -> list[tuple[list[int], int, bool]]:
    """Each pool is named once: of two wants, the first has two and the other one."""
    if len(wished) == 1:
        return list(wished)
    (first, n, split), (_, m, other) = wished
    return [(list(first[:2]), n, split), (list(first[2:]), m, other)]


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
        stateful_step_count=40,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=quiet)  # type: ignore[no-untyped-call]
