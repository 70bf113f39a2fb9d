"""That a reward for sharing was paid reaches who shared."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import share_rewards
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Your reward is paid",
        "text": "For sharing {item}",
        "discreet": "News of your purse",
    },
    "zh-CN": {
        "title": "奖励已到账",
        "text": "感谢你分享{item}",
        "discreet": "你的钱包有新消息",
    },
}


async def compose_reward(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """Nothing where it was not paid, or is nobody's any more."""
    one = await share_rewards.reward_by_id(db, UUID(ref))
    if one is None or one.sharer_id != person_id or one.state != "paid":
        return None
    [shown] = await share_rewards.rewards_shown(db, [one])
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    said = words["text"].format(item=shown.title)
    return Notification(words["title"], said, words["discreet"], "/shared")
