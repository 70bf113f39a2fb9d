"""A person's wallet as the operator sees it, limits it and freezes it; each look stands in the
book as well.
"""

from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.pay import wallet_accounts
from leapfrog.pay.desk import book
from leapfrog.wallet import Account, AccountLimits, Audit


class AccountView(msgspec.Struct, frozen=True):
    """What lies in somebody's wallet, what it may do, and who changed that and why. `frozen`: by
    the town or by its owner; `frozen_by_town`: only the operator opens it again.
    """

    person: Person
    currency: str
    exponent: int
    balance: int
    held: int
    limits: AccountLimits
    frozen: bool
    frozen_by_town: bool
    audit: list[Audit]


async def look(db: Db, by_id: UUID, person_id: UUID) -> AccountView:
    """Raises `NoMoney`, `NoAccount`."""
    found = await wallet_accounts.wallet_account(db, person_id)
    await book.note(db, by_id, "looked", person_id, "")
    return await _seen(db, person_id, found)


async def set_limits(
    db: Db, by_id: UUID, person_id: UUID, limits: AccountLimits, why: str
) -> AccountView:
    """How much may lie there and go out at once and in a day; the credit stays as it is. Raises
    `NoMoney`, `NoAccount`.
    """
    found = await wallet_accounts.wallet_account(db, person_id)
    kept = msgspec.structs.replace(limits, credit=found.limits.credit)
    await wallet.set_limits(db, found.id, kept, by_id, why)
    await book.note(db, by_id, "limits", person_id, why)
    return await _seen(db, person_id, await wallet_accounts.wallet_account(db, person_id))


async def freeze(db: Db, by_id: UUID, person_id: UUID, why: str, *, incoming: bool) -> AccountView:
    """Nothing goes out, with `incoming` nothing comes in. Raises `NoMoney`, `NoAccount`."""
    found = await wallet_accounts.wallet_account(db, person_id)
    await wallet.freeze(db, found.id, by_id, why, incoming=incoming)
    await book.note(db, by_id, "frozen", person_id, why)
    return await _seen(db, person_id, await wallet_accounts.wallet_account(db, person_id))


async def unfreeze(db: Db, by_id: UUID, person_id: UUID, why: str) -> AccountView:
    """Its owner's own freeze stays. Raises `NoMoney`, `NoAccount`."""
    found = await wallet_accounts.wallet_account(db, person_id)
    await wallet.unfreeze(db, found.id, by_id, why)
    await book.note(db, by_id, "unfrozen", person_id, why)
    return await _seen(db, person_id, await wallet_accounts.wallet_account(db, person_id))


async def _seen(db: Db, person_id: UUID, found: Account) -> AccountView:
    people = await named(db, [person_id])
    return AccountView(
        person=people[person_id],
        currency=found.currency,
        exponent=found.exponent,
        balance=found.balance,
        held=found.held,
        limits=found.limits,
        frozen=found.frozen,
        frozen_by_town=found.frozen_by_town,
        audit=await wallet.audit(db, found.id, 20),
    )
