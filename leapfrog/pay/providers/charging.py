"""Charging: a wallet is filled by the provider. What the provider says is asked for outside of any
transaction, and booked once, however often and in whatever order it is said.
"""

from uuid import UUID

import structlog

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.outgoing import CallFailed, CallRefused
from leapfrog.pay import wallet_accounts
from leapfrog.pay.errors import NoCharge, NotInThisMode, OperationIdUsed, ProviderUnavailable
from leapfrog.pay.providers import store
from leapfrog.pay.providers.model import Provider, ProviderFailed, Status
from leapfrog.pay.providers.store import ChargeRow
from leapfrog.pay.providers.stripe import Stripe
from leapfrog.wallet import LARGEST, Reason, Transfer

FAILURES = (ProviderFailed, CallFailed, CallRefused)
log = structlog.get_logger()


def provider_of(town: Town) -> Provider:
    """The town's. Raises `NotInThisMode`."""
    settings = town.settings
    if settings.money != "provider" or not settings.stripe_key:
        raise NotInThisMode
    return Stripe(
        town.outgoing, settings.stripe_key, settings.stripe_webhook_secret, settings.stripe_url
    )


async def begin(
    town: Town, person_id: UUID, charge_id: UUID, amount: int, currency: str
) -> ChargeRow:
    """Begins to fill a wallet; the same id again is the same charge. Raises `NotInThisMode`,
    `BadAmount`, `CurrenciesDiffer`, `OperationIdUsed`, `ProviderUnavailable`.
    """
    provider = provider_of(town)
    if not 0 < amount <= LARGEST:
        raise wallet.BadAmount
    async with town.database.transaction() as db:
        if currency != (await wallet_accounts.terms(db)).currency:
            raise wallet.CurrenciesDiffer
        before = await store.one(db, charge_id)
    if before:
        if (before.person_id, before.amount) != (person_id, amount):
            raise OperationIdUsed
        return before
    back = f"{town.settings.origin}/pay/top-up?charge={charge_id}"
    try:
        made = await provider.authorise(charge_id, amount, currency, back)
    except FAILURES as cause:
        raise _unavailable("authorise", cause) from cause
    async with town.database.transaction() as db:
        new = ChargeRow(
            id=charge_id,
            person_id=person_id,
            amount=amount,
            currency=currency,
            provider_id=made.provider_id,
            checkout=made.checkout,
            state="open",
            operation_id=None,
            made_at=db.now,
            ended_at=None,
        )
        await store.add(db, new)
        found = await store.one(db, charge_id)
    if found is None or found.person_id != person_id:
        raise OperationIdUsed
    return found


async def look(town: Town, person_id: UUID, charge_id: UUID) -> ChargeRow:
    """Asks the provider how it stands, for who came back from there: so a webhook that was lost
    loses nobody's money. Raises `NoCharge`, `ProviderUnavailable`.
    """
    provider = provider_of(town)
    async with town.database.transaction() as db:
        found = await store.one(db, charge_id)
    if found is None or found.person_id != person_id:
        raise NoCharge
    return await _settle(town, provider, found)


async def hear(town: Town, body: bytes, signature: str) -> None:
    """A webhook. What is not signed by the provider is refused; what is signed only makes the town
    ask the provider, and the answer is what counts. Raises `ProviderFailed`, and
    `ProviderUnavailable` so that the provider tells it again.
    """
    provider = provider_of(town)
    told = provider.told(body, signature, int(town.clock.now().timestamp()))
    if told is None or told.status == "refunded":
        return
    try:
        charge_id = UUID(told.provider_id)
    except ValueError:
        return
    async with town.database.transaction() as db:
        found = await store.one(db, charge_id)
    if found is not None:
        await _settle(town, provider, found)


async def _settle(town: Town, provider: Provider, found: ChargeRow) -> ChargeRow:
    """Asks how an open charge stands, captures what is authorised, books what is captured, notes
    what failed. Another amount or currency than was begun is left alone.
    """
    if found.state != "open":
        return found
    status = await _standing(provider, found)
    async with town.database.transaction() as db:
        kept = await store.lock(db, found.id)
        assert kept is not None
        if kept.state == "open" and status == "captured":
            await store.end(db, kept.id, "captured", await _book(db, kept))
        elif kept.state == "open" and status == "failed":
            await store.end(db, kept.id, "failed", None)
        return await store.one(db, kept.id) or kept


async def _standing(provider: Provider, found: ChargeRow) -> Status:
    try:
        told = await provider.look(found.provider_id)
        if (told.amount, told.currency) != (found.amount, found.currency):
            log.error("charge_differs", charge=str(found.id), amount=told.amount)
            return "open"
        if told.status != "authorised":
            return told.status
        made = await provider.capture(found.id, found.provider_id, found.amount)
        return made.status
    except FAILURES as cause:
        raise _unavailable("look or capture", cause) from cause


async def _book(db: Db, charge: ChargeRow) -> UUID:
    payee = await wallet_accounts.wallet_account(db, charge.person_id)
    issuer = await wallet_accounts.town(db, "issuer", "provider")
    operation = Transfer(
        id=derived_id(charge.id, "captured"),
        payer=issuer.id,
        payee=payee.id,
        amount=charge.amount,
        code=Reason.TOP_UP,
        ref=charge.id,
    )
    [result] = await wallet.post(db, [operation])
    if isinstance(result, Problem):
        raise result
    return result.id


def _unavailable(act: str, cause: Exception) -> ProviderUnavailable:
    log.warning("provider_failed", act=act, reason=str(cause))
    return ProviderUnavailable()
