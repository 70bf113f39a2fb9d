"""What is on the stream of those who are here: that something is new, never what it is."""

from collections.abc import Collection
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import contacts
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.posts import store_comments, store_home
from leapfrog.posts.model import MOMENTS, PostRow

# Under which processes tell each other what became of a post.
TOPIC = "posts"
FAN_OUT = frozenset(("public", "unlisted", "followers"))
# More followers than that are not told, nor those who look up what a pull_only author shows; they
# see it when they look.
MOST_FOLLOWERS, MOST_TALKING = 1_000, 200


class StreamNote(msgspec.Struct, frozen=True):
    """What became of a post, as processes of the town tell each other: by id, never what it says,
    nor for whom.
    """

    what: Literal["shown", "edited", "gone"]
    post_id: UUID


def speak(db: Db, what: Literal["shown", "edited", "gone"], post_id: UUID) -> None:
    """After the commit, whoever listens for posts in any process hears of it."""
    publisher = db.publisher
    if publisher is not None:
        word = msgspec.json.encode(StreamNote(what, post_id))
        db.after_commit(lambda: publisher.broadcast(TOPIC, word))


async def shown(db: Db, kept: PostRow, *, here: bool = True) -> None:
    """A post is on the timelines where it belongs, and who has one may look again. `here`: its
    author has one too.
    """
    if kept.audience == "public":
        speak(db, "shown", kept.id)
    if kept.audience in FAN_OUT:
        people = await store_home.fan_out(db, kept, here=here, limit=MOST_FOLLOWERS)
        stream.tell(db, people, {"t": "changed", "what": "posts"})
    elif kept.audience in MOMENTS:
        circles = kept.circles if kept.audience == "circles" else None
        me = [kept.author_id]
        near = [] if kept.audience == "me" else await contacts.in_circles(db, me[0], circles)
        stream.tell(db, me + near, {"t": "changed", "what": "moments"})


async def touched(db: Db, posts: Collection[UUID], *more: UUID) -> None:
    """Those who have to do with these posts may look at them again: somebody liked one or said
    something. Nothing is told of what, so nobody learns what is not for them.
    """
    people: dict[UUID, set[UUID]] = {}
    for one in await store_comments.concerned(db, posts, MOST_TALKING):
        people.setdefault(one.post_id, set(more)).add(one.person_id)
    for post_id, told in people.items():
        stream.tell(db, told, {"t": "post", "post_id": str(post_id)})
