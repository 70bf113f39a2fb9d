"""What others did, as people are told who are away: after the name of who did it."""

from collections.abc import Mapping

from leapfrog.identity import Language

NOTIFICATION_WORDS: Mapping[Language, Mapping[str, str]] = {
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
