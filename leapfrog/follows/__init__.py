"""Follows: who reads whom on the Square, by which lists, and how authors are shown."""

from leapfrog.follows.archive import RECORD_SETS, erase_follows, export_follows
from leapfrog.follows.errors import NoList
from leapfrog.follows.events import PersonFollowed
from leapfrog.follows.lists import delete as delete_list
from leapfrog.follows.lists import mine as my_lists
from leapfrog.follows.lists import one as list_of
from leapfrog.follows.lists import place as place_on_list
from leapfrog.follows.lists import put as put_list
from leapfrog.follows.model import NO_MARK, Author, Mark, VerificationBadge, Who, author_of
from leapfrog.follows.pages import (
    PeoplePage,
    PersonSummary,
    followers,
    following,
    requests,
    shown,
)
from leapfrog.follows.store import (
    FollowPair,
    FollowWishes,
    ask_anew,
    followed,
    forget_wishes,
    go_away,
    here,
    mark,
    pairs_of,
    put_wishes,
    remote,
    state,
    take_over,
)
from leapfrog.follows.ties import accept, begin, end, may_list, widen

__all__ = [
    "NO_MARK",
    "RECORD_SETS",
    "Author",
    "FollowPair",
    "FollowWishes",
    "Mark",
    "NoList",
    "PeoplePage",
    "PersonFollowed",
    "PersonSummary",
    "VerificationBadge",
    "Who",
    "accept",
    "ask_anew",
    "author_of",
    "begin",
    "delete_list",
    "end",
    "erase_follows",
    "export_follows",
    "followed",
    "followers",
    "following",
    "forget_wishes",
    "go_away",
    "here",
    "list_of",
    "mark",
    "may_list",
    "my_lists",
    "pairs_of",
    "place_on_list",
    "put_list",
    "put_wishes",
    "remote",
    "requests",
    "shown",
    "state",
    "take_over",
    "widen",
]
