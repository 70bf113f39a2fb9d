"""Who leads a shop hears what becomes of its brand, and of complaints of brands."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import brands, till
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "verified": "{name} is a verified brand until {day}",
        "soon": "The mark of {name} ends on {day}. Ask anew to keep it.",
        "refused": "{name} was not verified. Read why; you can say what is wrong with that.",
        "ended": "{name} is no verified brand any more",
        "open": "{name} says that your shop misuses its name. You have until {day} to answer.",
        "answered": "The shop has answered your complaint",
        "withdrawn": "{name} has let its complaint be",
        "ruled": "The town has ruled on a complaint of {name}",
        "overturned": "What was taken down for a complaint of {name} is there again",
        "discreet": "News of your shop",
    },
    "zh-CN": {
        "verified": "{name}已通过品牌认证，有效期至 {day}",
        "soon": "{name}的品牌认证将于 {day} 到期。如需保留，请重新申请。",
        "refused": "{name}未通过品牌认证。请查看原因，你可以提出异议。",
        "ended": "{name}不再是认证品牌",
        "open": "{name}认为你的店铺冒用了它的名称。请在 {day} 前答复。",
        "answered": "店铺已答复你的投诉",
        "withdrawn": "{name}已撤回投诉",
        "ruled": "小镇已对{name}的投诉作出裁定",
        "overturned": "因{name}的投诉而下架的内容已恢复",
        "discreet": "店铺有新消息",
    },
}
RULED = ("upheld", "rejected", "false")


async def compose_brand(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """How a brand stands by now; nothing for who leads its shop no longer."""
    one = await brands.find_brand(db, UUID(ref))
    if one is None or not await _leads(db, person_id, one.merchant_id):
        return None
    kind: str = one.state
    if one.holds(db.now) and one.until is not None and one.decided_at is not None:
        # Who gets the mark for less than a month is told that they have it, not that it ends.
        kind = "soon" if one.decided_at < one.until - brands.WARNING <= db.now else kind
    if kind not in WORDS["en"]:
        return None
    day = one.until.date().isoformat() if one.until else ""
    told = {"name": one.name, "day": day}
    return await _told(db, person_id, kind, told, f"/market/mine/{one.merchant_id}/brand")


async def compose_complaint(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """How a complaint stands by now, for either side."""
    try:
        one, side = await brands.either(db, person_id, UUID(ref))
    except brands.NoBrandComplaint:
        return None
    brand = await brands.find_brand(db, one.brand_id)
    if brand is None:
        return None
    kind: str = "ruled" if one.state in RULED else one.state
    if await brands.overturned(db, [one.id]):
        kind = "overturned"
    if (kind, side) in (("open", "brand"), ("answered", "shop"), ("withdrawn", "brand")):
        return None
    told = {"name": brand.name, "day": one.answer_by.date().isoformat()}
    shop = one.merchant_id if side == "shop" else brand.merchant_id
    return await _told(db, person_id, kind, told, f"/market/mine/{shop}/complaints")


async def _leads(db: Db, person_id: UUID, merchant_id: UUID) -> bool:
    staff = await till.shop_staff(db, [merchant_id], till.LEADING_ROLES)
    return person_id in staff.get(merchant_id, ())


async def _told(
    db: Db, person_id: UUID, kind: str, told: Mapping[str, str], path: str
) -> Notification:
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    return Notification(told["name"], words[kind].format(**told), words["discreet"], path)
