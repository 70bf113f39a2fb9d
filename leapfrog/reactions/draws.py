"""That one may buy in a drop, or is to do something for it, reaches who it is."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import drops
from leapfrog.drops import DropShown
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "right": "You may buy one now",
        "code": "You have an F-code",
        "seed": "It is closed: show your seed to draw it",
        "buying": "It is drawn",
        "discreet": "News of a drop",
    },
    "zh-CN": {
        "right": "现在可以购买一件",
        "code": "你收到一个 F 码",
        "seed": "名单已截止：请公开你的种子以抽签",
        "buying": "已开奖",
        "discreet": "发售有新消息",
    },
}


async def compose_drop(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """What somebody can do in a drop now; nothing where that is nothing."""
    found = await drops.find(db, [UUID(ref)])
    if not found:
        return None
    [shown] = await drops.shown(db, person_id, list(found.values()))
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    said = words.get(_word(shown))
    if said is None:
        return None
    return Notification(shown.title, said, words["discreet"], f"/drops/{shown.id}")


def _word(shown: DropShown) -> str:
    if shown.right and shown.right.open:
        return "right"
    if shown.code:
        return "code"
    if shown.leads and shown.seed_by:
        return "seed"
    return "buying" if shown.leads and shown.phase == "buying" else ""
