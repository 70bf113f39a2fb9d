"""What people are told of their posts while they are away."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import posts
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "new": "Something new on the Square",
        "more": "{name} and {n} more",
        "like": "liked your post",
        "comment_like": "liked your comment",
        "comment": "commented on your post",
        "reply": "answered your comment",
        "repost": "reposted you",
        "quote": "quoted you",
        "mention": "mentioned you",
        "mention_comment": "mentioned you in a comment",
        "follow": "followed you",
        "follow_request": "asked to follow you",
        "follow_accepted": "lets you follow",
        "poll": "A poll is over",
        "desk": "The operator decided something about you",
        "appeal": "Your appeal was answered",
    },
    "zh-CN": {
        "new": "广场有新动态",
        "more": "{name} 等 {n} 人",
        "like": "赞了你的帖子",
        "comment_like": "赞了你的评论",
        "comment": "评论了你",
        "reply": "回复了你的评论",
        "repost": "转发了你",
        "quote": "引用了你",
        "mention": "提到了你",
        "mention_comment": "在评论里提到了你",
        "follow": "关注了你",
        "follow_request": "请求关注你",
        "follow_accepted": "同意了你的关注",
        "poll": "投票结束了",
        "desk": "管理员作出了与你有关的决定",
        "appeal": "你的申诉有了答复",
    },
}
ALONE = frozenset(("poll", "desk", "appeal"))


async def compose_posts(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """All that is new about one thing; nothing when they saw it meanwhile."""
    notice = await posts.news.one(db, person_id, ref)
    if notice is None:
        return None
    language = (await languages(db, [person_id]))[person_id]
    words = WORDS[language]
    said = words.get(notice.kind, words["new"])
    text = notice.text or (notice.post.text if notice.post else "")
    if notice.kind not in ALONE:
        said = f"{_who(notice, words, language)} {said}"
    return Notification(said, text[:200], words["new"], _place(notice))


def _who(notice: posts.Notice, words: Mapping[str, str], language: Language) -> str:
    name, others = notice.people[0].name, notice.count - 1
    if not others:
        return name
    return words["more"].format(name=name, n=notice.count if language == "zh-CN" else others)


def _place(notice: posts.Notice) -> str:
    return f"/post/{notice.post.id}" if notice.post else "/news"
