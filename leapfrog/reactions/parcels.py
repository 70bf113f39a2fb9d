"""What became of a parcel reaches who bought it, wherever the phone is."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import parcels, till
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.parcels import Parcel, PointShown
from leapfrog.push import Notification

# By where it is.
WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Parcel from {shop}",
        "on_the_way": "It is on its way to you",
        "at_point": "It waits for you at {point}, shelf {shelf}",
        "in_locker": "It waits for you in {point}, compartment {shelf}. Your code: {code}",
        "redirected": "The locker could not take it. It goes to {point}",
        "failed": "Nobody was there. Somebody will come again",
        "received": "It was handed over",
        "returning": "It goes back to the shop",
        "lost": "It was lost. You get your money back",
        "discreet": "News of a parcel",
    },
    "zh-CN": {
        "title": "{shop}的包裹",
        "on_the_way": "正在派送途中",
        "at_point": "已到达{point}，货架{shelf}，请凭码领取",
        "in_locker": "已放入{point}，{shelf}格口，取件码 {code}",
        "redirected": "快递柜放不下，改送{point}",
        "failed": "派送时无人在家，会再次派送",
        "received": "已签收",
        "returning": "正在退回店家",
        "lost": "包裹丢失，货款将退还给您",
        "discreet": "包裹有新消息",
    },
}


async def compose_parcel(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """Where a parcel is, for who bought it; nothing where there is nothing to hear."""
    try:
        delivery, parcel = await parcels.parcel_of(db, person_id, UUID(ref))
    except Problem:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    shop = await till.merchant(db, delivery.merchant_id)
    found = await parcels.points_of(db, [delivery.point_id] if delivery.point_id else [])
    point = next(iter(await parcels.points_shown(db, found.values())), None)
    said = words.get(await _word(db, parcel, point))
    if said is None or delivery.buyer_id != person_id:
        return None
    code = f"{delivery.code[:3]} {delivery.code[3:]}"
    where = point.name if point else shop.name
    text = said.format(point=where, shelf=parcel.shelf, code=code)
    title = words["title"].format(shop=shop.name)
    return Notification(title, text, words["discreet"], f"/orders/{delivery.id}")


async def _word(db: Db, parcel: Parcel, point: PointShown | None) -> str:
    """What is to be said of where it is: at a locker nobody asks for a shelf, and one that could
    not take it says where it goes.
    """
    if parcel.state == "at_point" and point is not None and point.is_locker:
        return "in_locker"
    if parcel.state == "on_the_way" and await parcels.last_act(db, parcel.id) == "redirect":
        return "redirected"
    return parcel.state
