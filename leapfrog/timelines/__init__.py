"""Timelines: posts in an order, page by page: of those whom one follows, of all, of Moments; and a
person's page on the Square.
"""

from leapfrog.timelines.home_pages import HomePages
from leapfrog.timelines.news import NotificationEntry
from leapfrog.timelines.news import one as notification_for
from leapfrog.timelines.profiles import SquareProfile, directory
from leapfrog.timelines.profiles import numbers as profile_numbers
from leapfrog.timelines.profiles import one as profile_of
from leapfrog.timelines.profiles import suggested as suggested_people
from leapfrog.timelines.square import (
    after,
    everybody,
    found,
    home,
    hot,
    liked,
    of_list,
    of_person,
    of_topic,
    of_topics,
    pinned,
    reposts,
    saved,
)
from leapfrog.timelines.store_profiles import DirectoryPage, FollowCounts

__all__ = [
    "DirectoryPage",
    "FollowCounts",
    "HomePages",
    "NotificationEntry",
    "SquareProfile",
    "after",
    "directory",
    "everybody",
    "found",
    "home",
    "hot",
    "liked",
    "notification_for",
    "of_list",
    "of_person",
    "of_topic",
    "of_topics",
    "pinned",
    "profile_numbers",
    "profile_of",
    "reposts",
    "saved",
    "suggested_people",
]
