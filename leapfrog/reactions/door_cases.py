"""What is asked and decided about an order that was paid at the door reaches buyer and shop."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import door_cases, door_orders, pay, till
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.push import Notification
from leapfrog.wallet import decimal

# By side and state.
WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Order {number} · {shop}",
        "shop.asked": "The buyer asks for {amount} back",
        "buyer.return_wait": "Please send it back: then the money comes",
        "shop.return_wait": "The buyer gives it back",
        "shop.returned": "The buyer has sent it back",
        "buyer.refused": "The shop says no",
        "buyer.appealed": "The town is called",
        "shop.appealed": "The town is called",
        "buyer.owed": "The shop owes you {amount}",
        "shop.owed": "You owe the buyer {amount}: it was not in your wallet",
        "buyer.given": "{amount} came back",
        "shop.given": "{amount} went back",
        "buyer.denied": "The town decided: nothing goes back",
        "shop.denied": "The town decided: nothing goes back",
        "buyer.dropped": "Your question is over",
        "shop.dropped": "The buyer lets it be",
        "discreet": "News of an order",
    },
    "zh-CN": {
        "title": "订单 {number} · {shop}",
        "shop.asked": "买家申请退款 {amount}",
        "buyer.return_wait": "请寄回商品，商家收到后退款",
        "shop.return_wait": "买家要退货",
        "shop.returned": "买家已寄回商品",
        "buyer.refused": "商家拒绝了",
        "buyer.appealed": "已请小镇介入",
        "shop.appealed": "已请小镇介入",
        "buyer.owed": "商家应退你 {amount}",
        "shop.owed": "你应退买家 {amount}：钱包余额不足",
        "buyer.given": "{amount} 已退回",
        "shop.given": "已退款 {amount}",
        "buyer.denied": "小镇裁定：不予退款",
        "shop.denied": "小镇裁定：不予退款",
        "buyer.dropped": "你的申请已结束",
        "shop.dropped": "买家撤销了申请",
        "discreet": "订单有新消息",
    },
}


async def compose_door_case(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """How such a question stands for one of its sides; nothing where that side has nothing to
    hear.
    """
    case = await door_cases.found_door_case(db, UUID(ref))
    if case is None:
        return None
    try:
        order, side = await door_orders.of_either(db, person_id, case.order_id)
    except Problem:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    said = words.get(f"{side}.{case.state}")
    if said is None:
        return None
    shop = await till.merchant(db, order.merchant_id)
    exponent = (await pay.money_terms(db)).exponent
    amount = f"{decimal(case.given or case.amount, exponent)} {order.currency}"
    title = words["title"].format(number=order.number, shop=shop.name)
    return Notification(
        title, said.format(amount=amount), words["discreet"], f"/door-orders/{order.id}"
    )
