"""SQL of the town's terms and of purses."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.pay.model import Terms

TERMS = "select mode, currency, exponent, credit from pay_town"
SET_TERMS = """
insert into pay_town (mode, currency, exponent, credit) values ($1, $2, $3, $4)
on conflict (only_one) do update set
    mode = excluded.mode, currency = excluded.currency, exponent = excluded.exponent,
    credit = excluded.credit
"""
DROP_TERMS = "delete from pay_town"
PURSES = """
select person_id, account_id from pay_purse join pay_town using (currency)
where person_id = any($1::uuid[])
"""
ADD_PURSES = """
insert into pay_purse (person_id, currency, account_id)
select p, $2, a from unnest($1::uuid[], $3::bigint[]) as given (p, a) on conflict do nothing
"""
FORGET_PURSES = "delete from pay_purse where person_id = $1"


async def terms(db: Db) -> Terms | None:
    row = await db.row(TERMS)
    return Terms(*row) if row else None


async def set_terms(db: Db, terms: Terms) -> None:
    await db.run(SET_TERMS, terms.mode, terms.currency, terms.exponent, terms.credit)


async def drop_terms(db: Db) -> None:
    await db.run(DROP_TERMS)


async def purses(db: Db, people: Iterable[UUID]) -> dict[UUID, int]:
    """Whoever of these has a purse: the account."""
    return {row[0]: row[1] for row in await db.rows(PURSES, list(people))}


async def add_purses(db: Db, currency: str, accounts: Mapping[UUID, int]) -> None:
    ids: Sequence[UUID] = list(accounts)
    await db.run(ADD_PURSES, ids, currency, [accounts[each] for each in ids])


async def forget_purses(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_PURSES, person_id)
