"""Following: openly or secretly; who wants to be asked first is asked.

Timelines are of a floor above: it calls these, and puts posts there or takes them away.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.contacts import NO_RELATIONSHIP, relationships
from leapfrog.follows import store
from leapfrog.follows.errors import FollowRefused, TooManyFollows
from leapfrog.follows.events import PersonFollowed
from leapfrog.follows.store import FollowPair, NewFollow
from leapfrog.identity import NoPerson, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce, announce_all
from leapfrog.notifications import NewNotification, TakenBack, changed, take_back, tell

# From so many followers on, posts are not copied to timelines but looked up.
WIDE = 10_000
MOST = 5_000


async def begin(db: Db, me: UUID, them: UUID, *, secret: bool = False) -> bool:
    """Follows a person, or asks to, where they approve followers or live elsewhere; again, it only
    becomes secret or open. Answers whether posts come onto a timeline of this town from now on that
    did not before. Raises `NoPerson`, `FollowRefused`, `TooManyFollows`.
    """
    people = await named(db, [me, them])
    person = people.get(them)
    if person is None or person.kind == "erased":
        raise NoPerson
    if me == them or (await relationships(db, me, [them]))[them].apart:
        raise FollowRefused
    if await store.following_count(db, me) >= MOST:
        raise TooManyFollows
    asks = (await store.wishes(db, them)).approve or person.kind == "remote"
    new = NewFollow(
        me,
        them,
        "asked" if asks else "follows",
        secret=secret,
        pull_only=await store.is_pull_only(db, them, WIDE),
        away=people[me].kind == "remote",
    )
    change = await store.follow(db, new)
    if change.state == change.before:
        return False
    if not secret:
        kind = "follow" if change.state == "follows" else "follow_request"
        await tell(db, [NewNotification(them, kind, them, me)])
    changed(db, [me])
    await announce(db, PersonFollowed(me, them, change.state))
    return change.state == "follows" and not new.away


async def end(db: Db, pairs: Sequence[FollowPair]) -> list[FollowPair]:
    """Ends these follows and requests to follow, whoever wanted it; answers those pairs that there
    were. Announces each.
    """
    gone = await store.unfollow(db, pairs)
    told = [TakenBack(one.followed_id, one.follower_id) for one in gone]
    await take_back(db, ["follow", "follow_request"], told)
    await announce_all(
        db, [PersonFollowed(one.follower_id, one.followed_id, "none") for one in gone]
    )
    return gone


async def accept(db: Db, follower: UUID, followed: UUID) -> bool:
    """Accepts a request to follow, also when another server says so; nothing happens where nothing
    was asked. Answers whether posts come onto a timeline of this town from now on that did not
    before. Both are told.
    """
    if await store.state(db, follower, followed) != "asked":
        return False
    people = await named(db, [follower, followed])
    # Who is asked here sees who follows from now on; elsewhere nobody here is told by that.
    tie = (await store.ties(db, follower, [followed]))[followed]
    new = NewFollow(
        follower,
        followed,
        "follows",
        secret=tie.secret and people[followed].kind == "remote",
        pull_only=await store.is_pull_only(db, followed, WIDE),
    )
    await store.follow(db, new)
    await take_back(db, ["follow_request"], [TakenBack(followed, follower)])
    await tell(db, [NewNotification(follower, "follow_accepted", followed, followed)])
    await announce(db, PersonFollowed(follower, followed, "follows"))
    return people[follower].kind != "remote"


async def widen(db: Db) -> None:
    """Marks who has 10,000 followers or more by now: their posts are looked up by readers from now
    on and not written to each timeline.
    """
    if people := await store.crowded(db, WIDE):
        await store.widen(db, people)


async def may_list(db: Db, viewer: UUID, person_id: UUID) -> bool:
    """Whether the viewer may see whom a person follows and who follows them."""
    if viewer == person_id:
        return True
    who = (await store.wishes(db, person_id)).show_follows
    tie = (await relationships(db, viewer, [person_id])).get(person_id, NO_RELATIONSHIP)
    return not tie.apart and (who == "everyone" or (who == "contacts" and tie.connected))
