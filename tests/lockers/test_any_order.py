"""Compartment × parcel × machine in any order: laid in, fetched by phone and by code, with and
without a network, left open, forced to wait, sent on, gone back; with frames that are lost on the
way, a process that dies before its commit, reactions that come late, and jumps of the clock.

What the town says is compared with where things are. No compartment ever holds two parcels, nobody
takes a parcel out whose code they have not, and in the end nothing is reserved, unknown, or kept.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from leapfrog import lockers, orders, parcels
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import reaction_handlers, relay
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.lockers import Filling, deciding, keeping, store, visiting
from leapfrog.lockers.model import Door, DoorOpening
from leapfrog.parcels import AgreedDelivery, NewParcel, Parcel, ParcelAct, ParcelLabel
from tests.lockers.ground import PLAN, LockerGround
from tests.pay.machine import machine_of, try_out

SWITCHBOARD = {parcels.ParcelChanged: [orders.parcel_moved, lockers.locker_hears_of_parcel]}
TIMERS = {**parcels.TIMERS, **lockers.TIMERS}
MOST = 5
pick = st.integers(0, MOST - 1)
dies = st.booleans()
# Of each five frames these are lost.
losses = st.lists(st.booleans(), min_size=5, max_size=5)
ALWAYS = [False] * 5
HAND, BUYER, SHOP = "hand", "buyer", "shop"


class AtTheLocker(LockerGround):
    """What anybody does there."""

    def waiting(self, n: int) -> Parcel | None:
        """One that lies in a compartment; where none does, one is laid in."""
        if not any(each in self.behind for each in self.where.values()):
            if not self.machine.up:
                self.the_line_is_back(ALWAYS)
            if len(self.where) < MOST:
                self.mei_sends(n % 2, None, False)
            self.kofi_scans(len(self.where) - 1, False, ALWAYS, False)
            for label in self.machine.open_doors():
                self.closes(label, True, ALWAYS)
        lying = [each for each, where in self.where.items() if where in self.behind]
        if not lying:
            return None
        return self.parcel([*self.where].index(lying[n % len(lying)]))

    def doors(self) -> list[Door]:
        return list(self.act(store.doors, [self.locker])[self.locker])

    # What happens in the town.

    @precondition(lambda self: len(self.where) < MOST)
    @rule(buyer=st.integers(0, 1), size=st.sampled_from([None, "S", "M"]), same=st.booleans())
    def mei_sends(self, buyer: int, size: Any, same: bool) -> None:
        """Now and then with the code that another parcel has."""
        code = next(iter(self.codes.values()), "") if same else ""
        agreed = AgreedDelivery(
            id=new_id(),
            merchant_id=self.shop,
            buyer_id=self.buyers[buyer],
            service="point",
            for_name="Somebody",
            for_phone="",
            for_address="",
            point_id=self.locker,
            code=code or parcels.new_code(),
            price=0,
            fee=0,
            currency="EUR",
            promised_for=self.clock.now().date(),
            created_at=self.clock.now(),
        )
        parcel = new_id()
        label = ParcelLabel(size=size)
        new = NewParcel(id=parcel, delivery_id=agreed.id, label=label)
        self.act(parcels.agree, [agreed])
        self.act(parcels.announce_parcel, self.mei, new)
        takes = ParcelAct(id=new_id(), act="collect", role="courier", by_id=self.kofi)
        self.act(parcels.move, parcel, takes)
        self.codes[parcel], self.whose[parcel] = agreed.code, self.buyers[buyer]
        self.where[parcel] = HAND

    @rule(n=pick, larger=st.booleans(), lost=losses, dying=dies)
    def kofi_scans(self, n: int, larger: bool, lost: list[bool], dying: bool) -> None:
        one = self.parcel(n)
        if one is None or self.where[one.id] != HAND:
            return
        filling = Filling(new_id(), self.locker, one.number, "M" if larger else None)
        self.does(lockers.fill, self.kofi, filling, dying=dying)
        self.hears(lost)

    @rule(n=pick, who=st.sampled_from("abcs"), leaves=dies, lost=losses, dying=dies)
    def somebody_fetches(
        self, n: int, who: str, leaves: bool, lost: list[bool], dying: bool
    ) -> None:
        """Of four one is a stranger; some change their mind and take nothing."""
        one = self.waiting(n)
        if one is None:
            return
        stranger, self.hesitates = who == "s", leaves
        self.fetches(one, stranger, lost, dying)

    def fetches(self, one: Parcel, stranger: bool, lost: list[bool], dying: bool) -> None:
        who = self.whose[one.id]
        if stranger:
            who = next(each for each in (*self.buyers, self.juma, self.mei) if each != who)
        done = self.does(lockers.fetch, who, new_id(), one.id, dying=dying)
        assert not stranger or isinstance(done, Problem)
        self.hears(lost)

    @rule(n=pick, wrong=st.booleans(), lost=losses)
    def somebody_types(self, n: int, wrong: bool, lost: list[bool]) -> None:
        one = self.waiting(n)
        if one is None:
            return
        self.typed = "x" if wrong else self.codes[one.id]
        self.loses(lost)
        self.run(self.machine.type_code(self.typed))
        self.hears(lost)

    @rule(n=pick, lost=losses, dying=dies)
    def kofi_takes_out(self, n: int, lost: list[bool], dying: bool) -> None:
        one = self.parcel(n)
        if one is not None:
            args = (self.kofi, new_id(), self.locker, one.id)
            self.does(visiting.collect, *args, dying=dying)
            self.hears(lost)

    @rule(n=pick, dying=dies)
    def kofi_brings_it_to_the_counter(self, n: int, dying: bool) -> None:
        one = self.parcel(n)
        if one is not None and self.where[one.id] == HAND:
            args = (self.kofi, new_id(), self.locker, one.id)
            self.does(visiting.redirect, *args, dying=dying)

    @rule(n=pick)
    def somebody_says_that_it_goes_back(self, n: int) -> None:
        one = self.parcel(n)
        if one is not None:
            act = ParcelAct(id=new_id(), act="turn_back", role="desk", by_id=self.juma, reason="x")
            self.act(parcels.move, one.id, act)

    @rule(on=st.booleans())
    def juma_takes_it_out_of_service(self, on: bool) -> None:
        async def sets(db: Db) -> None:
            await keeping.set_service(db, self.juma, self.locker, in_service=on)

        self.act(sets)

    @rule(label=st.sampled_from([one.label for one in PLAN]), works=st.booleans())
    def juma_mends_a_door(self, label: str, works: bool) -> None:
        async def sets(db: Db) -> None:
            await keeping.set_works(db, self.juma, self.locker, label, works=works)

        self.act(sets)
        self.machine.jammed -= {label}

    @rule(n=st.integers(0, 2), dying=dies)
    def the_desk_looks(self, n: int, dying: bool) -> None:
        """Somebody who stands there says how it is, once the machine is quiet."""
        unknown = [one for one in self.doors() if one.state == "unknown"]
        if unknown and not self.machine.open_doors() and not self.machine.memory.said:
            door = unknown[n % len(unknown)]
            found = self.looked(door)
            self.does(deciding.decide, self.juma, door.id, new_id(), found, dying=dying)

    def looked(self, door: Door) -> Any:
        if door.parcel_id in self.behind[door.label]:
            return "inside"
        taken = door.parcel_id is not None and self.where.get(door.parcel_id) == BUYER
        back = door.parcel_id is not None and self.where.get(door.parcel_id) == HAND
        one = self.act(parcels.parcels_by_ids, [door.parcel_id]).get(door.parcel_id)
        returning = one is not None and one.state == "returning"
        return "taken" if taken or (back and returning) else "empty"

    # What happens at the machine.

    def loses(self, lost: list[bool]) -> None:
        turn = iter([*lost, *lost, *lost])
        self.machine.loses = lambda _: next(turn, False)

    def hears(self, lost: list[bool] = ALWAYS) -> None:
        """The machine hears what there is to hear, as far as it comes through."""
        self.loses(lost)
        self.run(self.machine.hears_all())
        self.attend()

    def attend(self) -> None:
        """Whoever stands before a door that springs open takes out what they came for."""
        for label in self.machine.open_doors():
            serial = self.machine.door(label).serial
            if serial is None or serial in self.attended:
                continue
            if self.hesitates and self.machine.sees:
                continue
            self.attended.add(serial)
            one: DoorOpening | None = self.act(store.opening, serial)
            if one is None or one.purpose == "fetch":
                self.takes(label, one)
            elif one.purpose == "collect":
                for each in self.behind[label]:
                    self.where[each] = HAND
                self.machine.take(label)
                self.behind[label] = []

    def takes(self, label: str, one: DoorOpening | None) -> None:
        """Nobody takes a parcel out but by its code, or who bought it."""
        for each in self.behind[label]:
            by_phone = one is not None and one.by_id == self.whose[each]
            assert by_phone or self.codes[each] == self.typed
            self.where[each] = BUYER
        self.machine.take(label)
        self.behind[label] = []

    @rule(n=st.integers(0, 2), puts=st.booleans(), lost=losses)
    def somebody_closes(self, n: int, puts: bool, lost: list[bool]) -> None:
        doors = self.machine.open_doors()
        if doors:
            self.closes(doors[n % len(doors)], puts, lost)

    def closes(self, label: str, puts: bool, lost: list[bool]) -> None:
        serial = self.machine.door(label).serial
        one: DoorOpening | None = self.act(store.opening, serial) if serial else None
        fills = one is not None and one.purpose == "fill" and one.parcel_id in self.where
        if puts and fills and one and one.parcel_id and self.where[one.parcel_id] == HAND:
            # No compartment holds two parcels.
            assert self.behind[label] == []
            self.behind[label] = [one.parcel_id]
            self.where[one.parcel_id] = label
            self.machine.put(label, str(one.parcel_id))
        self.loses(lost)
        self.run(self.machine.close(label))
        self.hears(lost)

    @rule(label=st.sampled_from([one.label for one in PLAN]), jams=st.booleans())
    def a_door_jams(self, label: str, jams: bool) -> None:
        self.machine.jammed = {label} if jams else set()

    @rule(lost=losses)
    def the_line_is_cut(self, lost: list[bool]) -> None:
        self.run(self.machine.goes())

    @rule(lost=losses)
    def the_line_is_back(self, lost: list[bool]) -> None:
        self.loses(lost)
        self.run(self.machine.comes())
        self.attend()

    # Time.

    @rule(seconds=st.sampled_from([20, 61, 660, 25 * 3600, 4 * 86400]))
    def time_passes(self, seconds: int) -> None:
        # Nobody stands there for ten minutes without taking what they came for.
        self.hesitates = False
        self.attend()
        self.clock.advance(timedelta(seconds=seconds))

    @rule()
    def the_clock_acts(self) -> None:
        self.timers(TIMERS)

    @rule()
    def reactions_come(self) -> None:
        while self.run(relay(self.gang.database, SWITCHBOARD)):
            pass
        self.timers(reaction_handlers(SWITCHBOARD))

    @invariant()
    def what_is_received_is_with_its_buyer(self) -> None:
        known: Mapping[UUID, Parcel] = self.act(parcels.parcels_by_ids, [*self.where])
        for each, one in known.items():
            if one.state == "received":
                assert self.where[each] == BUYER
        for door in self.doors():
            assert len(self.behind[door.label]) <= 1

    @invariant()
    def a_quiet_machine_and_the_town_agree(self) -> None:
        quiet = self.machine.up and not self.machine.memory.said and not self.machine.open_doors()
        every = self.doors()
        if not quiet or any(one.state == "opened" for one in every):
            return
        for one in every:
            if one.state == "filled":
                assert self.behind[one.label] == [one.parcel_id]
            elif one.state in ("free", "reserved"):
                assert self.behind[one.label] == []

    def teardown(self) -> None:
        """Left alone, with a line that holds and people who come, all of it ends."""
        self.hesitates = False
        for _ in range(6):
            self.loses(ALWAYS)
            self.machine.jammed = set()
            self.run(self.machine.comes())
            self.attend()
            for label in self.machine.open_doors():
                self.closes(label, True, ALWAYS)
            self.reactions_come()
            self.clock.advance(timedelta(seconds=61))
            self.timers(TIMERS)
            self.run(self.machine.comes())
            for door in self.doors():
                if door.state == "unknown":
                    self.act(deciding.decide, self.juma, door.id, new_id(), self.looked(door))
            self.clock.advance(timedelta(days=5))
            self.timers(TIMERS)
            self.reactions_come()
            self.run(self.machine.comes())
            self.brings_back()
        for door in self.doors():
            assert (door.state, door.parcel_id, self.behind[door.label]) == ("free", None, [])
        known: Mapping[UUID, Parcel] = self.act(parcels.parcels_by_ids, [*self.where])
        for each, one in known.items():
            assert one.ended_at is not None
            assert (self.where[each] == BUYER) == (one.state == "received")

    def brings_back(self) -> None:
        """Kofi takes out what goes back, and brings all that he has to the shop."""
        for n in range(len(self.where)):
            one = self.parcel(n)
            assert one is not None
            self.kofi_takes_out(n, ALWAYS, False)
            for label in self.machine.open_doors():
                self.closes(label, False, ALWAYS)
            if self.where[one.id] == HAND:
                step = derived_id(one.id, "home")
                home = ParcelAct(id=step, act="take_back", role="shop", by_id=self.mei)
                if not isinstance(self.act(parcels.move, one.id, home), Problem):
                    self.where[one.id] = SHOP


class AtABlindLocker(AtTheLocker):
    """The same at a machine that does not see what is behind its doors: people close nothing that
    they have not done.
    """

    def sees(self) -> bool:
        return False

    @rule(n=st.integers(0, 2), puts=st.booleans(), lost=losses)
    def somebody_closes(self, n: int, puts: bool, lost: list[bool]) -> None:
        super().somebody_closes(n, True, lost)


@pytest.mark.hypothesis
@pytest.mark.parametrize("kind", [AtTheLocker, AtABlindLocker])
def test_compartments_parcels_and_the_machine_agree(
    kind: type[AtTheLocker], database_url: str, tmp_path: Path
) -> None:
    with machine_of(kind, database_url, tmp_path, 5) as machine:
        try_out(machine, count=12, steps=30)
