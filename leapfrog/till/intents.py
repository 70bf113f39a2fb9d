"""Payments that a cashier asks for, and what the till shows of them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.till import merchants, store
from leapfrog.till.codes import dynamic
from leapfrog.till.codes.keys import town_secret
from leapfrog.till.errors import IntentIdUsed, IntentOver, IntentPaid, NoIntent
from leapfrog.till.merchants.errors import MerchantClosed
from leapfrog.till.model import DECLINED, LIFE, Intent, NewIntent, check_amount, is_same, new

TILL = {"t": "changed", "what": "till"}
PAYMENTS = {"t": "changed", "what": "payments"}


async def ask(db: Db, me: UUID, intent_id: UUID, asked: NewIntent) -> Intent:
    """Makes a payment intent, which whoever scans its code can pay. The same id again is the same.
    Raises `NoMerchant`, `RoleNeeded`, `MerchantClosed`, `BadAmount`, `IntentIdUsed`.
    """
    await merchants.enter(db, me, asked.merchant_id)
    await trading_merchant(db, asked.merchant_id)
    check_amount(asked.amount)
    made = msgspec.structs.replace(new(intent_id, "dynamic", asked, db.now), by_id=me)
    if intent_id in await store.add(db, [made]):
        return made
    before = (await store.find(db, [intent_id]))[intent_id]
    if not is_same(before, asked):
        raise IntentIdUsed
    return before


async def trading_merchant(db: Db, merchant_id: UUID) -> merchants.Merchant:
    """A shop that is not closed, and so takes payments. Raises `NoMerchant`, `MerchantClosed`."""
    found = await merchants.merchant(db, merchant_id)
    if found.closed_at is not None:
        raise MerchantClosed
    return found


async def code(db: Db, intent: Intent) -> str:
    """A fresh token for the code on the till's screen."""
    return dynamic.token(await town_secret(db), intent.id, db.now)


async def scan(db: Db, me: UUID, token: str) -> Intent:
    """Somebody has the payment on their phone now. Raises `BadCode`, `CodeOver`, `NoIntent`,
    `IntentOver`, `IntentPaid`.
    """
    intent_id = dynamic.subject(await town_secret(db), token, db.now)
    intent = (await store.lock(db, [intent_id])).get(intent_id)
    if intent is None:
        raise NoIntent
    state = intent.at(db.now)
    if state == "succeeded" and intent.payer_id == me:
        return intent
    if state == "succeeded":
        raise IntentPaid
    if state not in ("created", "processing"):
        raise IntentOver
    await store.scan(db, intent_id, me)
    await tell(db, [intent])
    return msgspec.structs.replace(intent, state="processing", payer_id=me)


async def of_payer(db: Db, me: UUID, intent_id: UUID) -> Intent:
    """One that I pay or paid. Raises `NoIntent`."""
    found = (await store.find(db, [intent_id])).get(intent_id)
    if found is None or found.payer_id != me:
        raise NoIntent
    return found


async def of_shop(db: Db, me: UUID, merchant_id: UUID, intent_id: UUID) -> Intent:
    """One of a shop where I work. Raises `NoMerchant`, `NoIntent`."""
    await merchants.enter(db, me, merchant_id)
    found = (await store.find(db, [intent_id])).get(intent_id)
    if found is None or found.merchant_id != merchant_id:
        raise NoIntent
    return found


async def page(
    db: Db, me: UUID, merchant_id: UUID, before: datetime | None, limit: int
) -> list[Intent]:
    """The newest payments of a shop: all of them for who runs it, a cashier's own, and those that
    payers typed, for a cashier. Raises `NoMerchant`.
    """
    await merchants.enter(db, me, merchant_id)
    return await store.page(db, merchant_id, None, before, limit)


async def waiting(db: Db, me: UUID) -> list[Intent]:
    """Payments by code that wait for my phone."""
    return await store.waiting(db, me)


async def ended(db: Db, me: UUID) -> list[Intent]:
    """What came of the codes that my phone showed in the last minutes, the newest first."""
    return await store.ended(db, me, db.now - LIFE)


async def decline(db: Db, me: UUID, intent_id: UUID) -> Intent:
    """I do not want to pay what a shop asks me for, and the till is told. Again is the same. Raises
    `NoIntent`, `IntentPaid`, `IntentOver`.
    """
    intent = (await store.lock(db, [intent_id])).get(intent_id)
    if intent is None or intent.payer_id != me:
        raise NoIntent
    state = intent.at(db.now)
    if state == "succeeded":
        raise IntentPaid
    if state == "expired":
        raise IntentOver
    if state == "cancelled":
        return intent
    await store.end(db, intent_id, "cancelled", DECLINED)
    declined = msgspec.structs.replace(intent, state="cancelled", problem=DECLINED)
    await tell(db, [declined])
    return declined


async def tell(
    db: Db, intents: Iterable[Intent], known: Mapping[UUID, Collection[UUID]] | None = None
) -> None:
    """After the commit: whoever works in these shops, and whoever pays there, looks again. `known`:
    who works in some of the shops, as far as that was read already.
    """
    found = list(intents)
    shops = {one.merchant_id for one in found}
    staff = {shop: people for shop, people in (known or {}).items() if shop in shops}
    if missing := shops - staff.keys():
        staff |= await merchants.staff(db, missing)
    stream.tell(db, {person for people in staff.values() for person in people}, TILL)
    stream.tell(db, {one.payer_id for one in found if one.payer_id}, PAYMENTS)


async def expire(db: Db) -> None:
    """Notes what can be paid no longer. Nothing waits for it."""
    await store.expire(db)
