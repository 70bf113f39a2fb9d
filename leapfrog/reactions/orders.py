"""What became of an order reaches buyer and shop, wherever the phone is."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import orders, till
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.orders import ShopOrder
from leapfrog.push import Notification

# By side and state, then by how a question about money stands.
WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Order {number} · {shop}",
        "shop.paid": "A new order is to be packed",
        "buyer.packed": "It is packed",
        "buyer.sent_part": "A part of it is on its way",
        "buyer.sent": "It is on its way",
        "buyer.ready": "It is ready to be fetched",
        "shop.received": "The buyer has it",
        "shop.done": "The money is yours",
        "buyer.returned": "The money is back",
        "shop.returned": "The money went back to the buyer",
        "shop.asked": "The buyer asks for money back",
        "buyer.refused": "The shop said no",
        "buyer.return_wait": "You can send it back",
        "shop.returned_goods": "Goods are on their way back",
        "appealed": "The town is asked to decide",
        "buyer.judged": "The town has decided",
        "shop.judged": "The town has decided",
        "discreet": "News of an order",
    },
    "zh-CN": {
        "title": "订单 {number} · {shop}",
        "shop.paid": "有新订单待打包",
        "buyer.packed": "已打包",
        "buyer.sent_part": "部分商品已发出",
        "buyer.sent": "已发出",
        "buyer.ready": "可以自取了",
        "shop.received": "买家已收货",
        "shop.done": "货款已到账",
        "buyer.returned": "已退款",
        "shop.returned": "已退款给买家",
        "shop.asked": "买家申请退款",
        "buyer.refused": "店家已拒绝",
        "buyer.return_wait": "可以退回商品了",
        "shop.returned_goods": "商品退回中",
        "appealed": "已请求小镇裁决",
        "buyer.judged": "小镇已裁决",
        "shop.judged": "小镇已裁决",
        "discreet": "订单有新消息",
    },
}


async def compose_order(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """How an order stands for one of its sides; nothing where that side has nothing to hear."""
    at = f"/orders/{ref}"
    try:
        order, side = await orders.seen_by(db, person_id, UUID(ref))
    except Problem:
        packed = await _packed_by(db, person_id, UUID(ref))
        if packed is None:
            return None
        order, side, at = packed, "shop", f"/shops/{packed.merchant_id}/packing"
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    said = words.get(_word(order, side))
    if said is None:
        return None
    shop = await till.merchant(db, order.merchant_id)
    title = words["title"].format(number=order.number, shop=shop.name)
    return Notification(title, said, words["discreet"], at)


async def _packed_by(db: Db, person_id: UUID, order_id: UUID) -> ShopOrder | None:
    """A new order, for who packs it and sees nothing else of it."""
    try:
        order = await orders.one_to_pack(db, person_id, order_id)
    except Problem:
        return None
    return order if order.state == "paid" and order.is_quiet else None


def _word(order: ShopOrder, side: str) -> str:
    if order.refund == "appealed":
        return "appealed"
    if order.refund == "returned":
        return f"{side}.returned_goods"
    if order.refund in ("asked", "refused", "return_wait", "judged"):
        return f"{side}.{order.refund}"
    if order.state == "paid" and order.packed_at and side == "buyer":
        return "buyer.packed"
    if order.state == "sent" and order.delivery == "pickup":
        return f"{side}.ready"
    return f"{side}.{order.state}"
