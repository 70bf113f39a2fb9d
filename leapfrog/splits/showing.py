"""How a shared bill looks to somebody of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import chat
from leapfrog.chat import PersonLabel
from leapfrog.kernel.db import Db
from leapfrog.pay import PaymentCard, Resolvers, money_terms, person_labels
from leapfrog.splits import store
from leapfrog.splits.errors import NoSplit
from leapfrog.splits.model import Debt, DebtState, Mode, Split, SplitShare, SplitTerms, State
from leapfrog.splits.news import ref


class Payer(msgspec.Struct, frozen=True):
    """One who owes in a bill: what in sum, and whether all of it is paid, or promised."""

    person: PersonLabel
    amount: int
    settled: bool


class SplitCard(PaymentCard, frozen=True, tag="split", kw_only=True):
    """A bill in a conversation. `payers`: who owes something; `left`: what is still to come;
    `mine`: what the viewer has still to pay, `to` whom; `held`: what they promised. Of what is
    paid together: `ends_at`, and `to` is who is paid.
    """

    id: UUID
    conversation_id: UUID
    by: PersonLabel
    title: str
    mode: Mode
    currency: str
    exponent: int
    total: int
    people: int
    payers: list[Payer]
    left: int
    mine: int
    held: int
    to: list[str]
    together: bool
    ends_at: datetime | None
    state: State
    quiet: bool


class PartView(msgspec.Struct, frozen=True):
    """Somebody's part, and what they laid out; `extra`: with one of the cents that could not be
    divided.
    """

    person: PersonLabel
    owed: int
    paid: int
    extra: bool


class DebtView(msgspec.Struct, frozen=True):
    """Who owes whom; `payee` has no picture where it is a merchant."""

    n: int
    payer: PersonLabel
    payee: PersonLabel
    amount: int
    state: DebtState
    at: datetime | None


class SplitView(msgspec.Struct, frozen=True):
    """All of a bill; `asked` as it was asked for, None of a netting; `reminded_at`: when the others
    were reminded the last time.
    """

    card: SplitCard
    parts: list[PartView]
    debts: list[DebtView]
    asked: SplitTerms | None
    created_at: datetime
    reminded_at: datetime | None


class SplitContext(msgspec.Struct, frozen=True):
    """What the bills that are shown together are made of."""

    shares: Mapping[UUID, list[SplitShare]]
    debts: Mapping[UUID, list[Debt]]
    called: Mapping[UUID, PersonLabel]
    exponent: int

    def face(self, split: Split, person_id: UUID) -> PersonLabel:
        found = self.called.get(person_id)
        return found or PersonLabel(person_id, split.payee_name, None)


async def cards(db: Db, viewer_id: UUID, ids: Sequence[UUID]) -> list[SplitCard]:
    """The cards of those of these bills that the viewer may see: who is in the conversation, or has
    a part in the bill.
    """
    splits = list((await store.many(db, ids)).values()) if ids else []
    if not splits:
        return []
    known = await _know(db, viewer_id, splits)
    seen = await _seen(db, viewer_id, splits, known)
    return [_card(viewer_id, split, known) for split in seen]


async def view(db: Db, viewer_id: UUID, split_id: UUID) -> SplitView:
    """A bill with its parts and debts, for who is in the conversation or has a part in it. Raises
    `NoSplit`.
    """
    split = (await store.many(db, [split_id])).get(split_id)
    if split is None:
        raise NoSplit
    known = await _know(db, viewer_id, [split])
    if not await _seen(db, viewer_id, [split], known):
        raise NoSplit
    return SplitView(
        _card(viewer_id, split, known),
        [
            PartView(known.face(split, one.person_id), one.owed, one.paid, one.extra)
            for one in known.shares[split_id]
        ],
        [_debt(split, debt, known) for debt in known.debts[split_id]],
        msgspec.convert(split.asked, SplitTerms) if split.asked else None,
        split.created_at,
        split.reminded_at,
    )


async def mine(db: Db, me: UUID) -> list[SplitCard]:
    """The bills in which `me` has still something to pay or to take back, the newest first."""
    ids = {debt.split_id for debt in await store.owing(db, me)}
    found = await cards(db, me, list(ids))
    return list(reversed(found))


async def _know(db: Db, viewer_id: UUID, splits: Sequence[Split]) -> SplitContext:
    ids = [split.id for split in splits]
    shares = _by_split(await store.shares(db, ids))
    debts = _by_split(await store.debts(db, ids))
    people = {one.person_id for each in shares.values() for one in each}
    people |= {split.by_id for split in splits}
    people |= {
        one for each in debts.values() for debt in each for one in (debt.to_id, debt.from_id)
    }
    exponent = (await money_terms(db)).exponent
    return SplitContext(shares, debts, await person_labels(db, viewer_id, people), exponent)


async def _seen(
    db: Db, viewer_id: UUID, splits: Sequence[Split], known: SplitContext
) -> list[Split]:
    here = await chat.present(db, [(viewer_id, one.conversation_id) for one in splits])
    return [
        split
        for split in splits
        if (viewer_id, split.conversation_id) in here
        or any(share.person_id == viewer_id for share in known.shares[split.id])
    ]


def _by_split(rows: Iterable[Any]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.split_id].append(row)
    return found


def _card(viewer_id: UUID, split: Split, known: SplitContext) -> SplitCard:
    debts = known.debts[split.id]
    mine = [debt for debt in debts if debt.from_id == viewer_id]
    return SplitCard(
        ref=ref(split.id),
        id=split.id,
        conversation_id=split.conversation_id,
        by=known.called[split.by_id],
        title=split.title,
        mode=split.mode,
        currency=split.currency,
        exponent=known.exponent,
        total=split.total,
        people=len([share for share in known.shares[split.id] if share.owed or share.paid]),
        payers=_payers(split, debts, known),
        left=sum(debt.amount for debt in debts if debt.state == "open"),
        mine=sum(debt.amount for debt in mine if debt.state == "open"),
        held=sum(debt.amount for debt in mine if debt.state == "held"),
        to=_payees(split, mine or debts, known),
        together=split.payee_id is not None,
        ends_at=split.ends_at,
        state=split.state,
        quiet=split.quiet,
    )


def _payers(split: Split, debts: Sequence[Debt], known: SplitContext) -> list[Payer]:
    owing: dict[UUID, list[Debt]] = defaultdict(list)
    for debt in debts:
        owing[debt.from_id].append(debt)
    return [
        Payer(
            known.face(split, one),
            sum(debt.amount for debt in each),
            all(debt.state != "open" for debt in each),
        )
        for one, each in owing.items()
    ]


def _payees(split: Split, debts: Sequence[Debt], known: SplitContext) -> list[str]:
    ids = dict.fromkeys(debt.to_id for debt in debts)
    return [known.face(split, one).name for one in ids]


def _debt(split: Split, debt: Debt, known: SplitContext) -> DebtView:
    payer, payee = known.face(split, debt.from_id), known.face(split, debt.to_id)
    return DebtView(debt.n, payer, payee, debt.amount, debt.state, debt.at)


RESOLVERS: Resolvers = {"pay:split": cards}
