"""A town of buyers for benchmarks of the market: sessions, money, a shop with goods; and the town's
whole program on it, over HTTP.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec

from bench.start import free_port, until_answered
from bench.stock import SESSION
from leapfrog import market, pay, till, wallet
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import NewPerson, add, set_town
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings

PRICE, FUNDS = 1_000, 10**7
# Nobody is asked for a PIN below that: what is measured is the market.
UNASKED = """
insert into pay_safety (person_id, step_up, small_once, small_daily, code_once, code_daily)
values ($1, 1000000, 1000000, 1000000, 0, 0)
on conflict (person_id) do update
set step_up = 1000000, small_once = 1000000, small_daily = 1000000
"""


class Buyers(msgspec.Struct, frozen=True):
    """Who buys, and by which session; who leads the shop; what it sells."""

    people: list[UUID]
    tokens: list[str]
    owner: UUID
    shop: UUID
    variant: UUID


Measure = Callable[[str, int, Buyers], Awaitable[None]]


async def opened(dsn: str, settings: Settings, people: int, units: int) -> Buyers:
    """So many people with money and a session, and a shop with so many units of a lamp."""
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    database = await Database.connect(dsn, 1)
    ids = [new_id() for _ in range(people + 1)]
    tokens = [new_secret() for _ in ids]
    async with database.transaction() as db:
        await set_town(db, "Bench", "bench.example")
        await pay.set_up(db, settings)
        for n, one in enumerate(ids):
            await add(db, NewPerson(one, f"buyer_{n}", f"Buyer {n}", "en"))
        accounts = await pay.wallet_account_ids(db, ids)
        issuer = (await pay.town_account(db, "issuer")).id
        funds = [
            wallet.Transfer(id=new_id(), payer=issuer, payee=one, amount=FUNDS)
            for one in accounts.values()
        ]
        assert not any(isinstance(one, Problem) for one in await wallet.post(db, funds))
        shop, variant = await _shop(db, ids[-1], units)
    pairs = zip(ids, tokens, strict=True)
    await connection.executemany(
        SESSION, [(new_id(), one, secret_hash(token)) for one, token in pairs]
    )
    await connection.executemany(UNASKED, [(one,) for one in ids])
    await connection.close()
    await database.close()
    return Buyers(ids[:-1], tokens[:-1], ids[-1], shop, variant)


async def _shop(db: Db, owner: UUID, units: int) -> tuple[UUID, UUID]:
    shop, item, variant = new_id(), new_id(), new_id()
    await till.open_shop(db, owner, shop, till.ShopChanges(name="Bench"))
    wishes = market.FrontWishes(sign="Bench", pickup=True, lat=60.17, lon=24.94)
    await market.put_front(db, owner, shop, wishes)
    await market.set_front_state(db, owner, shop, "open")
    new = market.NewItem(
        title="Lamp",
        variants=[market.NewVariant(id=variant, price=PRICE)],
        body="It shines.",
        category="food/grain",
    )
    await market.put_item(db, owner, item, shop, new)
    await market.change_stock(db, owner, market.StockChange(new_id(), variant, "receive", units))
    await market.publish(db, owner, item, "live")
    return shop, variant


def in_a_town(folder: Path, people: int, units: int, measure: Measure) -> None:
    """Measures the town's whole program, in a process of its own, on a PostgreSQL with fsync;
    `measure` gets the address of the database, the port, and who is there.
    """
    folder.chmod(0o711)
    home, port = folder / "home", free_port()
    with EmbeddedPostgres(Settings(home=home)) as dsn:
        settings = Settings(home=home, money="units")
        buyers = asyncio.run(opened(dsn, settings, people, units))
        environ = {**os.environ, "LEAPFROG_HOME": str(home), "DATABASE_URL": dsn}
        environ |= {"LEAPFROG_PORT": str(port), "LEAPFROG_HOST": "127.0.0.1"}
        environ |= {"LEAPFROG_DEMO": "false", "LEAPFROG_RATE_LIMITS": "false"}
        environ |= {"LEAPFROG_MONEY": "units", "LEAPFROG_LOG_LEVEL": "error"}
        command = [Path(sys.executable).with_name("leapfrog"), "up"]
        with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) as server:
            try:
                until_answered(f"http://127.0.0.1:{port}/healthz", server)
                asyncio.run(_run(measure, dsn, port, buyers))
            finally:
                with suppress(ProcessLookupError):
                    server.terminate()


async def _run(measure: Measure, dsn: str, port: int, buyers: Buyers) -> None:
    await measure(dsn, port, buyers)
