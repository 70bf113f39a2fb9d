"""Living cards against a tiny model: three people do anything, and after each step everybody sees
what the model says, hears of exactly what changed for them, and nobody else sees any of it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from itertools import permutations
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from leapfrog import identity
from leapfrog.contacts import blocks, book, circles, invitations, living, rows, store
from leapfrog.contacts.model import Audience, CardField, ContactRow
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.web.sync import sync
from tests.examples import examples

PEOPLE = st.sampled_from(range(3))
PAIRS = st.sampled_from(list(permutations(range(3), 2)))
PLACES = st.sets(st.sampled_from(range(3)))
NO_RELATIONSHIP = 3


class Known(msgspec.Struct):
    """What one holds of another."""

    connected: bool
    circles: set[int]


class Shown(msgspec.Struct):
    """A field of an own card."""

    value: str
    everyone: bool
    circles: set[int]


class Town(RuleBasedStateMachine):
    """The rules do the operation in the town and in the model."""

    database: Database
    run: Callable[[Awaitable[Any]], Any]

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[tuple[int, int], Known] = {}
        self.blocked: set[tuple[int, int]] = set()
        self.cards: list[dict[UUID, Shown]] = [{}, {}, {}]
        self.touched: set[tuple[int, int]] = set()
        self.before: dict[tuple[int, int], list[str]] = {}
        self.written = 0
        self.ids: list[UUID] = [new_id() for _ in range(4)]
        self.circles: list[list[UUID]] = self.run(self._arrive())
        self.cursors: list[str] = self.run(self._cursors())

    async def _arrive(self) -> list[list[UUID]]:
        async with self.database.transaction() as db:
            for n, one in enumerate(self.ids):
                handle = f"p{n}_{one.hex[-20:]}"
                await identity.add(db, identity.NewPerson(one, handle, f"P{n}", "en"))
            return [[c.id for c in await circles.mine(db, one)] for one in self.ids]

    async def _cursors(self) -> list[str]:
        return [(await sync(self.database, one, None)).cursor for one in self.ids]

    def do(self, operation: Callable[[Db], Awaitable[Any]]) -> bool:
        """Does it in the town; False when it was refused."""

        async def done() -> bool:
            async with self.database.transaction() as db:
                await operation(db)
            return True

        try:
            return bool(self.run(done()))
        except Problem:
            return False

    def contact(self, owner: int, other: int) -> UUID:
        """The id of a contact that the model says is there."""

        async def found() -> UUID:
            async with self.database.reading() as db:
                entry = await store.by_person(db, self.ids[owner], self.ids[other])
                assert entry is not None
                return entry.id

        return UUID(str(self.run(found())))

    def sees(self, viewer: int, owner: int) -> list[str]:
        """The model: what one sees of another's card."""
        pair, back = (owner, viewer), (viewer, owner)
        theirs, mine = self.known.get(pair), self.known.get(back)
        if not (theirs and mine and theirs.connected and mine.connected):
            return []
        if pair in self.blocked or back in self.blocked:
            return []
        card = self.cards[owner].values()
        return [f.value for f in card if f.everyone or f.circles & theirs.circles]

    @initialize(apart=st.sets(PAIRS, max_size=2), places=st.lists(PLACES, min_size=6, max_size=6))
    def meet(self, apart: set[tuple[int, int]], places: list[set[int]]) -> None:
        """Most know each other already, and everybody shows something."""
        for n, pair in enumerate(permutations(range(3), 2)):
            if pair not in apart:
                self.connect(pair)
                self.move(pair, places[n])
        for one in range(3):
            self._put_field(one, new_id(), everyone=one == 0, places=places[one])

    @rule(pair=PAIRS)
    def connect(self, pair: tuple[int, int]) -> None:
        one, other = pair

        async def follow(db: Db) -> None:
            made = await invitations.invite(db, self.ids[one], new_id())
            await invitations.accept(db, self.ids[other], made.token)

        apart = (one, other) in self.blocked or (other, one) in self.blocked
        assert self.do(follow) is not apart
        if not apart:
            for each in (pair, pair[::-1]):
                if not self.known.get(each, Known(False, set())).connected:
                    self.known.setdefault(each, Known(True, set())).connected = True
                    self.touched.add(each)

    @rule(pair=PAIRS)
    def delete(self, pair: tuple[int, int]) -> None:
        one, other = pair
        if (one, other) in self.known:
            contact = self.contact(one, other)
            assert self.do(lambda db: book.remove(db, self.ids[one], [contact]))
            del self.known[one, other]

    @rule(pair=PAIRS)
    def block(self, pair: tuple[int, int]) -> None:
        one, other = pair
        assert self.do(lambda db: blocks.block(db, self.ids[one], self.ids[other]))
        if (one, other) not in self.blocked:
            self.blocked.add((one, other))
            if (one, other) in self.known:
                self.known[one, other].connected = False
                self.touched.add((one, other))

    @rule(pair=PAIRS)
    def unblock(self, pair: tuple[int, int]) -> None:
        one, other = pair
        self.do(lambda db: blocks.unblock(db, self.ids[one], self.ids[other]))
        self.blocked.discard((one, other))

    @rule(pair=PAIRS)
    def quarrel(self, pair: tuple[int, int]) -> None:
        """A block that is taken back: nothing comes back with it."""
        self.block(pair)
        self.unblock(pair)

    @rule(pair=PAIRS, places=PLACES)
    def move(self, pair: tuple[int, int], places: set[int]) -> None:
        one, other = pair
        if (one, other) in self.known:
            contact = self.contact(one, other)
            chosen = [self.circles[one][place] for place in places]
            assert self.do(lambda db: circles.place(db, self.ids[one], contact, chosen))
            self.known[one, other].circles = places
            self.touched.add((one, other))

    @rule(one=PEOPLE, data=st.data(), everyone=st.booleans(), places=PLACES)
    def put_field(self, one: int, data: st.DataObject, everyone: bool, places: set[int]) -> None:
        field_id = data.draw(st.sampled_from([*self.cards[one], new_id()][-3:]))
        self._put_field(one, field_id, everyone, places)

    def _put_field(self, one: int, field_id: UUID, everyone: bool, places: set[int]) -> None:
        self.written += 1
        value = f"secret-{one}-{self.written}-{field_id.hex}"
        audience = Audience(everyone, [self.circles[one][place] for place in places])
        field = CardField(field_id, "note", "", value, audience)
        assert self.do(lambda db: living.put_field(db, self.ids[one], field))
        self.cards[one][field_id] = Shown(value, everyone, places)

    @rule(one=PEOPLE, data=st.data())
    def drop_field(self, one: int, data: st.DataObject) -> None:
        if self.cards[one]:
            field_id = data.draw(st.sampled_from(list(self.cards[one])))
            assert self.do(lambda db: living.delete_field(db, self.ids[one], field_id))
            del self.cards[one][field_id]

    @invariant()
    def everybody_sees_what_the_model_says(self) -> None:
        for viewer in range(4):
            self.run(self._check(viewer))
        self.before = {pair: self.sees(*pair) for pair in self._pairs()}
        self.touched.clear()

    def _pairs(self) -> Iterator[tuple[int, int]]:
        return ((one, other) for one in range(3) for other in range(3) if one != other)

    async def _check(self, viewer: int) -> None:
        me, others = self.ids[viewer], [n for n in range(3) if n != viewer]
        expected = {n: self.sees(viewer, n) if viewer != NO_RELATIONSHIP else [] for n in others}
        async with self.database.reading() as db:
            shared = await living.shared(db, me, self.ids)
            page = await rows.listed(db, me, rows.ListFilter(), None, 500)
            opened = [await rows.contact(db, me, row.id) for row in page.contacts]
        assert {person: [f.value for f in found] for person, found in shared.items()} == {
            self.ids[n]: found for n, found in expected.items() if found
        }
        by_person = {one.person.id: one for one in opened if one.person}
        assert set(by_person) == {self.ids[n] for n in others if (viewer, n) in self.known}
        for n in others:
            if self.ids[n] in by_person:
                assert [f.value for f in by_person[self.ids[n]].shared] == expected[n]
        delta = await sync(self.database, me, self.cursors[viewer])
        self.cursors[viewer] = delta.cursor
        self._check_heard(viewer, delta.contacts, expected)
        everything = msgspec.json.encode([page, opened, delta]).decode()
        mine = {value for found in expected.values() for value in found}
        for card in self.cards:
            for field in card.values():
                assert (field.value in everything) is (field.value in mine & set(_all(opened)))

    def _check_heard(
        self, viewer: int, heard: list[ContactRow], expected: dict[int, list[str]]
    ) -> None:
        """Told of those whose own row moved or whose shared fields look different, of no other."""
        told = {row.person.id for row in heard if row.person}
        assert told == {
            self.ids[n]
            for n, found in expected.items()
            if (viewer, n) in self.known
            and ((viewer, n) in self.touched or found != self.before.get((viewer, n), []))
        }


def _all(opened: list[Any]) -> list[str]:
    return [field.value for contact in opened for field in contact.shared]


@pytest.mark.hypothesis
def test_living_cards_are_what_the_model_says(database_url: str) -> None:
    loop = asyncio.new_event_loop()
    database = loop.run_until_complete(Database.connect(database_url, 4))

    async def open_town() -> None:
        async with database.transaction() as db:
            await identity.set_town(db, "Lake Town", "lake.town")

    loop.run_until_complete(open_town())

    class ThisTown(Town):
        pass

    ThisTown.database = database
    ThisTown.run = staticmethod(loop.run_until_complete)
    try:
        run_state_machine_as_test(
            ThisTown,
            settings=examples(
                15,
                stateful_step_count=20,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        loop.run_until_complete(database.close())
        loop.close()
