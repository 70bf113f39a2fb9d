"""The town reminds people of their part of a bill, so that nobody else has to."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import splits
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification
from leapfrog.wallet import decimal

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "A bill is waiting for you",
        "owed": "{amount} {currency} for {to}",
        "for": "{title}: {owed}",
        "discreet": "A small reminder",
    },
    "zh-CN": {
        "title": "有一笔账单等你付款",
        "owed": "付给{to} {amount} {currency}",
        "for": "{title}：{owed}",
        "discreet": "小提醒",
    },
}


async def compose_bill(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """What somebody has still to pay in a bill; nothing once it is paid or closed."""
    found = await splits.cards(db, person_id, [UUID(ref)])
    if not found or not found[0].mine or found[0].state != "open":
        return None
    bill, words = found[0], WORDS[(await languages(db, [person_id]))[person_id]]
    owed = words["owed"].format(
        amount=decimal(bill.mine, bill.exponent), currency=bill.currency, to=", ".join(bill.to)
    )
    body = words["for"].format(title=bill.title, owed=owed) if bill.title else owed
    return Notification(words["title"], body, words["discreet"], f"/pay/splits/{bill.id}")
