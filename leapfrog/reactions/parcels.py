"""What became of a parcel reaches who bought it, wherever the phone is."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import parcels, till
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.push import Notification

# By where it is.
WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Parcel from {shop}",
        "on_the_way": "It is on its way to you",
        "at_point": "It waits for you at {point}, shelf {shelf}",
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
    said = words.get(parcel.state)
    if said is None or delivery.buyer_id != person_id:
        return None
    shop = await till.merchant(db, delivery.merchant_id)
    point = await till.merchant(db, delivery.point_id) if delivery.point_id else shop
    text = said.format(point=point.name, shelf=parcel.shelf)
    title = words["title"].format(shop=shop.name)
    return Notification(title, text, words["discreet"], f"/orders/{delivery.id}")
