"""What an order of one piece costs in django-oscar: its own basket, totals and order, with the
stock that is taken for it, in the process, so without the web server around it. No money moves
there. In an environment of its own that is made from the registry.
"""

import asyncio
import subprocess
from pathlib import Path

import asyncpg

from bench.chat.machine import MissingPeer, from_pypi
from bench.harness import seconds
from bench.tpcb import cpu

PROGRAM = Path(__file__).with_name("oscar_orders.py")
PACKAGES = ("django-oscar==4.2.1", "django>=5.1,<5.2", "psycopg[binary]>=3.2")
ORDERS = max(20, round(20 * seconds(20)))


def cost(dsn: str, postmaster: int) -> float | None:
    """Milliseconds of CPU, of PostgreSQL and of its process, for one order; None where it cannot be
    installed. Installs what it needs on first use.
    """
    try:
        programs = from_pypi("market-oscar", *PACKAGES)
    except MissingPeer as missing:
        print(f"django-oscar cannot be installed here, so its line stays empty: {missing}")
        return None
    asyncio.run(_made(dsn))
    # -P: the folder of the program, which has an `http.py`, does not stand before the library.
    command = [programs / "python", "-P", PROGRAM, dsn]
    subprocess.run([*command, "prepare"], check=True)
    before = cpu(postmaster)
    said = subprocess.check_output([*command, str(ORDERS)], text=True)
    return 1000 * (cpu(postmaster) - before + float(said.splitlines()[-1])) / ORDERS


async def _made(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute("create database oscar")
    await connection.close()
