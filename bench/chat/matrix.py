"""The people of Synapse: each asks for `/sync` again and again, as Matrix clients do, and sends by
HTTP.
"""

import asyncio
import json
import re
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from bench.chat.http import Wire, open_wire
from bench.chat.load import Ear, text
from bench.chat.town import MEMBERS, PAIRS

API = "/_matrix/client/v3"
NEXT = re.compile(rb'"next_batch":"([^"]+)"')
WORKERS = 8


class Home:
    """Who is there: tokens, the rooms of the pairs and one of a hundred."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.tokens: list[str] = []
        self.pairs: list[str] = []
        self.group = ""

    async def settle(self) -> "Home":
        wires = [await open_wire(self.port) for _ in range(WORKERS)]
        tokens, numbers = [""] * MEMBERS, iter(range(MEMBERS))

        async def register(wire: Wire) -> None:
            for n in numbers:
                tokens[n] = await self.person(wire, f"u{n}")

        await asyncio.gather(*map(register, wires))
        self.tokens = tokens
        pairs, turns = [""] * PAIRS, iter(range(PAIRS))

        async def pair(wire: Wire) -> None:
            for k in turns:
                pairs[k] = await self.direct(wire, tokens[k], f"u{PAIRS + k}", tokens[PAIRS + k])

        await asyncio.gather(*map(pair, wires))
        self.pairs = pairs
        made = await call(wires[0], "POST", "/createRoom", tokens[0], {"preset": "public_chat"})
        self.group = made["room_id"]
        for token in tokens[1:]:
            await call(wires[0], "POST", f"/join/{self.group}", token, {})
        for wire in wires:
            wire.transport.close()
        return self

    async def person(self, wire: Wire, name: str) -> str:
        """A new one's token."""
        asked = {"username": name, "password": "p", "auth": {"type": "m.login.dummy"}}
        return str((await call(wire, "POST", "/register", "", asked))["access_token"])

    async def direct(self, wire: Wire, token: str, other: str, others_token: str) -> str:
        """A room of two."""
        asked = {
            "preset": "trusted_private_chat",
            "is_direct": True,
            "invite": [f"@{other}:localhost"],
        }
        room = (await call(wire, "POST", "/createRoom", token, asked))["room_id"]
        await call(wire, "POST", f"/join/{room}", others_token, {})
        return str(room)


async def call(wire: Wire, method: str, path: str, token: str, body: object = None) -> Any:
    """What is answered. Raises for anything but 200."""
    status, answer = await wire.ask(method, API + path, bearer(token), body)
    assert status == 200, (path, status, answer[:300])
    return json.loads(answer)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


async def send(wire: Wire, room: str, token: str, body: str) -> None:
    path = f"/rooms/{room}/send/m.room.message/{uuid.uuid4().hex}"
    await call(wire, "PUT", path, token, {"msgtype": "m.text", "body": body})


class Talkers:
    """50 pairs, or a room of 100 of whom five talk; a text is safe when it is answered."""

    def __init__(self, home: Home, *, pairs: bool) -> None:
        self.freed: Callable[[int], None] = lambda _sender: None
        self.home, self.pairs = home, pairs
        self.senders, self.copies = (PAIRS, 1) if pairs else (5, MEMBERS)
        self.rooms = home.pairs if pairs else [home.group] * 5
        everyone = [Ear(closely=pairs or n % 10 == 9) for n in range(MEMBERS)]
        self.everyone, self.ears = everyone, everyone[PAIRS:] if pairs else everyone
        self.tasks: set[asyncio.Task[None]] = set()
        # Synapse keeps the answer to a first sync with the same filter for two minutes.
        limit = 50 + time.time_ns() % 40
        lazy = {"state": {"lazy_load_members": True}, "timeline": {"limit": limit}}
        self.filter = quote(json.dumps({"presence": {"types": []}, "room": lazy}))

    async def join(self, port: int) -> "Talkers":
        self.free = [await open_wire(port) for _ in range(self.senders)]
        places = asyncio.Semaphore(10)

        async def one(n: int) -> None:
            async with places:
                wire = await open_wire(port)
                since = await self._sync(wire, n, "timeout=0", None)
            self._begin(self._listen(wire, n, since))

        await asyncio.gather(*map(one, range(MEMBERS)))
        await asyncio.sleep(1)
        return self

    async def _sync(self, wire: Wire, n: int, asked: str, ear: Ear | None) -> str:
        path = f"{API}/sync?{asked}&filter={self.filter}"
        status, answer = await wire.ask("GET", path, bearer(self.home.tokens[n]))
        assert status == 200, answer[:300]
        if ear:
            ear.feed(answer)
        found = NEXT.search(answer)
        assert found, answer[:300]
        return found[1].decode()

    async def _listen(self, wire: Wire, n: int, since: str) -> None:
        while True:
            asked = f"timeout=30000&since={since}"
            since = await self._sync(wire, n, asked, self.everyone[n])

    def say(self, sender: int) -> None:
        self._begin(self._say(sender))

    async def _say(self, sender: int) -> None:
        wire = self.free.pop() if self.free else await open_wire(self.home.port)
        try:
            await send(wire, self.rooms[sender], self.home.tokens[sender], text(sender))
        finally:
            self.free.append(wire)
        self.freed(sender)

    async def settle(self) -> None:
        """It puts nothing off that would be for this load."""

    async def leave(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.sleep(0.3)

    def _begin(self, work: Any) -> None:
        self.tasks.add(task := asyncio.get_running_loop().create_task(work))
        task.add_done_callback(self.tasks.discard)
