"""What became of an order that is paid at the door reaches buyer and shop."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import door_orders, till
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.push import Notification

# By side and state; `paid`: by the wallet, while it is on its way.
WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Order {number} · {shop}",
        "shop.placed": "A new order, paid at the door",
        "buyer.sent": "It is on its way: it is paid at the door",
        "shop.paid": "The buyer has paid by the wallet",
        "shop.done": "It is delivered and paid",
        "buyer.returned": "It went back to the shop: nothing is paid",
        "shop.returned": "It came back: nothing is paid",
        "buyer.called_off": "It is called off",
        "shop.called_off": "It is called off",
        "buyer.lost": "It was lost on the way: nothing is paid",
        "shop.lost": "It was lost on the way",
        "discreet": "News of an order",
    },
    "zh-CN": {
        "title": "订单 {number} · {shop}",
        "shop.placed": "新的货到付款订单",
        "buyer.sent": "已发出，货到付款",
        "shop.paid": "买家已用钱包付款",
        "shop.done": "已送达并收款",
        "buyer.returned": "已退回商家，未收取任何费用",
        "shop.returned": "商品已退回，未收款",
        "buyer.called_off": "订单已取消",
        "shop.called_off": "订单已取消",
        "buyer.lost": "途中遗失，未收取任何费用",
        "shop.lost": "途中遗失",
        "discreet": "订单有新消息",
    },
}


async def compose_door_order(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """How such an order stands for one of its sides; nothing where that side has nothing to
    hear.
    """
    try:
        order, side = await door_orders.of_either(db, person_id, UUID(ref))
    except Problem:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    paid = order.state == "sent" and order.paid_by is not None
    said = words.get(f"{side}.{'paid' if paid else order.state}")
    if said is None:
        return None
    shop = await till.merchant(db, order.merchant_id)
    title = words["title"].format(number=order.number, shop=shop.name)
    return Notification(title, said, words["discreet"], f"/door-orders/{ref}")
