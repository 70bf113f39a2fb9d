"""Many want few: exactly as many shares go as there are, one to each, and the sum is exact."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from pathlib import Path

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.packets import NewPacket, PacketRules, send
from leapfrog.pay import VOUCHED
from tests.pay.gang import Gang
from tests.pay.machine import START

PEOPLE, SHARES, AMOUNT = 200, 50, 10_000


async def started(dsn: str, packet: object, path: Path) -> Process:
    command = (sys.executable, "-m", "tests.packets.taps", dsn, str(packet), str(path))
    return await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)


async def test_two_hundred_people_open_fifty_shares_in_two_processes(
    database_url: str, tmp_path: Path
) -> None:
    database = await Database.connect(database_url, 4, FixedClock(START))
    gang = await Gang(database, tmp_path).begin(PEOPLE)
    sender = gang.people[0]
    sending = NewPacket(
        id=new_id(),
        conversation_id=gang.place,
        sender_id=sender,
        amount=AMOUNT,
        currency="EUR",
        shares=SHARES,
    )
    packet = await gang.do(send, sending, PacketRules(), VOUCHED)
    path = tmp_path / "people.json"
    path.write_text(json.dumps([str(one) for one in gang.people]))
    # Everybody taps in both, as a device does that lost its connection.
    both = await asyncio.gather(*(started(database_url, packet, path) for _ in range(2)))
    said = [json.loads(out) for out, _ in await asyncio.gather(*(tap(one) for one in both))]
    found = [(one, other) for one, other in zip(*said, strict=True) if one != "packet_empty"]
    assert len(found) == SHARES
    assert all(one == other for one, other in found)
    assert sum(one for one, _ in found) == AMOUNT
    assert Counter(type(one) for each in said for one in each) == {
        int: 2 * SHARES,
        str: 2 * (PEOPLE - SHARES),
    }
    has = await asyncio.gather(*(gang.has(one) for one in gang.people))
    assert sum(has) == PEOPLE * 10_000
    assert await gang.of_kind("packet") == [(0, 0, 0)]
    assert await gang.sound()
    lines = "select count(*) from chat_message where kind = 'system'"
    assert await gang.value(lines) == SHARES
    await database.close()


async def tap(one: Process) -> tuple[bytes, bytes]:
    return await one.communicate(b"now\n")
