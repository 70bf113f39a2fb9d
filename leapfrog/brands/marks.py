"""The mark of a verified brand: it begins, is warned of, and ends by itself; its documents go by a
date.
"""

from typing import Any
from uuid import UUID

from leapfrog import market, push, till
from leapfrog.brands import store
from leapfrog.brands.model import KEPT_AFTER_END, WARNING, Brand, EndedWhy
from leapfrog.identity import operator_ids
from leapfrog.kernel import files, stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule, schedule_all

WARN, LAPSE, FORGET = "brands.warn", "brands.lapse", "brands.forget"
BRAND_NOTICE = "brand"
CHANGED = {"t": "changed", "what": "brands"}


async def begin(db: Db, one: Brand) -> None:
    """Everybody sees the mark from now on until it ends. One that the shop had before ends."""
    assert one.until
    for before in await store.of_shops(db, [one.merchant_id]):
        # Also one whose time is over, but which no timer has ended yet.
        if before.state == "verified" and before.id != one.id:
            await _over(db, before, "renewed" if before.holds(db.now) else "lapsed", "")
    await store.decide(db, one)
    await market.set_brand(db, one.merchant_id, one.name, one.until)
    due = [(LAPSE, str(one.id), None, one.until)]
    # Who gets it for a month hears that now, and need not be told a second time.
    if one.until - WARNING > db.now:
        due.append((WARN, str(one.id), None, one.until - WARNING))
    await schedule_all(db, due)


async def end(db: Db, one: Brand, why: EndedWhy, reason: str) -> None:
    """Nobody sees the mark any more; the documents are kept for a while yet."""
    await _over(db, one, why, reason)
    await market.set_brand(db, one.merchant_id, "", None)
    await tell_shop(db, one.merchant_id)


async def _over(db: Db, one: Brand, why: EndedWhy, reason: str) -> None:
    gone = db.now + KEPT_AFTER_END
    await store.end(db, one.id, why, gone, reason)
    await schedule(db, FORGET, str(one.id), gone)


async def warn(db: Db, ref: str, _body: Any) -> None:
    """The due row: those who lead the shop hear that the mark ends in a month, unless it has ended,
    or the shop has asked anew.
    """
    found = await store.lock(db, UUID(ref))
    if found is None or not found.holds(db.now):
        return
    asked = await store.of_shops(db, [found.merchant_id])
    if not any(one.state in ("asked", "appealed") for one in asked):
        await notify(db, found)


async def lapse(db: Db, ref: str, _body: Any) -> None:
    """The due row: the time of the mark is over, unless it ended before, or holds longer."""
    found = await store.lock(db, UUID(ref))
    if found is None or found.state != "verified" or found.holds(db.now):
        return
    await end(db, found, "lapsed", "")
    await notify(db, found)


async def forget(db: Db, ref: str, _body: Any) -> None:
    """The due row: documents that nobody handed in are gone with what was said; all others when
    their date has come.
    """
    found = await store.lock(db, UUID(ref))
    if found is None:
        return
    if found.state == "draft":
        await drop(db, [found.id])
    elif found.forget_at is not None and found.forget_at <= db.now:
        await erase_documents(db, [found.id])


async def erase_documents(db: Db, brands: list[UUID]) -> int:
    """Answers how many there were."""
    gone = await store.drop_documents(db, brands)
    await files.forget(db, await files.disown_several(db, brands))
    return gone


async def drop(db: Db, brands: list[UUID]) -> int:
    """Takes back that a shop asked for a mark, as if it had never asked."""
    await erase_documents(db, brands)
    return await store.drop(db, brands)


async def notify(db: Db, one: Brand) -> None:
    """Those who lead the shop are told how it stands."""
    people = await tell_shop(db, one.merchant_id)
    told = [push.PushNotice(each, f"{BRAND_NOTICE}:{one.id}") for each in people]
    await push.notify(db, told)


async def tell_shop(db: Db, merchant_id: UUID) -> list[UUID]:
    """Screens of those who lead a shop look anew; answers who these are."""
    staff = await till.shop_staff(db, [merchant_id], till.LEADING_ROLES)
    people = sorted(staff.get(merchant_id, set()))
    stream.tell(db, people, CHANGED)
    return people


async def tell_operators(db: Db) -> None:
    """Screens of the desk look anew."""
    stream.tell(db, await operator_ids(db), CHANGED)


TIMERS = {WARN: warn, LAPSE: lapse, FORGET: forget}
