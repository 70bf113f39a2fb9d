"""Paying at a till: a list of payments in one transaction, each done or refused by its name."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.pay import Order, PaymentToConfirm, hold_consents, wallet_accounts_of
from leapfrog.till import merchants, store
from leapfrog.till.errors import IntentIdUsed, IntentOver, IntentPaid, NoIntent
from leapfrog.till.intents import tell
from leapfrog.till.merchants import Merchant, NoMerchant
from leapfrog.till.merchants.errors import MerchantClosed
from leapfrog.till.model import Intent, PaymentAttempt, Result, is_same, new
from leapfrog.wallet import LARGEST, Posted, Reason, Transfer, post


async def pay(db: Db, payings: Sequence[PaymentAttempt]) -> list[Result]:
    """Pays intents in their order; one result for each: the intent as it is from then on, or why
    not (`NoIntent`, `IntentIdUsed`, `NoMerchant`, `MerchantClosed`, `BadAmount`, `IntentOver`,
    `IntentPaid`, what is not confirmed, and what the wallet refuses). The same payer again is
    answered as the first time.
    """
    held = await hold_consents(db, [(one.payer_id, one.consent) for one in payings])
    known = await store.lock(db, {one.intent_id for one in payings})
    shops = await merchants.merchants(db, _shops(payings, known))
    answers: dict[int, Result] = {}
    to_pay: dict[UUID, Intent] = {}
    payments: dict[UUID, PaymentToConfirm] = {}
    for n, one in enumerate(payings):
        if one.intent_id in to_pay:
            continue
        decided = _decide(db, one, known.get(one.intent_id), shops)
        if isinstance(decided, Problem) or decided.transfer_id is not None:
            answers[n] = decided
            continue
        payment = _payment(one, decided)
        refused = await held.refusal(payment)
        if refused is not None:
            answers[n] = refused
        else:
            to_pay[one.intent_id], payments[one.intent_id] = decided, payment
    paid = await settle(db, list(to_pay.values()), shops, new=to_pay.keys() - known.keys())
    await held.spend(payments[each] for each, done in paid.items() if isinstance(done, Intent))
    return [answers.get(n) or _same(paid[one.intent_id], one) for n, one in enumerate(payings)]


PAYING: HotVerb[PaymentAttempt, Intent] = HotVerb(pay, key=lambda one: one.intent_id)


def _shops(payings: Sequence[PaymentAttempt], known: dict[UUID, Intent]) -> set[UUID]:
    asked = {one.asked.merchant_id for one in payings if one.asked}
    return asked | {intent.merchant_id for intent in known.values()}


def _decide(
    db: Db, one: PaymentAttempt, intent: Intent | None, shops: dict[UUID, Merchant]
) -> Result:
    """What is to be paid, or is paid already, or why it cannot be."""
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


def _fresh(db: Db, one: PaymentAttempt, shops: dict[UUID, Merchant]) -> Result:
    """At a printed code the payer begins."""
    if one.asked is None:
        return NoIntent()
    shop = shops.get(one.asked.merchant_id)
    if shop is None:
        return NoMerchant()
    if shop.closed_at is not None:
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
        id=derived_id(intent.id, "pay"),
        payer=wallet_account,
        payee=shop.pending,
        amount=intent.amount,
        code=Reason.PAYMENT,
        ref=intent.id,
    )


async def settle(
    db: Db, intents: Sequence[Intent], shops: dict[UUID, Merchant], new: set[UUID]
) -> dict[UUID, Result]:
    """Moves the money of these locked intents. Of those that are `new` no row is there before;
    where they are refused, none is there afterwards.
    """
    payers = await wallet_accounts_of(db, [one.payer_id for one in intents if one.payer_id])
    operations = [
        operation(one, payers[one.payer_id].id, shops[one.merchant_id])  # type: ignore[index]
        for one in intents
    ]
    posted = await post(db, operations)
    done = [
        (one, result)
        for one, result in zip(intents, posted, strict=True)
        if isinstance(result, Posted)
    ]
    answers: dict[UUID, Result] = {
        one.id: result
        for one, result in zip(intents, posted, strict=True)
        if isinstance(result, Problem)
    }
    for one, result in done:
        answers[one.id] = msgspec.structs.replace(
            one, state="succeeded", transfer_id=result.id, paid_at=db.now, problem=None
        )
    await _write(db, intents, answers, new)
    return answers


async def _write(
    db: Db, intents: Sequence[Intent], answers: dict[UUID, Result], new: set[UUID]
) -> None:
    paid = [one for one in answers.values() if isinstance(one, Intent)]
    made = [one for one in paid if one.id in new]
    if made and len(await store.add(db, made)) < len(made):
        # Somebody took one of these ids a moment ago: all is undone, and decided anew one by one.
        raise IntentIdUsed
    before = [(one.id, at) for one in paid if one.id not in new and (at := one.transfer_id)]
    if before:
        await store.succeed(db, before)
    failed = [
        (one.id, result.code, "cancelled" if one.channel == "presented" else one.state)
        for one in intents
        if isinstance(result := answers[one.id], Problem) and one.id not in new
    ]
    if failed:
        await store.fail(db, failed)
    touched = [one for one in intents if isinstance(answers[one.id], Intent) or one.id not in new]
    if touched:
        await tell(db, touched)
