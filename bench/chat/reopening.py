"""Coming back: the list of 300 conversations, and what is new in 50 of them, by HTTP as a client
asks for it; ours beside Synapse's sliding sync.
"""

import asyncio
import json
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import msgspec
import uvloop

from bench.chat import matrix
from bench.chat.http import Wire, open_wire
from bench.chat.stream import settle
from bench.chat.town import PAIRS, Town, database_of, meet, running
from bench.harness import Figure, median
from leapfrog import chat
from leapfrog.chat import MessageDraft
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id

CONVERSATIONS, CHANGED, SAID = 300, 50, 3
TIMES = 7
HELLO, NEWS = "hello the quick brown fox 你好世界", "while you were away 你好"
SLIDING = "/_matrix/client/unstable/org.matrix.simplified_msc3575/sync"
ME, FRIENDS = 900, 500


class Reopened(msgspec.Struct, frozen=True):
    """Milliseconds (the median), bytes, and bytes for a client that takes compressed answers."""

    list_ms: float
    list_bytes: int
    list_packed: int
    delta_ms: float
    delta_bytes: int
    delta_packed: int


Ask = Callable[[], Awaitable[tuple[int, bytes]]]
PACKED = {"Accept-Encoding": "br, gzip"}


async def timed(ask: Ask) -> tuple[float, bytes]:
    """The median time in ms, and the last answer."""
    took, answer = [], b""
    for _ in range(TIMES):
        began = time.perf_counter()
        status, answer = await ask()
        took.append((time.perf_counter() - began) * 1e3)
        assert status == 200, answer[:300]
    return median(took), answer


async def ours(town: Town, port: int) -> Reopened:
    database = await Database.connect(database_of(town), 1)
    try:
        talks = await _befriend(town, database)
        wire, headers = await open_wire(port), {"Cookie": f"leapfrog_session={town.tokens[ME]}"}

        def asks(path: str, **more: str) -> Ask:
            return lambda: wire.ask("GET", f"/api/v1/{path}", {**headers, **more})

        async def packed(path: str) -> int:
            return len((await asks(path, **PACKED)())[1])

        # A transaction that is still open would bring more than is new.
        await settle(town)
        await asyncio.sleep(0.5)
        cursor = json.loads((await asks("sync")())[1])["cursor"]
        list_ms, listed = await timed(asks("conversations"))
        assert listed.count(b'"last_seq"') == CONVERSATIONS
        await _say(town, database, talks[:CHANGED], NEWS, 1)
        delta_ms, delta = await timed(asks(f"sync?cursor={cursor}"))
        assert delta.count(b'"last_seq"') == CHANGED
        return Reopened(
            list_ms,
            len(listed),
            await packed("conversations"),
            delta_ms,
            len(delta),
            await packed(f"sync?cursor={cursor}"),
        )
    finally:
        await database.close()


async def _befriend(town: Town, database: Database) -> list[UUID]:
    talks = []
    for n in range(CONVERSATIONS):
        async with database.transaction() as db:
            await meet(db, town.ids[FRIENDS + n], town.ids[ME])
            talks.append((await chat.open_direct(db, town.ids[FRIENDS + n], town.ids[ME])).id)
    await _say(town, database, talks, HELLO, SAID)
    return talks


async def _say(town: Town, database: Database, talks: list[UUID], words: str, times: int) -> None:
    async with database.transaction() as db:
        drafts = [
            MessageDraft(talk, town.ids[FRIENDS + n], new_id(), words)
            for n, talk in enumerate(talks)
            for _ in range(times)
        ]
        results = await chat.append(db, drafts)
    assert all(isinstance(one, chat.Message) for one in results)


async def theirs(home: matrix.Home) -> Reopened:
    wires = [await open_wire(home.port) for _ in range(4)]
    me = await home.person(wires[0], "me")
    rooms: list[tuple[str, str]] = []
    numbers = iter(range(CONVERSATIONS))

    async def befriend(wire: Wire) -> None:
        for n in numbers:
            token = home.tokens[n % (2 * PAIRS)]
            room = await home.direct(wire, token, "me", me)
            for _ in range(SAID):
                await matrix.send(wire, room, token, HELLO)
            rooms.append((room, token))

    await asyncio.gather(*map(befriend, wires))
    [wire, *_] = wires

    def sliding(asked: dict[str, Any], position: str = "", **more: str) -> Ask:
        path = f"{SLIDING}?timeout=0{position}"
        return lambda: wire.ask("POST", path, {**matrix.bearer(me), **more}, asked)

    async def first() -> tuple[int, bytes]:
        return await sliding(_asked())()

    list_ms, listed = await timed(first)
    _, list_packed = await sliding(_asked(), **PACKED)()
    waiting = [_asked() for _ in range(3)]
    places = [json.loads((await sliding(one)())[1])["pos"] for one in waiting]
    small = _asked()
    small_place = json.loads((await sliding(small)())[1])["pos"]
    for room, token in rooms[:CHANGED]:
        await matrix.send(wire, room, token, NEWS)
    took, answer = [], b""
    for asked, place in zip(waiting, places, strict=True):
        began = time.perf_counter()
        status, answer = await sliding(asked, f"&pos={place}")()
        took.append((time.perf_counter() - began) * 1e3)
        assert status == 200, answer[:300]
    _, packed = await sliding(small, f"&pos={small_place}", **PACKED)()
    return Reopened(list_ms, len(listed), len(list_packed), median(took), len(answer), len(packed))


def _asked() -> dict[str, Any]:
    """A list of all, as a new device asks for it; each its own, for Synapse keeps answers."""
    everything = {
        "ranges": [[0, CONVERSATIONS - 1]],
        "required_state": [["m.room.name", ""], ["m.room.member", "$LAZY"]],
        "timeline_limit": 1,
    }
    more = {"receipts": {"enabled": True}, "account_data": {"enabled": True}}
    return {"conn_id": uuid.uuid4().hex[:8], "lists": {"a": everything}, "extensions": more}


def figures(town: Town, synapse: Any) -> list[Figure]:
    """`synapse`: the peer of `bench.chat`, or nothing when it is missing."""
    with running(town) as server:
        mine = uvloop.run(ours(town, server.port))
    other = None
    if synapse:
        with synapse.running():
            other = uvloop.run(theirs(synapse.home))
    named = "Synapse, sliding sync"
    found = []
    for what, field, most in (
        ("reopening, 300 conversations: time", "list_ms", 1 / 20),
        ("reopening, 300 conversations: size", "list_bytes", 1 / 5),
        ("the same, compressed as both do", "list_packed", 1 / 5),
        ("what is new in 50 of 300: time", "delta_ms", 1 / 20),
        ("what is new in 50 of 300: size", "delta_bytes", 1 / 5),
        ("the same, compressed as both do", "delta_packed", 1 / 5),
    ):
        value, against = getattr(mine, field), getattr(other, field) if other else None
        ratio = value / against if against else None
        unit, aim = "ms" if "ms" in field else "bytes", f"<= 1/{1 / most:.0f}"
        holds = None if ratio is None else ratio <= most
        found.append(Figure(what, unit, value, named, against, ratio, aim, holds))
    return found
