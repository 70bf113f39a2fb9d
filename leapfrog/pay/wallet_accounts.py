"""Wallet accounts: each person's account in the town's own money, and the town's own accounts."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import wallet
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings
from leapfrog.pay import store
from leapfrog.pay.errors import NoMoney
from leapfrog.pay.model import MoneyTerms
from leapfrog.wallet import Account, AccountLimits, NewAccount

# What a town's own unit has after the point.
EXPONENT = 2
# Only fees are the town's to keep: they never go below what came in.
UNLIMITED, EARNED = AccountLimits(credit=None), AccountLimits(credit=0)

# Who paid lately in this process, and out of which account.
MOST_PAYERS = 20_000
_payers: dict[UUID, int] = {}


async def set_terms(db: Db, settings: Settings) -> None:
    """Makes the town's money what the settings say: its currency, and the issuer's account. A
    currency that nobody else has is the town's own unit.
    """
    if settings.money == "none":
        await store.drop_terms(db)
        return
    exponent = (await _issuer(db, settings.currency)).exponent
    credit = settings.credit_line * 10**exponent if settings.money == "credit" else 0
    await store.set_terms(db, MoneyTerms(settings.money, settings.currency, exponent, credit))


async def terms(db: Db) -> MoneyTerms:
    """Currency, exponent and mode of the town's money. Raises `NoMoney` in a town without money."""
    found = await store.terms(db)
    if found is None:
        raise NoMoney
    return found


async def ids(db: Db, people: Iterable[UUID]) -> dict[UUID, int]:
    """The wallet account (id) of each of these people, by person, opened where there is none yet;
    remote and erased people have none. One statement for all once all are open.
    """
    asked = set(people)
    found = await store.wallet_accounts(db, asked)
    return found if len(found) == len(asked) else await _with_new(db, found, asked - set(found))


async def payer_account(db: Db, person_id: UUID) -> int | None:
    """The wallet account (id) that a person has, or had when they last paid through this process;
    None where there is none yet. It may be another one's by now: what moves the money compares it,
    and who finds it wrong calls `forget_payer`.
    """
    known = _payers.get(person_id)
    if known is not None:
        return known
    found = await store.wallet_account(db, person_id)
    if found is not None:
        if len(_payers) >= MOST_PAYERS:
            _payers.clear()
        _payers[person_id] = found
    return found


def forget_payer(person_id: UUID) -> None:
    """Which wallet account a person had when they last paid is not to be gone by any more."""
    _payers.pop(person_id, None)


async def wallet_account(db: Db, person_id: UUID) -> Account:
    """A person's wallet account, opened when there is none yet. Raises `NoMoney`; `NoAccount` for
    who can have none.
    """
    return (await wallet_accounts(db, [person_id]))[person_id]


async def wallet_accounts(db: Db, people: Iterable[UUID]) -> dict[UUID, Account]:
    """The wallet accounts of these people by person, opened where there are none yet. Raises
    `NoMoney`, `NoAccount` where one of them can have none.
    """
    asked = list(people)
    opened = await ids(db, asked)
    if len(opened) < len(set(asked)):
        raise wallet.NoAccount
    accounts = await wallet.accounts_by_id(db, list(opened.values()))
    return {person: accounts[account] for person, account in opened.items()}


async def open_wallet_account(db: Db, person_id: UUID) -> None:
    """Opens the wallet account of a person who joined; does nothing in a town without money."""
    if await store.terms(db):
        await ids(db, [person_id])


async def town(db: Db, kind: wallet.Kind, name: str = "") -> Account:
    """The account of the town itself of this kind and name, in its currency, opened when there is
    none yet. Raises `NoMoney`.
    """
    return await _own(db, (await terms(db)).currency, kind, name)


async def _with_new(db: Db, found: dict[UUID, int], missing: set[UUID]) -> dict[UUID, int]:
    money = await terms(db)
    known = await named(db, list(missing))
    living = sorted(each for each in missing if each in known and known[each].kind == "person")
    limits = AccountLimits(credit=money.credit)
    new = [NewAccount("person", one, "person", money.currency, "", limits) for one in living]
    opened = dict(zip(living, await wallet.open_accounts(db, new), strict=True))
    if opened:
        await store.add_wallet_accounts(db, money.currency, opened)
    return found | opened


async def _issuer(db: Db, currency: str) -> Account:
    try:
        return await _own(db, currency, "issuer", "")
    except wallet.NoCurrency:
        await wallet.set_unit(db, currency, EXPONENT, of_the_town=True)
        return await _own(db, currency, "issuer", "")


def of_town(currency: str, kind: wallet.Kind, name: str = "") -> NewAccount:
    """An account of the town itself, not opened yet: for who opens it together with others by
    `wallet.open_accounts`.
    """
    limits = EARNED if kind == "fee" else UNLIMITED
    return NewAccount("system", None, kind, currency, name, limits)


async def _own(db: Db, currency: str, kind: wallet.Kind, name: str) -> Account:
    new = of_town(currency, kind, name)
    return await wallet.account(db, await wallet.open_account(db, new))
