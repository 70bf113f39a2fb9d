"""Money that came at once, told to who has it."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import pay
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification
from leapfrog.wallet import decimal

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {"title": "{amount} {currency} from {who}", "body": "It is in your wallet"},
    "zh-CN": {"title": "收到{who}的 {amount} {currency}", "body": "已存入你的钱包"},
}


async def compose_payment(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """`ref`: `transfer:<id>`."""
    found = await pay.transfer_cards(db, person_id, [UUID(ref.partition(":")[2])])
    if not found:
        return None
    [card] = found
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    amount = decimal(card.amount, card.exponent)
    title = words["title"].format(amount=amount, currency=card.currency, who=card.from_name)
    return Notification(
        title, card.note or words["body"], words["body"], f"/pay/transfer/{card.id}"
    )
