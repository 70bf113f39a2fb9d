"""With what somebody can confirm, and from which amount on."""

from collections.abc import Collection
from uuid import UUID

from leapfrog.identity import me
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.pay import wallet_accounts
from leapfrog.pay.confirming import store
from leapfrog.pay.confirming.model import STEP_UP, CodeLimits, Kept, Safety, Way
from leapfrog.pay.errors import ConfirmationNeeded, NoPin


async def needed(db: Db, person_id: UUID, amount: int) -> Problem:
    """Why it cannot go on yet: what to confirm with."""
    kept = await store.kept(db, person_id)
    strong = amount > await step_up(db, kept)
    found = await ways(db, person_id, kept)
    if "passkey" not in found and "pin" not in found:
        return NoPin()
    return ConfirmationNeeded(ways=found, strong=strong)


async def ways(db: Db, person_id: UUID, kept: Kept) -> list[Way]:
    """With what a person can confirm."""
    known = await me(db, person_id)
    there: list[tuple[Way, bool]] = [
        ("pin", kept.pin is not None),
        ("passkey", known.passkeys > 0),
        ("password", known.has_password),
    ]
    return [way for way, have in there if have]


async def step_up(db: Db, kept: Kept) -> int:
    """From which amount on a PIN alone is not enough."""
    if kept.step_up is not None:
        return kept.step_up
    unit: int = 10 ** (await wallet_accounts.terms(db)).exponent
    return STEP_UP * unit


async def safety(db: Db, person_id: UUID) -> Safety:
    """How this person's money is kept safe."""
    kept = await store.kept(db, person_id)
    limit = await step_up(db, kept)
    return Safety(
        pin=kept.pin is not None,
        step_up=limit,
        small_once=kept.small_once,
        small_daily=kept.small_daily,
        code_once=kept.codes.once,
        code_daily=kept.codes.daily,
    )


async def code_limits(db: Db, people: Collection[UUID]) -> dict[UUID, CodeLimits]:
    """Up to what (minor units) a payment code of each of these people pays without asking, once and
    in sum a day, by person. Locks them: no other code of theirs pays until the end of the
    transaction; wallet accounts are locked after this.
    """
    if not people:
        return {}
    return {person: kept.codes for person, kept in (await store.lock(db, people)).items()}
