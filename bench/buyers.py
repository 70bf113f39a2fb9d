"""A town of buyers for benchmarks of the market: sessions, money, a shop with goods; and the town's
whole program on it, over HTTP.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec

from bench.people import funded, signed_in
from bench.start import measured_town
from leapfrog import market, pay, till
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import set_town
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings

PRICE = 1_000
# Nobody is asked for a PIN below that: what is measured is the market.
UNASKED = """
insert into pay_safety (person_id, step_up, small_once, small_daily, code_once, code_daily)
values ($1, 1000000, 1000000, 1000000, 0, 0)
on conflict (person_id) do update
set step_up = 1000000, small_once = 1000000, small_daily = 1000000
"""


class Buyers(msgspec.Struct, frozen=True):
    """Who buys, and by which session; who leads the shop, by `key`; what it sells."""

    people: list[UUID]
    tokens: list[str]
    owner: UUID
    shop: UUID
    variant: UUID
    key: str


Measure = Callable[[str, int, Buyers], Awaitable[None]]


async def opened(dsn: str, settings: Settings, people: int, units: int) -> Buyers:
    """So many people with money and a session, and a shop with so many units of a lamp."""
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    database = await Database.connect(dsn, 1)
    async with database.transaction() as db:
        await set_town(db, "Bench", "bench.example")
        await pay.set_up(db, settings)
        ids = await funded(db, people + 1)
        shop = await open_shop(db, ids[-1])
        variant = await sell(db, ids[-1], shop, PRICE, units)
    tokens = await signed_in(connection, ids)
    await connection.executemany(UNASKED, [(one,) for one in ids])
    await connection.close()
    await database.close()
    return Buyers(ids[:-1], tokens[:-1], ids[-1], shop, variant, tokens[-1])


async def open_shop(db: Db, owner: UUID) -> UUID:
    """A shop where what was bought is fetched."""
    shop = new_id()
    await till.open_shop(db, owner, shop, till.ShopChanges(name="Bench"))
    wishes = market.FrontWishes(sign="Bench", pickup=True, lat=60.17, lon=24.94)
    await market.put_front(db, owner, shop, wishes)
    await market.set_front_state(db, owner, shop, "open")
    return shop


async def sell(db: Db, owner: UUID, shop: UUID, price: int, units: int) -> UUID:
    """So many units of a lamp, for minor units each; the variant."""
    item, variant = new_id(), new_id()
    new = market.NewItem(
        title="Lamp",
        variants=[market.NewVariant(id=variant, price=price)],
        body="It shines.",
        category="food/grain",
    )
    await market.put_item(db, owner, item, shop, new)
    await market.change_stock(db, owner, market.StockChange(new_id(), variant, "receive", units))
    await market.publish(db, owner, item, "live")
    return variant


def in_a_town(folder: Path, people: int, units: int, measure: Measure) -> None:
    """Measures the town's whole program, in a process of its own, on a PostgreSQL with fsync;
    `measure` gets the address of the database, the port, and who is there.
    """
    folder.chmod(0o711)
    home = folder / "home"
    with EmbeddedPostgres(Settings(home=home)) as dsn:
        settings = Settings(home=home, money="units")
        buyers = asyncio.run(opened(dsn, settings, people, units))
        with measured_town(home, dsn) as (_, port):
            asyncio.run(_run(measure, dsn, port, buyers))


async def _run(measure: Measure, dsn: str, port: int, buyers: Buyers) -> None:
    await measure(dsn, port, buyers)
