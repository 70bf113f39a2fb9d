"""Trades begun: two agree, and an account of the trade's own is opened for the money in between."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.escrow import store
from leapfrog.escrow.errors import OwnTrade
from leapfrog.escrow.model import Escrow, EscrowTerms
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import schedule_all
from leapfrog.pay import OperationIdUsed, new_town_account, wallet_account_ids
from leapfrog.wallet import Account, NewAccount

DUE = "escrow"
Answer = Escrow | Problem


class Accounts(msgspec.Struct, frozen=True):
    """Whose money a list of new trades is about: the accounts of the buyers, and all accounts that
    are named.
    """

    buyers: Mapping[UUID, int]
    known: Mapping[int, Account]


class OwnAccounts(msgspec.Struct, frozen=True):
    """The trade's own account, and the town's for fees in its currency, where a fee is paid."""

    trade: int
    fee: int | None


async def begin(db: Db, wanted: Sequence[EscrowTerms]) -> list[Answer]:
    """Begins trades that the buyers have not paid yet; the same again is the same one, as it
    stands. One answer for each: the trade, or `OwnTrade`, `NoAccount` (also where the account is
    not the seller's), wallet's `CurrenciesDiffer`, `OperationIdUsed`. Raises `NoMoney`.
    """
    answers, new = await begun(db, wanted)
    await schedule_all(db, [(DUE, str(one.id), None, one.due_at) for one in new if one.due_at])
    return answers


async def begun(db: Db, wanted: Sequence[EscrowTerms]) -> tuple[list[Answer], list[Escrow]]:
    """Trades that the buyers have not paid yet, as `begin` makes them but without the timers, for
    who sets these by what becomes of the trades at once; and which of them are new.
    """
    before = await store.find(db, [one.id for one in wanted])
    new = {one.id: one for one in reversed(wanted) if one.id not in before}
    made, added = await _made_new(db, list(new.values())) if new else ({}, [])
    return [_answer(one, before.get(one.id) or made[one.id]) for one in wanted], added


async def _made_new(db: Db, new: Sequence[EscrowTerms]) -> tuple[dict[UUID, Answer], list[Escrow]]:
    accounts = await _accounts(db, new)
    answers: dict[UUID, Answer] = {}
    able = []
    for one in new:
        refused = _refusal(one, accounts)
        if refused is None:
            able.append(one)
        else:
            answers[one.id] = refused
    if not able:
        return answers, []
    made = await _opened(db, able, accounts)
    added = await store.add(db, made)
    # Somebody else was as fast with the same id.
    late = {one.id for one in made} - added
    others = await store.find(db, late) if late else {}
    answers |= {one.id: others.get(one.id, one) for one in made}
    return answers, [one for one in made if one.id in added]


async def _accounts(db: Db, new: Sequence[EscrowTerms]) -> Accounts:
    buyers = await wallet_account_ids(db, {one.buyer_id for one in new})
    named = {*buyers.values(), *(one.seller_account for one in new)}
    known = await wallet.accounts_by_id(db, list(named))
    return Accounts(buyers, known)


def _refusal(one: EscrowTerms, accounts: Accounts) -> Problem | None:
    if one.buyer_id == one.seller_id:
        return OwnTrade()
    buyer = accounts.known.get(accounts.buyers.get(one.buyer_id, 0))
    seller = accounts.known.get(one.seller_account)
    if buyer is None or seller is None or buyer.closed or seller.closed:
        return wallet.NoAccount()
    if seller.owner_id != one.seller_id:
        return wallet.NoAccount()
    return None if buyer.currency == seller.currency else wallet.CurrenciesDiffer()


async def _opened(db: Db, able: Sequence[EscrowTerms], accounts: Accounts) -> list[Escrow]:
    """Opens the trades' own accounts, and the town's for fees where there is none yet."""
    currencies = [accounts.known[one.seller_account].currency for one in able]
    new = [
        NewAccount("system", None, "escrow", currency, f"escrow:{one.id}")
        for one, currency in zip(able, currencies, strict=True)
    ]
    paying = sorted(
        {currency for one, currency in zip(able, currencies, strict=True) if one.fee_bp}
    )
    fees = [new_town_account(currency, "fee") for currency in paying]
    own = await wallet.open_accounts(db, [*new, *fees])
    fee = dict(zip(paying, own[len(new) :], strict=True))
    return [
        _made(db, one, accounts, OwnAccounts(account, fee.get(currency)))
        for one, currency, account in zip(able, currencies, own[: len(new)], strict=True)
    ]


def _answer(wanted: EscrowTerms, found: Answer) -> Answer:
    """The trade, unless its id was used for another one."""
    if isinstance(found, Problem) or _is_of(found, wanted):
        return found
    return OperationIdUsed()


def _is_of(found: Escrow, wanted: EscrowTerms) -> bool:
    """Whether a trade is what these agree on, whatever has become of it."""
    names = ("of", "kind", "buyer_id", "seller_id", "seller_account", "amount", "fee_bp")
    same = all(getattr(found, name) == getattr(wanted, name) for name in names)
    part = wanted.deposit
    agreed = (part.amount, part.opens, part.closes, part.lost) if part else (0, None, None, False)
    kept = (found.deposit, found.balance_from, found.balance_by, found.deposit_lost)
    return same and agreed == kept and found.times == wanted.agreed_times


def _made(db: Db, terms: EscrowTerms, accounts: Accounts, own: OwnAccounts) -> Escrow:
    """An agreement at its beginning."""
    times, part = terms.agreed_times, terms.deposit
    return Escrow(
        id=terms.id,
        of=terms.of,
        kind=terms.kind,
        buyer_id=terms.buyer_id,
        seller_id=terms.seller_id,
        currency=accounts.known[terms.seller_account].currency,
        account=own.trade,
        buyer_account=accounts.buyers[terms.buyer_id],
        seller_account=terms.seller_account,
        fee_account=own.fee if terms.fee_bp else None,
        amount=terms.amount,
        fee_bp=terms.fee_bp,
        deposit=part.amount if part else 0,
        balance_from=part.opens if part else None,
        balance_by=part.closes if part else None,
        deposit_lost=bool(part and part.lost),
        times=times,
        due_at=db.now + times.pay_within,
        created_at=db.now,
        changed_at=db.now,
    )
