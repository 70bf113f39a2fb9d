"""What happens in a shop reaches the shop's own programs; and who leads it hears when one cannot be
reached any more, or when somebody goes who knows their secrets.
"""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import market, orders, parcels, push, till, warehouses, webhooks
from leapfrog.escrow import EscrowChanged
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.parcels import ParcelChanged
from leapfrog.push import Notification, PushNotice
from leapfrog.reviews import ReviewWritten
from leapfrog.stock import PoolTurned
from leapfrog.warehouses import StockRanLow
from leapfrog.webhooks import HookEvent, HookEventKind

# By the state of an order's money; each is told once of an order and state.
OF_STATE: Mapping[str, HookEventKind] = {
    "paid": "order.paid",
    "shipped_part": "order.sent",
    "shipped": "order.sent",
    "received": "order.received",
    "released": "order.received",
    "refunded": "order.cancelled",
}
WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "A program of {shop} cannot be reached",
        "text": "For more than three days nothing reached {host}. It is told nothing any more.",
        "left_title": "Secrets of {shop}'s programs",
        "left_text": "Who led the shop and does not any more knows them. Please make them anew.",
        "discreet": "News of a shop's program",
    },
    "zh-CN": {
        "title": "{shop}的程序无法连接",
        "text": "超过三天无法送达 {host}，已停止推送。",
        "left_title": "{shop}的程序密钥",
        "left_text": "一位不再管理店铺的人知道这些密钥，请重新生成。",
        "discreet": "店铺程序有新消息",
    },
}


async def programs_hear_of_orders(db: Db, event: EscrowChanged) -> None:
    order_id = orders.order_of(event.of)
    if order_id is None:
        return
    order = await orders.locked(db, order_id)
    data = {
        "shop_id": str(order.merchant_id),
        "order_id": str(order.id),
        "number": order.number,
        "state": orders.state_of_money(event.state),
        "path": f"/api/v1/orders/{order.id}",
    }
    kind = OF_STATE.get(event.state)
    if kind is not None:
        once = kind if kind == "order.received" else f"{kind} {event.state}"
        told = HookEvent(derived_id(order.id, f"webhook {once}"), kind, data)
        await webhooks.tell(db, order.merchant_id, told)
    case = await orders.open_case_of(db, order.id)
    if case is not None:
        told = HookEvent(
            derived_id(case.id, "webhook"), "case.opened", {**data, "case_id": str(case.id)}
        )
        await webhooks.tell(db, order.merchant_id, told)


async def programs_hear_of_reviews(db: Db, event: ReviewWritten) -> None:
    data = {
        "shop_id": str(event.merchant_id),
        "review_id": str(event.review_id),
        "item_id": str(event.item_id),
        "stars": event.stars,
        "path": f"/api/v1/market/items/{event.item_id}/reviews",
    }
    told = HookEvent(derived_id(event.review_id, "webhook"), "review.new", data)
    await webhooks.tell(db, event.merchant_id, told)


async def programs_hear_of_parcels(db: Db, event: ParcelChanged) -> None:
    delivery = (await parcels.deliveries(db, [event.delivery_id])).get(event.delivery_id)
    if delivery is None:
        return
    data = {
        "shop_id": str(delivery.merchant_id),
        "order_id": str(event.delivery_id),
        "parcel_id": str(event.parcel_id),
        "state": event.state,
        "path": f"/api/v1/orders/{event.delivery_id}",
    }
    # A state can come again: brought in vain, and brought once more.
    await webhooks.tell(db, delivery.merchant_id, HookEvent(new_id(), "parcel.moved", data))


async def programs_hear_of_low_stock(db: Db, event: StockRanLow) -> None:
    """Once when it comes to its mark, as who leads the shop."""
    await _stock_is_low(db, event.variant_id, event.free)


async def programs_hear_of_stock(db: Db, event: PoolTurned) -> None:
    """Of what is not watched: when nothing is left of it, in all of its pools together."""
    if not event.owner.startswith(market.OWNER) or event.free > 0:
        return
    variant_id = UUID(event.owner.removeprefix(market.OWNER))
    if await warehouses.ran_out(db, variant_id):
        await _stock_is_low(db, variant_id, 0)


async def _stock_is_low(db: Db, variant_id: UUID, free: int) -> None:
    found = await market.item_of_variant(db, variant_id)
    if found is None:
        return
    data = {
        "shop_id": str(found.merchant_id),
        "item_id": str(found.id),
        "variant_id": str(variant_id),
        "free": free,
        "path": f"/api/v1/market/items/{found.id}",
    }
    await webhooks.tell(db, found.merchant_id, HookEvent(new_id(), "stock.low", data))


async def compose_webhook(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """That an address is called no longer; nothing where it is called again, or is gone."""
    try:
        hook = await webhooks.hook_seen(db, person_id, UUID(ref))
    except Problem:
        return None
    if hook.state != "dead":
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    shop = await till.merchant(db, hook.merchant_id)
    host = hook.url.partition("://")[2].partition("/")[0]
    at = f"/shops/{hook.merchant_id}/programs"
    title, text = words["title"].format(shop=shop.name), words["text"].format(host=host)
    return Notification(title, text, words["discreet"], at)


async def secrets_outlast_staff(db: Db, event: till.StaffChanged) -> None:
    """Who led the shop has read the secrets of its programs: its owner is told so."""
    if event.before not in till.LEADING_ROLES or event.role in till.LEADING_ROLES:
        return
    owner = await till.shop_owner(db, event.merchant_id)
    if owner is not None and await webhooks.has_hooks(db, event.merchant_id):
        tag = f"{webhooks.SECRETS_NOTICE}:{event.merchant_id}"
        await push.notify(db, [PushNotice(owner, tag)])


async def compose_secrets(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """For the owner, as long as there are programs."""
    shop_id = UUID(ref)
    if await till.shop_owner(db, shop_id) != person_id or not await webhooks.has_hooks(db, shop_id):
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    shop = await till.merchant(db, shop_id)
    title = words["left_title"].format(shop=shop.name)
    return Notification(title, words["left_text"], words["discreet"], f"/shops/{shop_id}/programs")
