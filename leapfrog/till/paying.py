"""Paying at a till: a list of payments in one transaction, each done or refused by its name."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.pay import (
    Held,
    Order,
    PaymentToConfirm,
    lock_confirmed_payments,
    unasked_payers,
    wallet_account_ids,
)
from leapfrog.till import merchants, store
from leapfrog.till.errors import IntentIdUsed, IntentOver, IntentPaid, NoIntent
from leapfrog.till.intents import tell
from leapfrog.till.merchants import Merchant, NoMerchant
from leapfrog.till.merchants.errors import MerchantClosed
from leapfrog.till.model import Intent, PaymentAttempt, Result, is_same, new, transfer_key
from leapfrog.till.small import PaidAtTill, pay_small
from leapfrog.wallet import LARGEST, Reason, Transfer, post


class TillContext(msgspec.Struct, frozen=True):
    """What decides about payments: those that are there already, the shops and who works there, and
    which account is whose; of the last two only those that were asked for.
    """

    held: Held
    known: Mapping[UUID, Intent]
    shops: Mapping[UUID, Merchant]
    staff: Mapping[UUID, Sequence[UUID]]
    accounts: Mapping[UUID, int]


async def pay(db: Db, payings: Sequence[PaymentAttempt]) -> list[Result]:
    """Pays intents in their order; one result for each: the intent as it is from then on, or why
    not (`NoIntent`, `NoMerchant`, `IntentIdUsed`, `MerchantClosed`, `BadAmount`, `IntentOver`,
    `IntentPaid`, what is not confirmed, and what the wallet refuses). The same payer again is
    answered as the first time.
    """
    return (await _pay(db, payings))[0]


async def pay_at_till(db: Db, payings: Sequence[PaymentAttempt]) -> list[PaidAtTill | Problem]:
    """The same, with the shop of each, where the transaction does nothing else: one alone has a
    shorter way, and is committed when this returns.
    """
    paid = await pay_small(db, payings[0]) if len(payings) == 1 else None
    if paid:
        return [paid]
    results, shops = await _pay(db, payings)
    return [
        one if isinstance(one, Problem) else PaidAtTill(one, shops[one.merchant_id])
        for one in results
    ]


PAYING: HotVerb[PaymentAttempt, PaidAtTill] = HotVerb(pay_at_till, key=lambda one: one.intent_id)


async def _pay(
    db: Db, payings: Sequence[PaymentAttempt]
) -> tuple[list[Result], Mapping[UUID, Merchant]]:
    ground = await _ground(db, payings)
    answers: dict[int, Result] = {}
    to_pay: dict[UUID, Intent] = {}
    payments: dict[UUID, PaymentToConfirm] = {}
    for n, one in enumerate(payings):
        if one.intent_id in to_pay:
            continue
        decided = _decide(db, one, ground.known.get(one.intent_id), ground.shops)
        if isinstance(decided, Problem) or decided.transfer_id is not None:
            answers[n] = decided
            continue
        payment = _payment(one, decided)
        refused = await ground.held.refusal(payment)
        if refused is not None:
            answers[n] = refused
        else:
            to_pay[one.intent_id], payments[one.intent_id] = decided, payment
    paid = await _settle(db, list(to_pay.values()), ground, payments) if to_pay else {}
    results = [answers.get(n) or _same(paid[one.intent_id], one) for n, one in enumerate(payings)]
    return results, ground.shops


async def _ground(db: Db, payings: Sequence[PaymentAttempt]) -> TillContext:
    payers = [(one.payer_id, one.consent) for one in payings]
    confirmed = await lock_confirmed_payments(db, payers)
    people, ids = list({person for person, _ in payers}), [one.intent_id for one in payings]
    shops = list({one.asked.merchant_id for one in payings if one.asked})
    rows = await store.ground(db, unasked_payers(payers), people, ids, shops)
    first = rows[0][0]
    known = await store.lock(db, set(ids)) if first.is_known else {}
    found = {shop.id: shop for _, shop in rows if shop}
    if missing := {one.merchant_id for one in known.values()} - found.keys():
        found |= await merchants.merchants(db, missing)
    accounts = zip(people, first.accounts or (), strict=False)
    return TillContext(
        held=Held(db, first.by_person(), confirmed),
        known=known,
        shops=found,
        staff={shop.id: ground.staff for ground, shop in rows if shop},
        accounts={person: account for person, account in accounts if account},
    )


def _decide(
    db: Db, one: PaymentAttempt, intent: Intent | None, shops: Mapping[UUID, Merchant]
) -> Result:
    """What is to be paid, or is paid already, or why it cannot be."""
    if one.asked is not None and one.asked.merchant_id not in shops:
        return NoMerchant()
    if intent is None:
        return _fresh(db, one, shops)
    if one.asked is not None and not (
        is_same(intent, one.asked) and intent.payer_id == one.payer_id
    ):
        return IntentIdUsed()
    if intent.payer_id != one.payer_id:
        return IntentPaid() if intent.state == "succeeded" else NoIntent()
    state = intent.at(db.now)
    if state in ("cancelled", "expired"):
        return IntentOver()
    return intent


def _fresh(db: Db, one: PaymentAttempt, shops: Mapping[UUID, Merchant]) -> Result:
    """At a printed code the payer begins."""
    if one.asked is None:
        return NoIntent()
    if shops[one.asked.merchant_id].closed_at is not None:
        return MerchantClosed()
    if not 0 < one.asked.amount <= LARGEST:
        return wallet.BadAmount()
    made = new(one.intent_id, "static", one.asked, db.now)
    return msgspec.structs.replace(made, payer_id=one.payer_id)


def _payment(one: PaymentAttempt, intent: Intent) -> PaymentToConfirm:
    order = Order("shop", intent.id, str(intent.merchant_id), intent.amount)
    return PaymentToConfirm(one.payer_id, one.consent, order)


def _same(result: Result, one: PaymentAttempt) -> Result:
    """Whoever meets another's payment under the same id in one batch is not answered with it."""
    if isinstance(result, Problem) or result.payer_id == one.payer_id:
        return result
    return NoIntent()


def operation(intent: Intent, wallet_account: int, shop: Merchant) -> Transfer:
    """The transfer that pays an intent out of a wallet account to a shop, to be posted; its id is
    derived from the intent's.
    """
    return Transfer(
        id=transfer_key(intent.id),
        payer=wallet_account,
        payee=shop.pending,
        amount=intent.amount,
        code=Reason.PAYMENT,
        ref=intent.id,
    )


async def settle(
    db: Db, intents: Sequence[Intent], shops: Mapping[UUID, Merchant]
) -> dict[UUID, Result]:
    """Moves the money of these locked intents."""
    known = {one.id: one for one in intents}
    ground = TillContext(Held(db, {}, {}), known, shops, staff={}, accounts={})
    return await _settle(db, intents, ground, {})


async def _settle(
    db: Db,
    intents: Sequence[Intent],
    ground: TillContext,
    payments: Mapping[UUID, PaymentToConfirm],
) -> dict[UUID, Result]:
    """Moves their money. Of those that are not known no row is there before; where they are
    refused, none is there afterwards.
    """
    accounts = await _accounts(db, intents, ground.accounts)
    operations = [
        operation(one, accounts[one.payer_id], ground.shops[one.merchant_id])  # type: ignore[index]
        for one in intents
    ]
    answers: dict[UUID, Result] = {}
    for one, result in zip(intents, await post(db, operations), strict=True):
        answers[one.id] = (
            result
            if isinstance(result, Problem)
            else msgspec.structs.replace(
                one, state="succeeded", transfer_id=result.id, paid_at=db.now, problem=None
            )
        )
    done = [payment for each, payment in payments.items() if isinstance(answers[each], Intent)]
    await _write(db, intents, answers, ground, await ground.held.burn(done))
    return answers


async def _accounts(
    db: Db, intents: Sequence[Intent], found: Mapping[UUID, int]
) -> Mapping[UUID, int]:
    """The wallet account of each payer. Raises `NoAccount` where one can have none."""
    payers = {one.payer_id for one in intents if one.payer_id}
    if payers <= found.keys():
        return found
    opened = await wallet_account_ids(db, payers)
    if len(opened) < len(payers):
        raise wallet.NoAccount
    return opened


async def _write(
    db: Db,
    intents: Sequence[Intent],
    answers: Mapping[UUID, Result],
    ground: TillContext,
    spent: Mapping[UUID, int],
) -> None:
    paid = [one for one in answers.values() if isinstance(one, Intent)]
    made = [one for one in paid if one.id not in ground.known]
    if made and len(await store.add(db, made, spent)) < len(made):
        # Somebody took one of these ids a moment ago: all is undone, and decided anew one by one.
        raise IntentIdUsed
    if spent and not made:
        await ground.held.count(spent)
    before = [(one.id, at) for one in paid if one.id in ground.known and (at := one.transfer_id)]
    if before:
        await store.succeed(db, before)
    failed = [
        (one.id, result.code, "cancelled" if one.channel == "presented" else one.state)
        for one in intents
        if isinstance(result := answers[one.id], Problem) and one.id in ground.known
    ]
    if failed:
        await store.fail(db, failed)
    touched = [
        one for one in intents if isinstance(answers[one.id], Intent) or one.id in ground.known
    ]
    if touched:
        await tell(db, touched, ground.staff)
