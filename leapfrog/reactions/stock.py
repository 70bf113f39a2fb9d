"""Who leads a shop hears that something runs low or expires, wherever the phone is."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import till, warehouses
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.push import Notification
from leapfrog.warehouses import KeptStock

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "one": "{title}: {n} left",
        "many": "{n} things run low, {title} among them",
        "expires": "Something expires within a week. It is not sold any more from its day on.",
        "discreet": "News of your stock",
    },
    "zh-CN": {
        "one": "{title}：还剩 {n} 件",
        "many": "{n} 种商品库存不足，包括{title}",
        "expires": "有商品将在一周内到期，到期后不再出售。",
        "discreet": "库存有新消息",
    },
}


async def compose_low_stock(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """What of a shop runs low now; nothing where somebody filled it up meanwhile."""
    found = await _kept(db, person_id, ref)
    low = [one for one in found.variants if one.watch and one.watch.warned_at] if found else []
    if not low:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    last = low[-1]
    n = sum(each.free for each in last.there) if len(low) == 1 else len(low)
    said = words["one" if len(low) == 1 else "many"].format(title=last.variant.title, n=n)
    shop = await till.merchant(db, UUID(ref))
    return Notification(shop.name, said, words["discreet"], f"/shops/{ref}/stock?only=low")


async def compose_expiry(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """Something of a shop expires soon."""
    if await _kept(db, person_id, ref) is None:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    shop = await till.merchant(db, UUID(ref))
    path = f"/shops/{ref}/stock?only=expiring"
    return Notification(shop.name, words["expires"], words["discreet"], path)


async def _kept(db: Db, person_id: UUID, ref: str) -> KeptStock | None:
    try:
        return await warehouses.of_shop(db, person_id, UUID(ref))
    except Problem:
        return None
