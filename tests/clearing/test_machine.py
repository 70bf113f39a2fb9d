"""Two towns, their books, and a network that doubles, loses and reorders; either dies before a
commit, or comes back from a backup. Whatever happens: no cent more or less, no limit passed, and
once it is quiet both say the same of each payment, or stop.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from leapfrog import clearing
from leapfrog.clearing import paying, requests, taking
from leapfrog.clearing.paying import NewTownPayment
from leapfrog.clearing.requests import NewTownRequest
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.pay import VOUCHED
from leapfrog.towns.model import Dispatch
from tests.clearing.books import START, TownBooks, agree, exchange
from tests.town import create_database, drop_database

LIMIT = 5_000
SEEDS, STEPS = 4, 40
# Of these two are no amounts, one is above what a payment may be; three of 1,667 are above what
# may be owed, by a cent.
AMOUNTS = [0, -1, 1, 700, 700, 1_667, 1_667, 2_500, 3_000, 3_001, 2**63]
REFUSED = {"bad_amount", "over_town_limit", "insufficient_funds", "partner_stopped"}
REFUSED |= {"already_settled", "town_payment_too_late", "no_town_payment", "more_than_paid"}
REFUSED |= {"no_payment_request", "not_for_you", "no_town_request"}
# What must have happened, and how often.
HAPPENED = {"send": 10, "accept": 3, "cancel": 1, "ask": 1, "bad_amount": 1, "over_town_limit": 1}
HAPPENED |= {"verb died": 5, "letter died": 5, "letter again": 5, "letter before an earlier one": 5}
HAPPENED |= {"restored": 2}
# Both sides of a payment that is over.
PAIRS: set[tuple[str | None, str | None]] = {("paid", "received"), ("returned", "returned")}
PAIRS |= {("returned", None), ("refused", None)}
PAIRS |= {("refused", "declined"), ("returned", "declined"), (None, "returned"), (None, "declined")}


class TwoTowns:
    """`towns`: Lake and Hill; `post`: all that either wrote, also what it has forgotten since."""

    def __init__(self, towns: tuple[TownBooks, TownBooks], run: Any, clock: FixedClock) -> None:
        self.towns, self.run, self.clock = towns, run, clock
        self.post: dict[tuple[int, Any], Dispatch] = {}
        self.restored = False
        # How often what happened: so that a walk past everything is seen.
        self.seen = Counter[str]()
        self.heard: dict[int, list[Any]] = {0: [], 1: []}
        self.start = [self.run(one.total()) for one in self.towns]

    def close(self) -> None:
        for one in self.towns:
            self.run(one.close())

    def goes_on(self, chance: Random) -> None:
        """One thing that happens, and what holds after it."""
        n, which = chance.randrange(2), chance.randrange(50)
        dies, amount = chance.random() < 0.3, chance.choice(AMOUNTS)
        things: dict[str, tuple[int, Callable[[], None]]] = {
            "pays": (6, lambda: self.somebody_pays(n, which, which // 2, amount, dies)),
            "letter": (12, lambda: self.a_letter_comes(n, which % 9, dies)),
            "old letter": (2, lambda: self.a_letter_comes(n, which, dies)),
            "accepts": (7, lambda: self.it_is_answered(n, which, dies, "accept")),
            "declines": (1, lambda: self.it_is_answered(n, which, dies, "decline")),
            "takes back": (1, lambda: self.it_is_taken_back(n, which, dies)),
            "gives back": (2, lambda: self.it_is_given_back(n, which, amount, dies)),
            "asks": (1, lambda: self.somebody_asks(n, which, which // 2, dies)),
            "pays what was asked": (1, lambda: self.what_was_asked_is_paid(n, which, dies)),
            "time": (1, lambda: self.time_passes(chance.choice([1, 1, 61, 4_000, 90_000]))),
            "backup": (2, lambda: self.a_backup_is_made(n)),
            "restores": (2, lambda: self.a_town_comes_back(n)),
        }
        names, weights = list(things), [weight for weight, _ in things.values()]
        things[chance.choices(names, weights)[0]][1]()
        self.no_cent_more_or_less()
        self.no_limit_is_passed()

    def two(self, n: int) -> tuple[TownBooks, TownBooks]:
        return self.towns[n % 2], self.towns[(n + 1) % 2]

    def act(self, town: TownBooks, dies: bool, verb: Any, *args: Any) -> Any:
        """What it answers, or the problem; before that, perhaps, a try that comes to nothing."""
        before = self.run(town.total()), self.run(town.states()), self.run(town.holds())
        if dies:
            self.seen["verb died"] += 1

            async def died() -> None:
                try:
                    await town.dies(verb, *args)
                except Problem:
                    return

            self.run(died())
            assert (
                self.run(town.total()),
                self.run(town.states()),
                self.run(town.holds()),
            ) == before
        answer = self.run(self.answer(town, verb, *args))
        if isinstance(answer, Problem):
            assert answer.code in REFUSED
            self.seen[answer.code] += 1
            return answer
        self.seen[verb.__name__] += 1
        again = self.run(town.do(verb, *args))
        assert again.id == answer.id, "twice is once"
        return answer

    async def answer(self, town: TownBooks, verb: Any, *args: Any) -> Any:
        try:
            return await town.do(verb, *args)
        except Problem as why:
            return why

    def somebody_pays(self, n: int, who: int, to: int, amount: int, dies: bool) -> None:
        here, _ = self.two(n)
        people = (here.people[who % 2], here.known[to % 2])
        one = NewTownPayment(new_id(), *people, amount, "EUR", "for tea", consent=VOUCHED)
        self.act(here, dies, paying.send, one)

    def it_is_answered(self, n: int, which: int, dies: bool, how: str) -> None:
        here, _ = self.two(n)
        found = [one for one in self.run(here.payments()) if one.state == "shown"]
        if found:
            one = found[which % len(found)]
            self.act(here, dies, getattr(taking, how), one.person_id, one.id)

    def it_is_taken_back(self, n: int, which: int, dies: bool) -> None:
        here, _ = self.two(n)
        found = [one for one in self.run(here.payments()) if one.direction == "out"]
        if found:
            one = found[which % len(found)]
            self.act(here, dies, paying.cancel, one.person_id, one.id)

    def it_is_given_back(self, n: int, which: int, amount: int, dies: bool) -> None:
        here, _ = self.two(n)
        found = [one for one in self.run(here.payments()) if one.state == "received"]
        if found:
            of = found[which % len(found)]
            pair = (of.person_id, of.other_id)
            one = NewTownPayment(new_id(), *pair, amount, "EUR", of_id=of.id, consent=VOUCHED)
            self.act(here, dies, paying.send, one)

    def somebody_asks(self, n: int, who: int, of: int, dies: bool) -> None:
        here, _ = self.two(n)
        pair = (here.people[who % 2], here.known[of % 2])
        self.act(here, dies, requests.ask, NewTownRequest(new_id(), *pair, 700, "EUR"))

    def what_was_asked_is_paid(self, n: int, which: int, dies: bool) -> None:
        here, _ = self.two(n)

        async def asked(db: Any) -> list[Any]:
            sql = "select id, person_id, other_id from clearing_request where direction = 'in'"
            return list(await db.rows(sql))

        found = self.run(here.do(asked))
        if found:
            request_id, person, other = found[which % len(found)]
            one = NewTownPayment(
                new_id(), person, other, 700, "EUR", request_id=request_id, consent=VOUCHED
            )
            self.act(here, dies, paying.send, one)

    def a_letter_comes(self, n: int, which: int, dies: bool) -> None:
        """Any that was ever written: for the first time, again, before an earlier one."""
        here, there = self.two(n)
        for letter in self.run(there.written(here)):
            self.post[self.towns.index(there), letter.id] = letter
        found = [one for (by, _), one in self.post.items() if self.towns[by] is there]
        if found:
            letter = found[-1 - which % len(found)]
            heard = self.heard[self.towns.index(here)]
            at = found.index(letter)
            self.seen["letter again"] += letter.id in heard
            self.seen["letter before an earlier one"] += any(
                one.id not in heard for one in found[:at]
            )
            self.seen["letter died"] += dies
            heard.append(letter.id)
            self.run(here.hears(there, letter, dies=dies))

    def time_passes(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        for one in self.towns:
            self.run(one.settle())

    def a_backup_is_made(self, n: int) -> None:
        self.run(self.two(n)[0].back_up())

    def a_town_comes_back(self, n: int) -> None:
        here, _ = self.two(n)
        if here.backup:
            self.run(here.restore())
            self.restored = True
            self.seen["restored"] += 1

    def it_becomes_quiet(self) -> None:
        """All letters come, who is offered money takes it, all times are over, and letters come
        again.
        """
        self.run(exchange(*self.towns))
        for here in self.towns:
            for one in self.run(here.payments()):
                if one.state == "shown":
                    self.act(here, False, taking.accept, one.person_id, one.id)
        for _ in range(2):
            self.run(exchange(*self.towns))
            self.clock.advance(timedelta(days=8))
            for one in self.towns:
                self.run(one.do(clearing.TIMERS[clearing.DAY], "", None))
                self.run(one.settle())
        self.run(exchange(*self.towns))
        assert all(self.run(one.sound()) for one in self.towns)
        lake, hill = self.towns
        stopped = [self.run(lake.stopped(hill)), self.run(hill.stopped(lake))]
        assert self.restored or stopped == [None, None]
        if stopped == [None, None]:
            self.both_say_the_same(lake, hill)

    def both_say_the_same(self, lake: TownBooks, hill: TownBooks) -> None:
        assert self.run(lake.owes(hill)) + self.run(hill.owes(lake)) == 0
        known = [self.run(one.states()) for one in self.towns]
        for here, there in ((0, 1), (1, 0)):
            ids = {wire for way, wire in known[here] if way == "out"}
            ids |= {wire for way, wire in known[there] if way == "in"}
            for wire in ids:
                pair = (known[here].get(("out", wire)), known[there].get(("in", wire)))
                assert pair in PAIRS, pair

    def no_cent_more_or_less(self) -> None:
        for n, one in enumerate(self.towns):
            assert self.run(one.total()) == self.start[n]
            assert self.run(one.wrong()) == []

    def no_limit_is_passed(self) -> None:
        for n in range(2):
            found = self.run(self.two(n)[0].account(self.two(n)[1]))
            assert found.balance - found.held >= -LIMIT
            assert found.balance + found.incoming <= LIMIT


@pytest.fixture
def two_towns(postgres_dsn: str, template: str, tmp_path: Path) -> Iterator[Callable[[], TwoTowns]]:
    loop = asyncio.new_event_loop()
    run = loop.run_until_complete
    clock = FixedClock(START)
    made = list[str]()

    def begun(domain: str) -> TownBooks:
        made.append(create_database(postgres_dsn, template))
        town = TownBooks(postgres_dsn, domain, clock, tmp_path / domain)
        return run(town.begin(made[-1]))

    lake, hill = begun("lake.town"), begun("hill.town")
    run(lake.meet(hill))
    run(hill.meet(lake))
    run(agree(lake, hill))
    firsts = [one.url for one in (lake, hill)]
    for one in (lake, hill):
        run(one.database.close())

    async def fresh() -> tuple[TownBooks, TownBooks]:
        clock.set(START)
        copies = list[TownBooks]()
        for one, url in zip((lake, hill), firsts, strict=True):
            town = TownBooks(postgres_dsn, one.domain, clock, tmp_path / one.domain)
            town.people, town.known = one.people, one.known
            town.source = one.source
            town.url = create_database(postgres_dsn, url.rpartition("/")[2].partition("?")[0])
            await town.open()
            copies.append(town)
        return copies[0], copies[1]

    try:
        yield lambda: TwoTowns(run(fresh()), run, clock)
    finally:
        loop.close()
        for url in made:
            drop_database(postgres_dsn, url)


def test_any_order(two_towns: Callable[[], TwoTowns]) -> None:
    seen, happened = Counter[tuple[str, str]](), Counter[str]()
    for seed in range(SEEDS):
        chance, two = Random(seed), two_towns()
        for _ in range(STEPS):
            two.goes_on(chance)
        two.it_becomes_quiet()
        for one in two.towns:
            seen.update((way, state) for (way, _), state in two.run(one.states()).items())
        happened += two.seen
        two.close()
    # It was no walk past everything: payments came to each of their ends, and towns came back.
    assert {("out", "paid"), ("in", "received"), ("out", "returned")} <= seen.keys(), seen
    assert seen["in", "received"] >= 3, seen
    assert {one for one, least in HAPPENED.items() if happened[one] < least} == set(), happened
