"""Topics: what many write about; each has a page, a description, and perhaps a host."""

from leapfrog.topics.archive import RECORD_SETS
from leapfrog.topics.browsing import TopicPage, follow, followed, found, hide, one, trending
from leapfrog.topics.errors import NoTopic, TopicHosted
from leapfrog.topics.store import (
    Category,
    RankedTopic,
    Topic,
    WrittenTopic,
    begin,
    change,
    drop_unfollowed,
    host,
    leave,
    rank,
)

__all__ = [
    "RECORD_SETS",
    "Category",
    "NoTopic",
    "RankedTopic",
    "Topic",
    "TopicHosted",
    "TopicPage",
    "WrittenTopic",
    "begin",
    "change",
    "drop_unfollowed",
    "follow",
    "followed",
    "found",
    "hide",
    "host",
    "leave",
    "one",
    "rank",
    "trending",
]
