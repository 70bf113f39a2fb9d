"""Accounts: opened, looked at, frozen, limited, closed; every change with its reason."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.wallet import store
from leapfrog.wallet.errors import CreditInUse, NoAccount, NoCurrency, NotEmpty, UnitDiffers
from leapfrog.wallet.model import (
    IN_FROZEN,
    OUT_FROZEN,
    OWNER_FROZEN,
    Account,
    AccountLimits,
    Audit,
    Balance,
    NewAccount,
)
from leapfrog.wallet.transfers import CHANGED


async def open_accounts(db: Db, new: Sequence[NewAccount]) -> list[int]:
    """The ids of these accounts, opened where there are none yet. Raises `NoCurrency`."""
    found = await store.open_accounts(db, new) if new else []
    ids = [one for one in found if one is not None]
    if len(ids) < len(found):
        raise NoCurrency
    return ids


async def open_account(db: Db, new: NewAccount) -> int:
    """The id of the account that `new` describes, opened where there is none yet. Raises
    `NoCurrency`.
    """
    return (await open_accounts(db, [new]))[0]


async def set_unit(db: Db, code: str, exponent: int, *, of_the_town: bool = False) -> None:
    """Makes a currency known, or the town's own unit; `code`: three letters (ISO 4217 for a
    currency), `exponent`: digits of its minor unit. Raises `UnitDiffers`.
    """
    if not await store.set_unit(db, code, exponent, of_the_town):
        raise UnitDiffers


async def account(db: Db, account_id: int) -> Account:
    """An account by its id, whoever's it is. Raises `NoAccount`."""
    found = await store.accounts(db, [account_id])
    if account_id not in found:
        raise NoAccount
    return found[account_id]


async def accounts_by_id(db: Db, ids: Sequence[int]) -> dict[int, Account]:
    """The accounts of these ids, by id; ids of none are left out. One statement for all."""
    return await store.accounts(db, ids) if ids else {}


async def owned(db: Db, owner_id: UUID) -> list[Account]:
    """All accounts of somebody, the oldest first."""
    return await store.owned(db, owner_id)


async def own(db: Db, owner_id: UUID, account_id: int) -> Account:
    """An account of this owner's. Raises `NoAccount`, also for somebody else's."""
    found = await account(db, account_id)
    if found.owner_id != owner_id:
        raise NoAccount
    return found


async def balance(db: Db, account_id: int) -> Balance:
    """What lies on an account now, and what of it is held (minor units). Raises `NoAccount`."""
    found = await store.balances(db, [account_id])
    if account_id not in found:
        raise NoAccount
    return found[account_id]


async def balance_at(db: Db, account_id: int, moment: datetime) -> int:
    """What lay on an account at a moment (minor units); 0 before its first entry."""
    return (await store.at(db, account_id, moment))[1]


async def freeze(db: Db, account_id: int, by: UUID | None, why: str, *, incoming: bool) -> None:
    """Freezes an account by the operator: nothing goes out, and with `incoming` nothing comes in.
    What is held already can still be posted. Notes who did and why. Raises `NoAccount`.
    """
    bits = OUT_FROZEN | (IN_FROZEN if incoming else 0)
    await _flag(db, account_id, store.FlagChange(bits, 0, "frozen", by, why))


async def unfreeze(db: Db, account_id: int, by: UUID | None, why: str) -> None:
    """Takes the operator's freeze of an account back, not the owner's. Notes who did and why.
    Raises `NoAccount`.
    """
    await _flag(db, account_id, store.FlagChange(0, OUT_FROZEN | IN_FROZEN, "unfrozen", by, why))


async def lock(db: Db, account_id: int, by: UUID, why: str) -> None:
    """Freezes an account by its owner, say after a phone was stolen: nothing goes out until
    `unlock`. Notes why. Raises `NoAccount`.
    """
    await _flag(db, account_id, store.FlagChange(OWNER_FROZEN, 0, "locked", by, why))


async def unlock(db: Db, account_id: int, by: UUID, why: str) -> None:
    """Takes the owner's freeze of an account back, not the operator's. Notes why. Raises
    `NoAccount`.
    """
    await _flag(db, account_id, store.FlagChange(0, OWNER_FROZEN, "unlocked", by, why))


async def close(db: Db, account_id: int, by: UUID | None, why: str) -> None:
    """Closes an account for good, and notes who did and why. Raises `NoAccount`, `NotEmpty`."""
    done = await store.close(db, account_id, by, why)
    if done is None:
        raise NoAccount
    if not done:
        raise NotEmpty
    await _tell(db, account_id)


async def name_owner(db: Db, owner_id: UUID, name: str) -> None:
    """Sets what statements call an owner who is nobody of the town's people, such as a shop."""
    await store.name_owner(db, owner_id, name)


async def owner_names(db: Db, owner_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What statements call these owners, by owner (see `name_owner`); who left has no name."""
    return await store.owner_names(db, list(owner_ids))


async def forget_owner(db: Db, owner_id: UUID) -> None:
    """Deletes the name of an owner who left from their accounts: statements say that it left."""
    await store.forget_owner(db, owner_id)


async def set_limits(
    db: Db, account_id: int, limits: AccountLimits, by: UUID | None, why: str
) -> None:
    """Replaces all limits of an account (minor units), and notes who did and why. Raises
    `NoAccount`, `CreditInUse`.
    """
    done = await store.limit(db, account_id, limits, by, why)
    if done is None:
        raise NoAccount
    if not done:
        raise CreditInUse
    await _tell(db, account_id)


async def audit(db: Db, account_id: int, limit: int = 100) -> list[Audit]:
    """Who froze, locked, limited or closed an account, and why; the newest first,
    `limit` at most.
    """
    return await store.audit(db, account_id, limit)


async def _flag(db: Db, account_id: int, change: store.FlagChange) -> None:
    if await store.flag(db, account_id, change) is None:
        raise NoAccount
    await _tell(db, account_id)


async def _tell(db: Db, account_id: int) -> None:
    found = await account(db, account_id)
    if found.owner_id:
        stream.tell(db, (found.owner_id,), CHANGED)
