"""Routes of people on the Square: profiles, follows, lists, mutes, settings, notifications."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn, search
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.posts import follows, lists, mutes, notifications, profiles, settings, timelines
from leapfrog.posts.follows import PeoplePage, PersonSummary
from leapfrog.posts.http_input import FOLLOWING, REACTING, SEARCHING, Before, Size
from leapfrog.posts.lists import ListPage
from leapfrog.posts.model import PostPage, Quoting
from leapfrog.posts.notifications import NotificationPage
from leapfrog.posts.profiles import SquareProfile
from leapfrog.posts.settings import PostSettings, Who
from leapfrog.posts.store_lists import ReadingList
from leapfrog.posts.store_mutes import Kind, Mute

MOST_FOUND = 30
Ids = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=lists.MOST_MEMBERS)]


class FollowInput(Input, frozen=True):
    """`secret`: nobody sees it, they are not told."""

    secret: bool = False


class AnswerInput(Input, frozen=True):
    accept: bool


class ListInput(Input, frozen=True):
    name: Annotated[str, msgspec.Meta(max_length=200)]


class ListPeople(Input, frozen=True):
    person_ids: Ids


class Lists(msgspec.Struct, frozen=True):
    lists: list[ReadingList]


class MuteInput(Input, frozen=True):
    """`value`: a person's id, a word, a topic or a domain."""

    kind: Kind
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    until: datetime | None = None


class Mutes(msgspec.Struct, frozen=True):
    """The last one first."""

    mutes: list[Mute]


class PostSettingsPatch(Input, frozen=True):
    """What is left out stays as it was."""

    moments_days: Literal[0, 3, 180] | None = None
    approve: bool | None = None
    show_follows: Who | None = None
    quotes: Quoting | None = None
    findable: bool | None = None


class NotificationCount(msgspec.Struct, frozen=True):
    """How much happened since one looked."""

    count: int


@get("/profiles/{person_id:uuid}")
async def read_profile(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> SquareProfile:
    """Somebody's page on the Square: who they are, counts, and what one is to the other. Raises
    `NoPerson`.
    """
    return await profiles.one(db, signed.person_id, person_id)


@get("/profiles/{person_id:uuid}/posts", summary="Read posts of a person")
async def read_posts_of(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of what somebody showed on the Square, as far as one may see it, the newest first.
    Raises `Invalid`.
    """
    return await timelines.of_person(db, signed.person_id, person_id, before, limit)


@get("/profiles/{person_id:uuid}/followers")
async def list_followers(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], before: Before = None, limit: Size = 30
) -> PeoplePage:
    """A page of who follows somebody, as far as one may see it. Raises `NoPerson`."""
    return await follows.followers(db, signed.person_id, person_id, before, limit)


@get("/profiles/{person_id:uuid}/following")
async def list_following(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], before: Before = None, limit: Size = 30
) -> PeoplePage:
    """A page of whom somebody follows, as far as one may see it. Raises `NoPerson`."""
    return await follows.following(db, signed.person_id, person_id, before, limit)


@put("/follows/{person_id:uuid}", summary="Follow a person")
async def follow(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    person_id: FromPath[UUID],
    data: JSONBody[FollowInput],
) -> PersonSummary:
    """Follows somebody, or asks to; again, it only becomes secret or open. Raises `FollowRefused`,
    `NoPerson`, `TooManyFollows`.
    """
    town.limit(FOLLOWING, str(signed.person_id))
    return await follows.follow(db, signed.person_id, person_id, secret=data.secret)


@delete("/follows/{person_id:uuid}", summary="Unfollow a person", status_code=200)
async def unfollow(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> PersonSummary:
    """Follows somebody no longer; their posts leave the timeline. Again, nothing happens. Raises
    `NoPerson`.
    """
    return await follows.unfollow(db, signed.person_id, person_id)


@get("/follow-requests")
async def list_follow_requests(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 30
) -> PeoplePage:
    """A page of who asks to follow oneself, the last one first."""
    return await follows.requests(db, signed.person_id, before, limit)


@put("/follow-requests/{person_id:uuid}", status_code=204)
async def answer_follower(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[AnswerInput]
) -> None:
    """Lets somebody who asked follow, or not. A no is also for who follows already. Raises
    `NoPerson`.
    """
    await follows.answer(db, signed.person_id, person_id, accept=data.accept)


@get("/follow-suggestions", summary="Suggest people to follow")
async def suggest(db: DbIn, signed: SignedIn, limit: Size = 10) -> PeoplePage:
    """Whom one might like to follow: who writes what is read here."""
    return await follows.suggested(db, signed.person_id, limit)


@get("/search/people")
async def find_people(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    q: Annotated[str, QueryParameter(max_length=200)],
) -> PeoplePage:
    """People by name or handle, in any script."""
    town.limit(SEARCHING, str(signed.person_id))
    ids = await search(db, q, MOST_FOUND)
    return PeoplePage(await follows.shown(db, signed.person_id, ids), None)


@get("/lists")
async def list_lists(db: DbIn, signed: SignedIn) -> Lists:
    """One's own lists of people."""
    return Lists(list(await lists.mine(db, signed.person_id)))


@put("/lists/{list_id:uuid}")
async def put_list(
    db: DbIn, signed: SignedIn, list_id: FromPath[UUID], data: JSONBody[ListInput]
) -> Lists:
    """Makes a list, or renames it; answers all lists. Raises `Invalid`, `NoList`."""
    return Lists(list(await lists.put(db, signed.person_id, list_id, data.name)))


@get("/lists/{list_id:uuid}", summary="Read a list")
async def read_list_page(db: DbIn, signed: SignedIn, list_id: FromPath[UUID]) -> ListPage:
    """A list of one's own, with who is on it. Raises `NoList`."""
    return await lists.one(db, signed.person_id, list_id)


@delete("/lists/{list_id:uuid}", status_code=204)
async def delete_list(db: DbIn, signed: SignedIn, list_id: FromPath[UUID]) -> None:
    """Deletes a list; its people stay followed. Again, nothing happens. Raises `NoList`."""
    await lists.delete(db, signed.person_id, list_id)


@put("/lists/{list_id:uuid}/people", summary="Set people of a list")
async def place_on_list(
    db: DbIn, signed: SignedIn, list_id: FromPath[UUID], data: JSONBody[ListPeople]
) -> ListPage:
    """These people are on the list, and nobody else; who blocked one, or is blocked, is not. Raises
    `Invalid`, `NoList`.
    """
    return await lists.place(db, signed.person_id, list_id, data.person_ids)


@get("/mutes")
async def list_mutes(db: DbIn, signed: SignedIn) -> Mutes:
    """All that one does not want to see, the last one first."""
    return Mutes(list(await mutes.mine(db, signed.person_id)))


@put("/mutes", summary="Mute something")
async def mute(db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[MuteInput]) -> Mutes:
    """Hides a person, a topic, a word or another town from oneself, for good or until a time;
    answers all mutes. Raises `Invalid`, `NoPerson`.
    """
    town.limit(REACTING, str(signed.person_id))
    what = (data.kind, data.value, data.until)
    return Mutes(list(await mutes.put(db, signed.person_id, *what)))


@delete("/mutes", summary="Unmute something", status_code=200)
async def unmute(
    db: DbIn,
    signed: SignedIn,
    kind: Annotated[Kind, QueryParameter(description="What was muted.")],
    value: Annotated[str, QueryParameter(max_length=200, description="Which: a word, or an id.")],
) -> Mutes:
    """Mutes something no longer, and answers all mutes. Again, nothing happens."""
    return Mutes(list(await mutes.drop(db, signed.person_id, kind, value)))


@get("/post-settings")
async def read_post_settings(db: DbIn, signed: SignedIn) -> PostSettings:
    """What one chose for posts: who may follow without asking, quote and find one, and how far back
    moments are seen.
    """
    return await settings.settings_of(db, signed.person_id)


@patch("/post-settings")
async def change_post_settings(
    db: DbIn, signed: SignedIn, data: JSONBody[PostSettingsPatch]
) -> PostSettings:
    """Changes what is given of one's settings for posts, and answers all of them."""
    given = {name: one for name, one in msgspec.structs.asdict(data).items() if one is not None}
    return await settings.revise(db, signed.person_id, given)


@get("/news")
async def list_notifications(
    db: DbIn,
    signed: SignedIn,
    before: Before = None,
    limit: Size = 30,
) -> NotificationPage:
    """A page of what others did about one's posts, grouped, the newest first. Raises `Invalid`."""
    return await notifications.listed(db, signed.person_id, before, limit)


@get("/news/count")
async def count_notifications(db: DbIn, signed: SignedIn) -> NotificationCount:
    """How many notifications one has not seen yet."""
    return NotificationCount(await notifications.unseen(db, signed.person_id))


@put("/news/seen", status_code=204)
async def see_notifications(db: DbIn, signed: SignedIn) -> None:
    """All notifications that are there now were seen."""
    await notifications.seen(db, signed.person_id)


routes: list[HTTPRouteHandler] = [
    read_profile,
    read_posts_of,
    list_followers,
    list_following,
    follow,
    unfollow,
    list_follow_requests,
    answer_follower,
    suggest,
    find_people,
    list_lists,
    put_list,
    read_list_page,
    delete_list,
    place_on_list,
    list_mutes,
    mute,
    unmute,
    read_post_settings,
    change_post_settings,
    list_notifications,
    count_notifications,
    see_notifications,
]
