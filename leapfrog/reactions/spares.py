"""Who keeps a spare hears when it is late, full, refused or lost, and what each check found."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import mirrors
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Your spare in {town}",
        "late": "It has not been fresh for an hour: that town does not answer.",
        "full": "It is as large as that town lets it be. What is new is not in it.",
        "refused": "That town takes it no more. Keep one in another town.",
        "lost": "That town has lost it. It is made anew there; or keep one in another town.",
        "checked": "Checked: {found} of {of} records came back.",
        "broken": "The check failed: what came back is not what was put there. It is made anew.",
        "unchecked": "The check could not be made now.",
        "discreet": "News of your spare",
    },
    "zh-CN": {
        "title": "你在 {town} 的备用副本",
        "late": "已有一小时未更新：对方小镇没有回应。",
        "full": "已达到对方小镇允许的上限，新内容未存入。",
        "refused": "对方小镇不再保存，请换一个小镇。",
        "lost": "对方小镇弄丢了副本，正在重新制作；你也可以换一个小镇。",
        "checked": "检查完成：{of} 条记录中取回了 {found} 条。",
        "broken": "检查未通过：取回的内容与存入的不符，正在重新制作。",
        "unchecked": "暂时无法检查。",
        "discreet": "备用副本有新消息",
    },
}


async def compose_spare(db: Db, person_id: UUID, _ref: str) -> Notification | None:
    """How the spare is now; nothing where it was given up, or is fresh and was never checked."""
    spare = (await mirrors.own_spare(db, person_id)).spare
    if spare is None:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    said = ""
    if spare.state in ("late", "full", "refused"):
        said = words[spare.state]
    elif spare.lost_at and (spare.fresh_at is None or spare.lost_at > spare.fresh_at):
        said = words["lost"]
    elif spare.check and spare.check.problem:
        said = words["broken" if spare.check.problem == "spare_broken" else "unchecked"]
    elif spare.check:
        said = words["checked"].format(found=spare.check.found, of=spare.check.of)
    if not said:
        return None
    title = words["title"].format(town=spare.domain)
    return Notification(title, said, words["discreet"], "/me/home")
