"""A program that keeps a PostgreSQL and writes to it, for tests that kill it.

`python -m tests.kernel.keeper HOME PG_BIN UID` prints `ready PID`, then each number once it is
committed.
"""

import asyncio
import os
import sys
from itertools import count
from pathlib import Path

import asyncpg

from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.settings import Settings

WRITERS = 4


async def write(dsn: str, numbers: "count[int]") -> None:
    connection = await asyncpg.connect(dsn)
    while True:
        number = next(numbers)
        await connection.execute("insert into written values ($1)", number)
        print(number, flush=True)


async def keep(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute("create table if not exists written (number bigint primary key)")
    last = await connection.fetchval("select coalesce(max(number), 0) from written")
    numbers = count(last + 1)
    await asyncio.gather(*(write(dsn, numbers) for _ in range(WRITERS)))


def main(home: str, pg_bin: str, uid: str) -> None:
    if int(uid) != os.geteuid():
        os.setgroups([])
        os.setgid(int(uid))
        os.setuid(int(uid))
    postgres = EmbeddedPostgres(Settings(home=Path(home), pg_bin=Path(pg_bin)))
    with postgres as dsn:
        assert postgres.child
        print("ready", postgres.child.pid, flush=True)
        asyncio.run(keep(dsn))


if __name__ == "__main__":
    main(*sys.argv[1:])
