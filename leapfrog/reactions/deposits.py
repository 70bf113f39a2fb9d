"""That the rest of a pre-sale can be paid, or where a deposit went, reaches who paid it."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import presales
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.presales import PresaleShown
from leapfrog.push import Notification

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "rest": "You can pay the rest now",
        "back": "Your deposit is back in your purse",
        "kept": "The rest was not paid in time: the deposit stays with the shop",
        "paid": "All of it is paid; the shop sends it",
        "late": "The time to pay the rest is over",
        "discreet": "News of something you ordered",
    },
    "zh-CN": {
        "rest": "现在可以支付尾款",
        "back": "定金已退回你的钱包",
        "kept": "未按时支付尾款，定金归商家所有",
        "paid": "已付清，商家将安排发货",
        "late": "支付尾款的时间已过",
        "discreet": "你预订的商品有新消息",
    },
}


async def compose_deposit(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """How somebody's deposit stands now; nothing where there is nothing to say."""
    found = await presales.find(db, [UUID(ref)])
    if not found:
        return None
    [shown] = await presales.shown(db, person_id, list(found.values()))
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    said = words.get(_word(shown))
    if said is None:
        return None
    return Notification(shown.title, said, words["discreet"], f"/presales/{shown.id}")


def _word(shown: PresaleShown) -> str:
    one = shown.booking
    if one is None:
        return ""
    if one.state != "deposited":
        return one.state
    return "rest" if one.right_id else "late" if shown.phase == "over" else ""
