"""SQL of the town's terms and of wallet accounts."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.pay.model import MoneyTerms

TERMS = "select mode, currency, exponent, credit from pay_town"
SET_TERMS = """
insert into pay_town (mode, currency, exponent, credit) values ($1, $2, $3, $4)
on conflict (only_one) do update set
    mode = excluded.mode, currency = excluded.currency, exponent = excluded.exponent,
    credit = excluded.credit
"""
DROP_TERMS = "delete from pay_town"
WALLET_ACCOUNTS = """
select person_id, account_id from pay_wallet_account join pay_town using (currency)
where person_id = any($1::uuid[])
"""
# An array of one is planned anew each time that it comes.
WALLET_ACCOUNT = """
select account_id from pay_wallet_account join pay_town using (currency) where person_id = $1
"""
ADD_WALLET_ACCOUNTS = """
insert into pay_wallet_account (person_id, currency, account_id)
select p, $2, a from unnest($1::uuid[], $3::bigint[]) as given (p, a) on conflict do nothing
"""
FORGET_WALLET_ACCOUNTS = "delete from pay_wallet_account where person_id = $1"


async def terms(db: Db) -> MoneyTerms | None:
    return await db.one_as(MoneyTerms, TERMS)


async def set_terms(db: Db, terms: MoneyTerms) -> None:
    await db.run(SET_TERMS, terms.mode, terms.currency, terms.exponent, terms.credit)


async def drop_terms(db: Db) -> None:
    await db.run(DROP_TERMS)


async def wallet_accounts(db: Db, people: Iterable[UUID]) -> dict[UUID, int]:
    """Whoever of these has a wallet account: the account."""
    return {row[0]: row[1] for row in await db.rows(WALLET_ACCOUNTS, list(people))}


async def wallet_account(db: Db, person_id: UUID) -> int | None:
    found: int | None = await db.value(WALLET_ACCOUNT, person_id)
    return found


async def add_wallet_accounts(db: Db, currency: str, accounts: Mapping[UUID, int]) -> None:
    ids: Sequence[UUID] = list(accounts)
    await db.run(ADD_WALLET_ACCOUNTS, ids, currency, [accounts[each] for each in ids])


async def forget_wallet_accounts(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_WALLET_ACCOUNTS, person_id)
