"""The desk decides about brands: verified with an end, refused, or ended before it."""

from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.brands import checking, marks, store
from leapfrog.brands.errors import BrandNotNow, NoBrand, OwnBrand
from leapfrog.brands.model import (
    KEPT_AFTER_REFUSAL,
    LONGEST_MARK,
    LONGEST_REASON,
    Brand,
    BrandDecision,
)
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.timers import schedule


async def decide(db: Db, by: UUID, brand_id: UUID, decision: BrandDecision) -> Brand:
    """The desk verifies a brand until the time in `decision`, or refuses it where there is none;
    the reason says what was checked, or why not. The same decision again changes nothing. Raises
    `NoBrand`, `OwnBrand`, `Invalid`, `BrandNotNow`.
    """
    reason = checking.text("reason", decision.reason, LONGEST_REASON, 1)
    found = await _judged(db, by, brand_id)
    state = "verified" if decision.until else "refused"
    if (found.state, found.reason, found.until) == (state, reason, decision.until):
        return found
    if found.state not in ("asked", "appealed"):
        raise BrandNotNow(state=found.state)
    if decision.until and not db.now < decision.until <= db.now + LONGEST_MARK:
        raise Invalid(f"Within {LONGEST_MARK.days} days from now.", field="until")
    made = msgspec.structs.replace(
        found, reason=reason, decided_by=by, decided_at=db.now, until=decision.until
    )
    if decision.until:
        made = msgspec.structs.replace(made, state="verified", forget_at=None)
        await marks.begin(db, made)
    else:
        gone = db.now + KEPT_AFTER_REFUSAL
        made = msgspec.structs.replace(made, state="refused", forget_at=gone)
        await store.decide(db, made)
        await schedule(db, marks.FORGET, str(brand_id), gone)
    await marks.notify(db, made)
    await marks.tell_operators(db)
    return made


async def withdraw(db: Db, by: UUID, brand_id: UUID, reason: str) -> Brand:
    """A brand is none any more, and the shop reads why. Again is the same. Raises `NoBrand`,
    `OwnBrand`, `Invalid`, `BrandNotNow`.
    """
    said = checking.text("reason", reason, LONGEST_REASON, 1)
    found = await _judged(db, by, brand_id)
    if found.state == "verified":
        await marks.end(db, found, "withdrawn", said)
        await marks.notify(db, found)
        await marks.tell_operators(db)
    elif (found.ended_why, found.reason) != ("withdrawn", said):
        raise BrandNotNow(state=found.state)
    after = await store.find(db, brand_id)
    assert after
    return after


async def _judged(db: Db, by: UUID, brand_id: UUID) -> Brand:
    """Nobody decides about a shop in which they work."""
    found = await store.lock(db, brand_id)
    if found is None or found.state == "draft":
        raise NoBrand
    staff = await till.shop_staff(db, [found.merchant_id])
    if by in staff.get(found.merchant_id, ()):
        raise OwnBrand
    return found
