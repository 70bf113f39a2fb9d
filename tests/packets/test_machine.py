"""Packets in any order, twice, too late, with a process that dies between the steps."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog.kernel.ids import new_id
from leapfrog.packets import TIMERS, NewPacket, Opened, Opening, PacketRules, open_packets, send
from leapfrog.pay import VOUCHED
from tests.pay.machine import Machine, machine_of, try_out

PEOPLE = 4
KEPT = """
select p.amount - p.taken, p.state = 'open', a.balance, p.shares - p.opened,
    (select coalesce(sum(s.amount), 0) from packets_share s where s.packet_id = p.id) = p.taken,
    (select units - taken from stock_pool where id = p.id)
from packets_packet p join wallet_account a on a.id = p.account where p.id = any($1::uuid[])
"""
numbers = st.integers(0, 9)


class Envelopes(Machine):
    """What each found is remembered, and never changes."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[NewPacket] = []
        self.found: dict[tuple[UUID, UUID], int] = {}

    @rule(who=numbers, amount=st.integers(0, 400), shares=st.integers(1, 5), dies=st.booleans())
    def somebody_sends_one(self, who: int, amount: int, shares: int, dies: bool) -> None:
        sending = NewPacket(
            id=new_id(),
            conversation_id=self.gang.place,
            sender_id=self.gang.people[who % PEOPLE],
            amount=amount,
            currency="EUR",
            shares=shares,
            sharing="even" if amount % shares == 0 and amount % 2 else "lucky",
        )
        if dies:
            self.dies(send, sending, PacketRules(), VOUCHED)
        answer = self.act(send, sending, PacketRules(), VOUCHED)
        if answer == sending.id:
            self.sent.append(sending)
        else:
            assert amount < shares

    @rule(which=numbers)
    def a_packet_is_sent_again(self, which: int) -> None:
        if self.sent:
            sending = self.sent[which % len(self.sent)]
            assert self.act(send, sending, PacketRules(), VOUCHED) == sending.id

    @rule(batch=st.lists(st.tuples(numbers, numbers), min_size=1, max_size=6), dies=st.booleans())
    def some_are_opened(self, batch: list[tuple[int, int]], dies: bool) -> None:
        if not self.sent:
            return
        openings = [
            Opening(self.sent[-1 - which % len(self.sent)].id, self.gang.people[who % PEOPLE])
            for which, who in batch
        ]
        if dies:
            self.dies(open_packets, openings)
        for opening, result in zip(openings, self.act(open_packets, openings), strict=True):
            place = (opening.packet_id, opening.person_id)
            if isinstance(result, Opened):
                assert self.found.setdefault(place, result.amount) == result.amount
            else:
                assert place not in self.found
                assert result.code in ("packet_over", "packet_empty")

    @rule(hours=st.integers(1, 13))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))

    @rule()
    def timers_run(self) -> None:
        self.timers(TIMERS)

    @invariant()
    def what_is_left_lies_in_the_packet(self) -> None:
        for rest, is_open, balance, shares, summed, stock in self.kept():
            assert balance == (rest if is_open else 0)
            assert summed
            assert stock == shares

    def kept(self) -> list[Any]:
        async def rows() -> list[Any]:
            async with self.gang.database.reading() as db:
                return await db.rows(KEPT, [one.id for one in self.sent])

        return list(self.run(rows()))

    def teardown(self) -> None:
        self.clock.advance(timedelta(hours=25))
        self.timers(TIMERS)
        assert all(not is_open and balance == 0 for _, is_open, balance, *_ in self.kept())
        assert self.holds()


@pytest.mark.hypothesis
def test_no_cent_is_lost_and_none_is_found(database_url: str, tmp_path: Path) -> None:
    with machine_of(Envelopes, database_url, tmp_path, PEOPLE) as machine:
        try_out(machine)
