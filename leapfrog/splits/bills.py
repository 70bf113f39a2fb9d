"""Bills: one of a conversation asks that it be shared, and everybody's part is worked out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import chat, wallet
from leapfrog.chat import MessageDraft
from leapfrog.identity import named, plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import schedule
from leapfrog.pay import OperationIdUsed, money_terms, wallet_account_of, wallet_accounts_of
from leapfrog.splits import at_till, news, shares, store
from leapfrog.splits.errors import BadBill, NoSplit, NotThere
from leapfrog.splits.model import (
    Mode,
    Part,
    Payee,
    Split,
    SplitIds,
    SplitShare,
    SplitTerms,
    Together,
)
from leapfrog.splits.netting import Payment, payments
from leapfrog.splits.reminding import REMIND
from leapfrog.splits.together import RELEASE

REMINDED_AFTER = timedelta(hours=24)


async def split(db: Db, me: UUID, split_id: UUID, conversation_id: UUID, asked: SplitTerms) -> UUID:
    """Shares a bill among people of a conversation; the same again is the same bill.

    Raises `NoSplit` where `me` is not there, `OperationIdUsed`, `NotThere`, `BadBill`,
    `CurrenciesDiffer`, what the wallet accounts, the till and the conversation refuse.
    """
    wanted = msgspec.structs.replace(asked, title=plain(asked.title))
    if not await chat.present(db, [(me, conversation_id)]):
        raise NoSplit
    before = (await store.many(db, [split_id])).get(split_id)
    if before:
        place = (before.by_id, before.conversation_id)
        if place != (me, conversation_id) or not _is(before, wanted):
            raise OperationIdUsed
        return split_id
    total, parts = parted(split_id, wanted)
    payers = _payers(me, wanted, total)
    await _check_people(db, conversation_id, {part.person_id for part in parts} | payers.keys())
    laid = {**dict.fromkeys((part.person_id for part in parts), 0), **payers}
    made = await _made(db, SplitIds(me, split_id, conversation_id), wanted, total)
    owed = _owed(made, parts, laid)
    if not owed:
        raise BadBill("Nobody owes anything.")
    by_person = {part.person_id: part for part in parts}
    await store.add(db, made, [_share(made, by_person.get(one), one, laid) for one in laid], owed)
    await _time(db, made)
    await lay(db, made)
    return split_id


def _is(split: Split, asked: SplitTerms) -> bool:
    return split.mode == asked.mode and msgspec.convert(split.asked, SplitTerms) == asked


def parted(split_id: UUID, asked: SplitTerms) -> tuple[int, list[Part]]:
    """The total, and everybody's part. Raises `BadBill`."""
    if asked.mode == "items":
        return shares.by_items(split_id, asked.items, asked.service, asked.discount)
    if asked.total < 1:
        raise BadBill("The total is at least one cent.")
    if asked.mode == "even":
        return asked.total, shares.even(split_id, asked.total, asked.people)
    if asked.mode == "weights":
        weights = [(one.person_id, one.weight) for one in asked.weights]
        return asked.total, shares.weighed(split_id, asked.total, weights)
    amounts = [(one.person_id, one.amount) for one in asked.exact]
    return asked.total, shares.exact(asked.total, amounts)


def _payers(me: UUID, asked: SplitTerms, total: int) -> dict[UUID, int]:
    """Who laid out what: nobody yet, where it is paid together."""
    if asked.together:
        if asked.payers:
            raise BadBill("What is paid together is not paid yet.")
        return {}
    if not asked.payers:
        return {me: total}
    payers = {one.person_id: one.amount for one in asked.payers}
    if len(payers) < len(asked.payers) or sum(payers.values()) != total:
        raise BadBill("What was paid is not the total.")
    return payers


async def _check_people(db: Db, conversation_id: UUID, people: set[UUID]) -> None:
    here = await chat.present(db, [(person, conversation_id) for person in people])
    if len(here) < len(people):
        raise NotThere
    await wallet_accounts_of(db, people)


async def _made(db: Db, ids: SplitIds, asked: SplitTerms, total: int) -> Split:
    money = await money_terms(db)
    if asked.currency != money.currency:
        raise wallet.CurrenciesDiffer
    return new(
        db,
        ids,
        title=asked.title,
        mode=asked.mode,
        currency=money.currency,
        total=total,
        asked=msgspec.to_builtins(asked),
        to=await _payee(db, ids, asked.together, total) if asked.together else Payee(),
    )


def new(
    db: Db,
    ids: SplitIds,
    *,
    title: str,
    mode: Mode,
    currency: str,
    total: int,
    asked: Any,
    to: Payee,
) -> Split:
    """A bill at its beginning; `to`: who is paid together, an empty one for nobody."""
    return Split(
        id=ids.split_id,
        conversation_id=ids.conversation_id,
        by_id=ids.by_id,
        title=title,
        mode=mode,
        currency=currency,
        total=total,
        asked=asked,
        payee_id=to.id,
        payee_account=to.account,
        payee_name=to.name,
        ends_at=to.ends_at,
        state="open",
        quiet=False,
        reminded=0,
        reminded_at=None,
        created_at=db.now,
        closed_at=None,
    )


async def _payee(db: Db, ids: SplitIds, together: Together, total: int) -> Payee:
    person_id, ends_at = together.payee_id, db.now + timedelta(minutes=together.minutes)
    if together.intent_id and person_id is None:
        return await at_till.payee(db, ids, together.intent_id, total, ends_at)
    if together.intent_id or person_id is None:
        raise BadBill("Together either somebody is paid, or a till.")
    person = (await named(db, [person_id])).get(person_id)
    wallet_account = await wallet_account_of(db, person_id)
    return Payee(person_id, wallet_account.id, person.display_name if person else "", ends_at)


def _owed(split: Split, parts: Sequence[Part], laid: dict[UUID, int]) -> list[Payment]:
    """Who owes whom: each their part to who is paid together, else to those who laid out more than
    theirs, in the fewest payments.
    """
    if split.payee_id:
        everybody = [(one.person_id, split.payee_id, one.owed) for one in parts if one.owed]
        if any(one == other for one, other, _ in everybody):
            raise BadBill("Who is paid has no part in it.")
        return everybody
    owed = {part.person_id: part.owed for part in parts}
    return payments({one: laid[one] - owed.get(one, 0) for one in laid})


def _share(split: Split, part: Part | None, person_id: UUID, laid: dict[UUID, int]) -> SplitShare:
    owed, extra = (part.owed, part.extra) if part else (0, False)
    return SplitShare(split.id, person_id, owed, laid[person_id], extra)


async def _time(db: Db, split: Split) -> None:
    if split.released_at:
        await schedule(db, RELEASE, str(split.id), split.released_at)
    else:
        await schedule(db, REMIND, str(split.id), db.now + REMINDED_AFTER)


async def lay(db: Db, split: Split) -> None:
    """The card in the conversation; its text is the title."""
    meta = {"ref": news.ref(split.id)}
    card = MessageDraft(
        split.conversation_id, split.by_id, split.id, split.title, "card", meta=meta
    )
    [said] = await chat.append(db, [card])
    if isinstance(said, Problem):
        raise said
