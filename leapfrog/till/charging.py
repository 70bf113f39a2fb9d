"""Charging by a code that the payer shows, whose phone may be offline."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.pay import CodeLimits, code_limits
from leapfrog.till import merchants, store
from leapfrog.till.codes import keys
from leapfrog.till.codes import store as codes_store
from leapfrog.till.codes.errors import BadCode, CodeUsed
from leapfrog.till.codes.presented import UsedCode
from leapfrog.till.errors import IntentIdUsed
from leapfrog.till.intents import tell
from leapfrog.till.merchants import Merchant, NoMerchant
from leapfrog.till.merchants.errors import MerchantClosed
from leapfrog.till.model import (
    ChargeAttempt,
    CodeSpending,
    Intent,
    Result,
    is_same,
    needs_action,
    new,
)
from leapfrog.till.paying import settle
from leapfrog.wallet import LARGEST


class ShownCode(msgspec.Struct, frozen=True):
    """A payment by code, and whose code that is; None for what is no code."""

    attempt: ChargeAttempt
    payer_id: UUID | None
    code: UsedCode | None


async def charge(db: Db, chargings: Sequence[ChargeAttempt]) -> list[Result]:
    """Each payment by code in its order: the intent, which is paid, or waits for the phone since it
    is over a limit; or why not (`NoMerchant`, `MerchantClosed`, `BadAmount`, `IntentIdUsed`,
    `BadCode`, `CodeUsed`, and what the wallet refuses).

    A code is dead once it was shown to the town, whatever came of it. The same id again is
    answered as the first time, and needs no code.
    """
    shown = await keys.shown_by(db, [one.code for one in chargings])
    limits = await code_limits(db, {found[0] for found in shown if found})
    shops = await merchants.merchants(db, {one.asked.merchant_id for one in chargings})
    staff = await merchants.staff(db, shops)
    payments = [
        ShownCode(one, *(found or (None, None)))
        for one, found in zip(chargings, shown, strict=True)
    ]
    answers: list[Result] = []
    parts = [*_parts(payments)]
    if len(parts) > 1:
        # Before money moves for the first part.
        await store.lock(db, [one.attempt.intent_id for one in payments])
    for part in parts:
        refusals = {
            one.attempt.intent_id: refused
            for one in part
            if (refused := _refusal(one.attempt, shops, staff)) is not None
        }
        allowed = [one for one in part if one.attempt.intent_id not in refusals]
        done = refusals | await _charge(db, allowed, limits, shops)
        answers += [done[one.attempt.intent_id] for one in part]
    return answers


CHARGING: HotVerb[ChargeAttempt, Intent] = HotVerb(charge, key=lambda one: one.code)


def _parts(payments: Sequence[ShownCode]) -> Iterator[list[ShownCode]]:
    """Stretches in which no id and no payer comes twice: of what came of a payment, the next one
    with the same id, or of the same payer, depends.
    """
    part: list[ShownCode] = []
    seen: set[UUID] = set()
    for one in payments:
        own = {one.attempt.intent_id, *([one.payer_id] if one.payer_id else [])}
        if own & seen:
            yield part
            part, seen = [], set()
        part.append(one)
        seen |= own
    if part:
        yield part


def _refusal(
    one: ChargeAttempt, shops: Mapping[UUID, Merchant], staff: Mapping[UUID, set[UUID]]
) -> Problem | None:
    shop = shops.get(one.asked.merchant_id)
    if shop is None or one.cashier_id not in staff.get(shop.id, ()):
        return NoMerchant()
    if shop.closed_at is not None:
        return MerchantClosed()
    return None if 0 < one.asked.amount <= LARGEST else wallet.BadAmount()


async def _charge(
    db: Db,
    payments: Sequence[ShownCode],
    limits: Mapping[UUID, CodeLimits],
    shops: dict[UUID, Merchant],
) -> dict[UUID, Result]:
    """What came of each, by its id; no two are of one payer."""
    before = await store.lock(db, [one.attempt.intent_id for one in payments])
    answers: dict[UUID, Result] = {
        one.id: one if _again(one, payment.attempt) else IntentIdUsed()
        for payment in payments
        if (one := before.get(payment.attempt.intent_id))
    }
    fresh = [one for one in payments if one.attempt.intent_id not in before]
    good = await codes_store.use(db, [one.code for one in fresh if one.code])
    answers |= {
        one.attempt.intent_id: CodeUsed() if one.code else BadCode()
        for one in fresh
        if one.code not in good
    }
    return answers | await _take(db, [one for one in fresh if one.code in good], limits, shops)


def _again(before: Intent, one: ChargeAttempt) -> bool:
    return is_same(before, one.asked) and before.channel == "presented"


async def _take(
    db: Db,
    payments: Sequence[ShownCode],
    limits: Mapping[UUID, CodeLimits],
    shops: dict[UUID, Merchant],
) -> dict[UUID, Result]:
    """Pays these, or lets them wait for the phone."""
    if not payments:
        return {}
    payers = {one.payer_id for one in payments if one.payer_id}
    spent = await store.spent(db, payers, _midnight(db.now))
    made = [_made(db, one, spent, limits) for one in payments]
    added = await store.add(db, made)
    answers: dict[UUID, Result] = {one.id: IntentIdUsed() for one in made if one.id not in added}
    waiting = [one for one in made if one.id in added and one.state == "requires_action"]
    if waiting:
        await tell(db, waiting)
    answers |= {one.id: one for one in waiting}
    going = [one for one in made if one.id not in answers]
    return answers | (await settle(db, going, shops) if going else {})


def _made(
    db: Db,
    one: ShownCode,
    spent: Mapping[UUID, CodeSpending],
    limits: Mapping[UUID, CodeLimits],
) -> Intent:
    assert one.payer_id is not None
    asked = one.attempt.asked
    made = msgspec.structs.replace(
        new(one.attempt.intent_id, "presented", asked, db.now),
        by_id=one.attempt.cashier_id,
        payer_id=one.payer_id,
    )
    today = spent.get(one.payer_id, CodeSpending())
    if needs_action(asked.amount, today, limits[one.payer_id]):
        return msgspec.structs.replace(made, state="requires_action")
    return made


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.date(), time(), now.tzinfo)
