"""Payments over HTTP for `bench.money`: the town's whole server in a process of its own, and people
who pay as an app does, each with a session, and so little that no PIN is asked.

What a payment does here is all that one does: the session, the day's allowance, who is apart from
whom, the wallet accounts' limits, the books, the row of which a receipt is made, the payment at the
till, what tells both sides' screens and phones, one commit.
"""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
import msgspec

from bench.http import Server
from bench.load import Make, arrivals, load, request
from bench.people import FUNDS, SESSION
from leapfrog import pay, wallet
from leapfrog.identity import NewPerson, add
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.pay.confirming import store as safety
from leapfrog.pay.confirming.model import Safety
from leapfrog.till import ShopChanges, open_shop
from leapfrog.wallet import AccountLimits, Reason, Transfer

CONNECTIONS = 128
# Payments a second, where few pay.
QUIET = 100
LIMITS = AccountLimits(once=10**6, daily=10**9)


class Payer(msgspec.Struct, frozen=True):
    """Somebody who pays, and what their requests carry."""

    person_id: UUID
    session_id: UUID
    headers: dict[str, str]


class People(msgspec.Struct, frozen=True):
    payers: Sequence[Payer]
    shop: UUID


async def people(dsn: str, many: int = CONNECTIONS) -> People:
    """Payers with money and limits, and a shop that none of them runs; the town is open."""
    database = await Database.connect(dsn, 2)
    connection = await asyncpg.connect(dsn)
    payers = [await _joined(database, connection, n) for n in range(many + 1)]
    async with database.transaction() as db:
        wallet_accounts = await pay.wallet_account_ids(db, [one.person_id for one in payers])
        issuer = (await pay.town_account(db, "issuer")).id
        await wallet.post(
            db, [_funds(issuer, wallet_account) for wallet_account in wallet_accounts.values()]
        )
        for wallet_account in wallet_accounts.values():
            await wallet.set_limits(db, wallet_account, LIMITS, None, "bench")
        for one in payers:
            await safety.set_limits(db, one.person_id, Safety(False, 0, 1, FUNDS))
        shop = await open_shop(db, payers[-1].person_id, new_id(), ShopChanges(name="Bench"))
    await connection.close()
    await database.close()
    return People(payers[:-1], shop.id)


def _funds(issuer: int, wallet_account: int) -> Transfer:
    return Transfer(
        id=new_id(), payer=issuer, payee=wallet_account, amount=FUNDS, code=Reason.TOP_UP
    )


async def _joined(database: Database, connection: asyncpg.Connection, n: int) -> Payer:
    token, person_id, session_id = new_secret(), new_id(), new_id()
    async with database.transaction() as db:
        await add(db, NewPerson(person_id, f"payer_{n}", f"Payer {n}", "en"))
    await connection.execute(SESSION, session_id, person_id, secret_hash(token))
    return Payer(person_id, session_id, {"Authorization": f"Bearer {token}", "X-Leapfrog": "1"})


def to_people(given: People) -> Make:
    """Each pays the next one, whose code they scanned."""
    payers = given.payers

    def make(n: int, _: int) -> bytes:
        body = {
            "to": payers[(n + 1) % len(payers)].person_id,
            "amount": 1,
            "currency": "EUR",
            "at_once": True,
        }
        path = f"/api/v1/pay/transfers/{new_id()}"
        return request("PUT", path, payers[n].headers, msgspec.json.encode(body))

    return make


def to_shop(given: People) -> Make:
    """All pay one shop, whose printed code they scanned."""

    def make(n: int, _: int) -> bytes:
        body = msgspec.json.encode({"amount": 1})
        path = f"/api/v1/merchants/{given.shop}/payments/{new_id()}"
        return request("PUT", path, given.payers[n].headers, body)

    return make


async def pay_for(server: Server, make: Make, seconds: float) -> float:
    """Payments a second under full load."""
    answers, took = await load(server.port, make, CONNECTIONS, seconds)
    return answers / took


async def pay_now_and_then(server: Server, make: Make, seconds: float) -> tuple[int, float]:
    """(payments, ms of their median) at `QUIET` a second."""
    took = sorted(await arrivals(server.port, make, CONNECTIONS, QUIET, seconds))
    return len(took), took[len(took) // 2] * 1e3
