"""Confirming with a PIN or a passkey, and what has to be proved to change how.

Wrong PINs are counted on disk and for each session: whoever tries out a stolen phone locks that
phone and no other device, and a passkey or a new PIN, set by the password, opens it again.
"""

from math import ceil
from uuid import UUID

from leapfrog import wallet
from leapfrog.identity import OwnDeviceNeeded, Principal, Proof, hash_password, matches, prove
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_secret, secret_hash
from leapfrog.pay import wallet_accounts
from leapfrog.pay.confirming import asking, store
from leapfrog.pay.confirming.model import (
    CODE_DAILY,
    CODE_ONCE,
    LIFE,
    MOST_TRIES,
    Confirmation,
    Confirmed,
    Confirming,
    Consent,
    ProvenOrder,
    Safety,
    check_pin,
)
from leapfrog.pay.errors import NoPin, OverCodeLimit, PinThrottled, WrongPin


async def set_pin(town: Town, signed: Principal, pin: str, proof: Proof) -> None:
    """Sets or changes the PIN; all devices may try anew, and nothing that was confirmed before is
    so any more. Raises `WeakPin`, `OwnDeviceNeeded`, `NotConfirmed`.
    """
    check_pin(pin)
    await prove(town.database, town.settings, signed, proof)
    encoded = await hash_password(pin)
    async with town.database.transaction() as db:
        await wallet_accounts.terms(db)
        await store.set_pin(db, signed.person_id, encoded)
        await store.forget_all_tries(db, signed.person_id)
        await store.burn_all(db, signed.person_id)


async def set_limits(town: Town, signed: Principal, wanted: Safety, proof: Proof) -> Safety:
    """Up to which amounts nothing more is asked. Raises `OverCodeLimit`, `OwnDeviceNeeded`,
    `NotConfirmed`.
    """
    if wanted.code_once > CODE_ONCE or wanted.code_daily > CODE_DAILY:
        raise OverCodeLimit(once=CODE_ONCE, daily=CODE_DAILY)
    await prove(town.database, town.settings, signed, proof)
    async with town.database.transaction() as db:
        await wallet_accounts.terms(db)
        await store.set_limits(db, signed.person_id, wanted)
        return await asking.safety(db, signed.person_id)


async def confirm(town: Town, signed: Principal, given: Confirming) -> Confirmation:
    """What goes with the payment that follows. Raises what `consent` does."""
    await _prove(town, signed, given)
    async with town.database.transaction() as db:
        await _was_right(db, signed)
        token, expires_at = new_secret(), db.now + LIFE
        kept = Confirmed(signed.person_id, signed.session_id, given.order, secret_hash(token))
        await store.confirm(db, kept, expires_at)
        return Confirmation(token, expires_at)


async def consent(town: Town, signed: Principal, given: Confirming) -> Consent:
    """What goes with the payment that the same request brings: nothing is kept. Raises
    `OwnDeviceNeeded`, `ConfirmationNeeded`, `NoPin`, `PinThrottled`, `WrongPin`, `NotConfirmed`,
    `NoMoney`.
    """
    await _prove(town, signed, given)
    async with town.database.transaction() as db:
        await _was_right(db, signed)
    proven = ProvenOrder(signed.person_id, signed.session_id, given.order)
    return Consent(signed.session_id, proven=proven)


async def freeze(db: Db, person_id: UUID) -> None:
    """Nothing goes out any more, from no device."""
    wallet_account = await wallet_accounts.wallet_account(db, person_id)
    await wallet.lock(db, wallet_account.id, person_id, "frozen by its owner")


async def unfreeze(town: Town, signed: Principal, proof: Proof) -> None:
    """Raises `OwnDeviceNeeded`, `NotConfirmed`."""
    await prove(town.database, town.settings, signed, proof)
    async with town.database.transaction() as db:
        wallet_account = await wallet_accounts.wallet_account(db, signed.person_id)
        await wallet.unlock(db, wallet_account.id, signed.person_id, "opened by its owner")


async def _prove(town: Town, signed: Principal, given: Confirming) -> None:
    if signed.borrowed:
        raise OwnDeviceNeeded
    if given.passkey is not None:
        proof = Proof(passkey=given.passkey)
        await prove(town.database, town.settings, signed, proof)
    else:
        await _by_pin(town, signed, given)


async def _was_right(db: Db, signed: Principal) -> None:
    await wallet_accounts.terms(db)
    await store.forget_tries(db, signed.session_id)


async def _by_pin(town: Town, signed: Principal, given: Confirming) -> None:
    async with town.database.transaction() as db:
        kept = await store.kept(db, signed.person_id)
        weak = given.order.amount > await asking.step_up(db, kept) and not given.password
        if weak or given.pin is None:
            raise await asking.needed(db, signed.person_id, given.order.amount)
        if kept.pin is None:
            raise NoPin
    if given.password:
        proof = Proof(password=given.password)
        await prove(town.database, town.settings, signed, proof)
    await _is_pin(town, signed, kept.pin, given.pin)


async def _is_pin(town: Town, signed: Principal, encoded: str, pin: str) -> None:
    async with town.database.transaction() as db:
        count = await store.take_try(db, signed.session_id, signed.person_id)
        until = await store.next_try(db, signed.session_id)
    if count is None:
        raise PinThrottled(ceil((until - town.clock.now()).total_seconds()))
    if not await matches(encoded, pin):
        raise WrongPin(tries_left=max(0, MOST_TRIES - count))
