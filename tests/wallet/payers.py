"""Processes that pay side by side, and what they said."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import asyncpg

from leapfrog.kernel.ids import new_id
from leapfrog.wallet import stored_id

Row = tuple[str, int, int, int]
# Bytes of what a process says that nobody has read yet.
AHEAD = 4096


def operations(pairs: Sequence[tuple[int, int]], amount: int = 1) -> list[Row]:
    """As `tests.wallet.payer` reads them."""
    return [(str(new_id()), payer, payee, amount) for payer, payee in pairs]


class Payer:
    """One process and a list of operations; `said` is by place, and outlives a kill."""

    def __init__(self, dsn: str, rows: list[Row], folder: Path) -> None:
        self.dsn, self.rows, self.said = dsn, rows, dict[int, str]()
        self.path = folder / f"{new_id()}.json"
        self.path.write_text(json.dumps(rows))
        self.process: Process | None = None

    async def start(self) -> "Payer":
        command = (sys.executable, "-m", "tests.wallet.payer", self.dsn, str(self.path))
        # It may not have paid all before anybody reads what it says of the first.
        short = {"limit": AHEAD, "pipesize": AHEAD}
        self.process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, **short)
        return self

    async def listen(self, until: int | None = None) -> None:
        """Until so many are answered, or to the end; a line that was torn does not count."""
        assert self.process
        assert self.process.stdout
        while until is None or len(self.said) < until:
            line = await self.process.stdout.readline()
            if not line.endswith(b"\n"):
                break
            place, code = line.split()
            self.said[int(place)] = code.decode()

    async def kill(self) -> None:
        assert self.process
        os.kill(self.process.pid, signal.SIGKILL)
        await self.listen()
        await self.process.wait()

    async def finish(self) -> None:
        assert self.process
        await self.listen()
        assert await self.process.wait() == 0
        assert len(self.said) == len(self.rows)


async def kept(dsn: str, rows: Sequence[Row]) -> set[int]:
    """The places of those operations that are in the books, as they were meant."""
    connection = await asyncpg.connect(dsn)
    try:
        found = await connection.fetch("select id, dr, cr, amount from wallet_transfer")
    finally:
        await connection.close()
    books = {row[0]: tuple(row[1:]) for row in found}
    places = set()
    for place, (client_id, *rest) in enumerate(rows):
        stored = stored_id(rest[0], UUID(client_id))
        if stored in books:
            assert books[stored] == tuple(rest)
            places.add(place)
    return places
