"""What people are told of their posts while they are away."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import notifications, timelines
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification

ALONE = frozenset(("poll", "desk", "appeal"))


async def compose_posts(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """All that is new about one thing; nothing when they saw it meanwhile."""
    notice = await timelines.notification_for(db, person_id, ref)
    if notice is None:
        return None
    language = (await languages(db, [person_id]))[person_id]
    words = notifications.NOTIFICATION_WORDS[language]
    said = words.get(notice.kind, words["new"])
    text = notice.text or (notice.post.text if notice.post else "")
    if notice.kind not in ALONE:
        said = f"{_who(notice, words, language)} {said}"
    return Notification(said, text[:200], words["new"], _place(notice))


def _who(notice: timelines.NotificationEntry, words: Mapping[str, str], language: Language) -> str:
    name, others = notice.people[0].name, notice.count - 1
    if not others:
        return name
    return words["more"].format(name=name, n=notice.count if language == "zh-CN" else others)


def _place(notice: timelines.NotificationEntry) -> str:
    return f"/post/{notice.post.id}" if notice.post else "/news"
