"""That a show does not take place reaches who has tickets, wherever the phone is."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import tickets
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.push import Notification

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "cancelled": "It does not take place. Who paid gets their money back.",
        "discreet": "News of a show",
    },
    "zh-CN": {"cancelled": "这一场不再举行，票款将退还付款人。", "discreet": "演出有新消息"},
}


async def compose_show(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """That a show is called off, and why; nothing for who has nothing to do with it."""
    try:
        show, event = await tickets.show_of(db, person_id, UUID(ref))
    except Problem:
        return None
    if show.state != "cancelled":
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    text = " ".join(filter(None, (words["cancelled"], show.why)))
    return Notification(event.name, text, words["discreet"], f"/tickets/show/{show.id}")
