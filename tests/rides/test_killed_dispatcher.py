"""`kill -9` of a real server between an offer and its acceptance: the offer still stands, once."""

import asyncio
import signal
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from leapfrog import pay, wallet
from leapfrog.kernel.db import Database
from leapfrog.kernel.files import Files
from leapfrog.kernel.ids import new_id
from leapfrog.places import BuiltMap, put_up
from leapfrog.wallet import Reason, Transfer
from tests.http import Client
from tests.pay.acts import confirmed, ok, order, secured
from tests.rides.hails import LICENCE, MARKET, NEXT_TO, STATION, of_taxis
from tests.web.test_killed_server import browser, environment, running

__all__ = ["environment"]

MONEY = {"LEAPFROG_MONEY": "units", "LEAPFROG_CURRENCY": "EUR"}

PATIENCE = 60
VETTED = "update rides_driver set vetting = 'checked', vetted_until = current_date + 9"
# Nobody can say how long a server takes to come back.
LATER = """
with o as (update rides_offer set until = until + interval '1 hour')
update kernel_timer set due_at = due_at + interval '1 hour' where kind like 'rides.%'
"""


async def test_an_offer_outlives_the_process_that_made_it(
    environment: dict[str, str], database_url: str, helsinki: BuiltMap
) -> None:
    environment |= MONEY
    amina, wang = browser(environment), browser(environment)
    async with running(environment) as server:
        await prepared(amina, wang, environment, database_url, helsinki)
        ride = await asked(amina)
        offer = await offered(wang)
        server.signal(signal.SIGKILL)
        await server.ended()
    await run(database_url, LATER)
    async with running(environment):
        again = await offered(wang)
        assert again["id"] == offer["id"]
        path = f"/rides/offers/{offer['id']}"
        assert (await wang.put(path, json={"accept": True})).status_code == 204
        seen = ok(await amina.get(f"/rides/{ride['id']}"))
        assert (seen["state"], seen["driver_id"]) == ("accepted", wang.me["id"])
        [account] = ok(await amina.get("/wallet"))["accounts"]
        assert (account["balance"], account["held"]) == (10_000, ride["hail"]["price"])
    for one in (amina, wang):
        await one.aclose()


async def prepared(
    amina: Client,
    wang: Client,
    environment: dict[str, str],
    database_url: str,
    made: BuiltMap,
) -> None:
    """The town has a map, Amina money, and Wang a licence."""
    for one, handle in ((amina, "amina"), (wang, "wang")):
        await one.join(handle)
    await secured(amina)
    database = await Database.connect(database_url, 2)
    await put_up(database, Files(Path(environment["LEAPFROG_HOME"]) / "media", None, 0), made)
    async with database.transaction() as db:
        account = await pay.wallet_account_of(db, UUID(amina.me["id"]))
        issuer = await pay.town_account(db, "issuer")
        given: dict[str, Any] = {"payer": issuer.id, "payee": account.id, "amount": 10_000}
        await wallet.post(db, [Transfer(id=new_id(), code=Reason.TOP_UP, **given)])
    await database.close()
    ok(await wang.put("/rides/driver", json={"plate": "B LT 42", "car": "Blue Skoda"}))
    ok(await wang.put("/rides/driver/vetting", json={"licence": LICENCE}))
    await run(database_url, VETTED)
    ok(await wang.put("/rides/driver/online", json=NEXT_TO))


async def asked(amina: Client) -> dict[str, Any]:
    start, end = (f"{one['lat']},{one['lon']}" for one in (STATION, MARKET))
    told = {"start": start, "end": end}
    price = of_taxis(ok(await amina.get("/rides/estimate", params=told)))["price"]
    made = new_id()
    token = await confirmed(amina, order("ride", made, "", price))
    body = {"origin": STATION, "destination": MARKET, "price": price, "confirmation": token}
    found: dict[str, Any] = ok(await amina.put(f"/rides/{made}/request", json=body))
    return found


async def offered(wang: Client) -> dict[str, Any]:
    """What Wang is asked, once he is."""
    async with asyncio.timeout(PATIENCE):
        while not (found := ok(await wang.get("/rides/driver"))["offer"]):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    offer: dict[str, Any] = found
    return offer


async def run(database_url: str, sql: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute(sql)
    await connection.close()
