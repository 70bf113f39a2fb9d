"""Settling up: all that people of a conversation owe each other, in the fewest payments."""

from uuid import UUID

import msgspec

from leapfrog import chat
from leapfrog.chat import PersonLabel
from leapfrog.kernel.db import Db
from leapfrog.pay import OperationIdUsed, money_terms, person_labels
from leapfrog.splits import news, store
from leapfrog.splits.bills import lay, new
from leapfrog.splits.errors import NoSplit, NothingToNet
from leapfrog.splits.model import Debt, Payee, Split, SplitIds, SplitShare
from leapfrog.splits.netting import balances, payments


class DebtRow(msgspec.Struct, frozen=True):
    """One payment of a plan."""

    payer: PersonLabel
    payee: PersonLabel
    amount: int


class NetBalance(msgspec.Struct, frozen=True):
    """What somebody gets in sum; owes, below zero."""

    person: PersonLabel
    amount: int


class SettlementPlan(msgspec.Struct, frozen=True):
    """Who owes whom in a conversation now, over `bills` open bills with `debts` open debts, and the
    payments that would settle all of it.
    """

    currency: str
    exponent: int
    bills: int
    debts: int
    balances: list[NetBalance]
    payments: list[DebtRow]


async def plan(db: Db, me: UUID, conversation_id: UUID) -> SettlementPlan:
    """How a conversation's open bills could be settled with the fewest payments: balances and debts
    in minor units, the highest balance first. For who is in it. Raises `NoSplit`.
    """
    if not await chat.present(db, [(me, conversation_id)]):
        raise NoSplit
    bills = await store.open_at(db, conversation_id)
    debts = [debt for debt in await store.debts(db, bills) if debt.state == "open"]
    balance = balances(_owed(debts))
    called = await person_labels(db, me, balance)
    money = await money_terms(db)
    return SettlementPlan(
        money.currency,
        money.exponent,
        len(bills),
        len(debts),
        [
            NetBalance(called[one], amount)
            for one, amount in sorted(balance.items(), key=lambda part: (-part[1], part[0]))
        ],
        [DebtRow(called[one], called[other], amount) for one, other, amount in payments(balance)],
    )


async def net(db: Db, me: UUID, split_id: UUID, conversation_id: UUID) -> UUID:
    """Puts one bill with the fewest payments in the place of all open ones; nobody gets or owes
    more than before in sum. The same again is the same one. Raises `NoSplit`, `OperationIdUsed`,
    `NothingToNet` where it saves nothing, or `me` has no part in it.
    """
    if not await chat.present(db, [(me, conversation_id)]):
        raise NoSplit
    before = (await store.many(db, [split_id])).get(split_id)
    if before:
        if (before.by_id, before.conversation_id, before.mode) != (me, conversation_id, "netting"):
            raise OperationIdUsed
        return split_id
    bills = await store.lock_open(db, conversation_id)
    debts = [
        debt for debt in await store.debts(db, [one.id for one in bills]) if debt.state == "open"
    ]
    owed = _owed(debts)
    balance = balances(owed)
    fewest = payments(balance)
    if len(fewest) >= len(debts) or not any(me in (one, other) for one, other, _ in owed):
        raise NothingToNet
    made = await _made(db, SplitIds(me, split_id, conversation_id), balance)
    shares = [
        SplitShare(split_id, one, max(0, -amount), max(0, amount), False)
        for one, amount in balance.items()
    ]
    await store.add(db, made, shares, fewest)
    touched = [one for one in bills if any(debt.split_id == one.id for debt in debts)]
    await store.net(db, [one.id for one in touched], split_id)
    await store.close(db, [one.id for one in touched], "done")
    if not fewest:
        await store.close(db, [split_id], "done")
    await lay(db, made)
    await news.tell(db, *touched)
    return split_id


async def _made(db: Db, ids: SplitIds, balance: dict[UUID, int]) -> Split:
    total = sum(amount for amount in balance.values() if amount > 0)
    currency = (await money_terms(db)).currency
    return new(
        db, ids, title="", mode="netting", currency=currency, total=total, asked={}, to=Payee()
    )


def _owed(debts: list[Debt]) -> list[tuple[UUID, UUID, int]]:
    return [(debt.from_id, debt.to_id, debt.amount) for debt in debts]
