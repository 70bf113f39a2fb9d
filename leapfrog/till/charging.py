"""Charging by a code that the payer shows, whose phone may be offline."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.pay import code_limits
from leapfrog.till import merchants, store
from leapfrog.till.codes import keys
from leapfrog.till.codes import store as codes_store
from leapfrog.till.codes.errors import BadCode, CodeUsed
from leapfrog.till.codes.presented import UsedCode
from leapfrog.till.errors import IntentIdUsed
from leapfrog.till.intents import tell
from leapfrog.till.merchants import NoMerchant
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


async def charge(db: Db, chargings: Sequence[ChargeAttempt]) -> list[Result]:
    """Each payment by code in its order: the intent, which is paid, or waits for the phone since it
    is over a limit; or why not (`NoMerchant`, `MerchantClosed`, `BadAmount`, `IntentIdUsed`,
    `BadCode`, `CodeUsed`, and what the wallet refuses).

    A code is dead once it was shown to the town, whatever came of it. The same id again is
    answered as the first time, and needs no code.
    """
    shown = await keys.shown_by(db, [one.code for one in chargings])
    limits = await code_limits(db, {found[0] for found in shown if found})
    return [
        await _charge(db, one, found, limits) for one, found in zip(chargings, shown, strict=True)
    ]


CHARGING: HotVerb[ChargeAttempt, Intent] = HotVerb(charge, key=lambda one: one.code)


async def _charge(
    db: Db,
    one: ChargeAttempt,
    found: tuple[UUID, UsedCode] | None,
    limits: Mapping[UUID, tuple[int, int]],
) -> Result:
    refused = await _refusal(db, one)
    if refused is not None:
        return refused
    before = (await store.lock(db, [one.intent_id])).get(one.intent_id)
    if before is not None:
        return before if _again(before, one) else IntentIdUsed()
    if found is None:
        return BadCode()
    if found[1] not in await codes_store.use(db, [found[1]]):
        return CodeUsed()
    return await _take(db, one, found[0], limits[found[0]])


async def _refusal(db: Db, one: ChargeAttempt) -> Problem | None:
    shops = await merchants.merchants(db, [one.asked.merchant_id])
    try:
        await merchants.enter(db, one.cashier_id, one.asked.merchant_id)
    except NoMerchant as refused:
        return refused
    if shops[one.asked.merchant_id].closed_at is not None:
        return MerchantClosed()
    return None if 0 < one.asked.amount <= LARGEST else wallet.errors.BadAmount()


def _again(before: Intent, one: ChargeAttempt) -> bool:
    return is_same(before, one.asked) and before.channel == "presented"


async def _take(db: Db, one: ChargeAttempt, payer: UUID, limits: tuple[int, int]) -> Result:
    made = msgspec.structs.replace(
        new(one.intent_id, "presented", one.asked, db.now), by_id=one.cashier_id, payer_id=payer
    )
    spent = (await store.spent(db, [payer], _midnight(db.now))).get(payer, CodeSpending())
    if needs_action(one.asked.amount, spent, limits):
        waits = msgspec.structs.replace(made, state="requires_action")
        if not await store.add(db, [waits]):
            return IntentIdUsed()
        await tell(db, [waits])
        return waits
    if not await store.add(db, [made]):
        return IntentIdUsed()
    shops = await merchants.merchants(db, [one.asked.merchant_id])
    return (await settle(db, [made], shops, new=set()))[made.id]


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.date(), time(), now.tzinfo)
