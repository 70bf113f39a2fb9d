"""People of a town for benchmarks: their sessions and their money."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from leapfrog import pay, wallet
from leapfrog.identity import NewPerson, add
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id, new_secret, secret_hash

FUNDS = 10**9
SESSION = """
insert into identity_session
values ($1, $2, $3, 'password', 'bench', '', now(), now(), now() + interval '1 day')
"""


async def added(db: Db, many: int) -> list[UUID]:
    people = [new_id() for _ in range(many)]
    for n, one in enumerate(people):
        await add(db, NewPerson(one, f"buyer_{n}", f"Buyer {n}", "en"))
    return people


async def funded(db: Db, many: int) -> list[UUID]:
    """People with `FUNDS` minor units each; the town's accounts are set up."""
    people = await added(db, many)
    accounts = await pay.wallet_account_ids(db, people)
    issuer = (await pay.town_account(db, "issuer")).id
    funds = [
        wallet.Transfer(id=new_id(), payer=issuer, payee=one, amount=FUNDS)
        for one in accounts.values()
    ]
    assert not any(isinstance(one, Problem) for one in await wallet.post(db, funds))
    return people


async def signed_in(connection: asyncpg.Connection, people: Sequence[UUID]) -> list[str]:
    """A session's token of each."""
    tokens = [new_secret() for _ in people]
    pairs = zip(people, tokens, strict=True)
    rows = [(new_id(), one, secret_hash(token)) for one, token in pairs]
    await connection.executemany(SESSION, rows)
    return tokens
