"""What the operator allows, and what is left of a packet when its sender leaves the town."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.packets import NewPacket, Opened, Opening, PacketRules, open_packets, send
from leapfrog.packets.archive import RECORD_SETS
from leapfrog.pay import VOUCHED
from tests.pay.gang import Gang


@pytest.fixture
async def gang(database_url: str, tmp_path: Path, clock: FixedClock) -> AsyncIterator[Gang]:
    database = await Database.connect(database_url, 4, clock)
    yield await Gang(database, tmp_path).begin(3)
    await database.close()


def wish(gang: Gang, amount: int, shares: int = 2) -> NewPacket:
    return NewPacket(
        id=new_id(),
        conversation_id=gang.place,
        sender_id=gang.people[0],
        amount=amount,
        currency="EUR",
        shares=shares,
    )


async def refused(gang: Gang, sending: NewPacket, rules: PacketRules) -> str:
    with pytest.raises(Problem) as caught:
        await gang.do(send, sending, rules, VOUCHED)
    return caught.value.code


async def test_the_operator_says_whether_and_how_much(gang: Gang, clock: FixedClock) -> None:
    assert await refused(gang, wish(gang, 100), PacketRules(on=False)) == "packets_off"
    assert await refused(gang, wish(gang, 101), PacketRules(most=100)) == "over_packet_limit"
    assert await refused(gang, wish(gang, 100, 4), PacketRules(shares=3)) == "bad_shares"
    rules = PacketRules(daily=250)
    for _ in range(2):
        await gang.do(send, wish(gang, 100), rules, VOUCHED)
    assert await refused(gang, wish(gang, 100), rules) == "over_packet_day"
    # Nothing of what was refused is left.
    assert await gang.has(gang.people[0]) == 9_800
    assert len(await gang.of_kind("packet")) == 2
    clock.advance(timedelta(hours=24))
    await gang.do(send, wish(gang, 100), rules, VOUCHED)


async def test_what_was_sent_while_it_was_allowed_can_be_opened(gang: Gang) -> None:
    sending = wish(gang, 100)
    await gang.do(send, sending, PacketRules(), VOUCHED)
    [found] = await gang.do(open_packets, [Opening(sending.id, gang.people[1])])
    assert isinstance(found, Opened)


async def test_who_leaves_has_back_what_nobody_opened(gang: Gang) -> None:
    sending, (sender, other, _) = wish(gang, 100), gang.people
    await gang.do(send, sending, PacketRules(), VOUCHED)
    [found] = await gang.do(open_packets, [Opening(sending.id, other)])
    packets, finds = RECORD_SETS
    async with gang.database.reading() as db:
        [taken] = [one async for one in packets.export(db, sender)]
        assert (taken["amount"], taken["seed"]) == (100, None)
        [taken] = [one async for one in finds.export(db, other)]
        assert taken["amount"] == found.amount
    for kept in (finds, packets):
        await gang.do(kept.erase, sender)
    assert await gang.has(sender) == 10_000 - found.amount
    assert await gang.of_kind("packet") == [(0, 0, 0)]
    assert await gang.sound()
