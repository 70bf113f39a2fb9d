"""Routes of timelines, the search, topics and Moments."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.posts import moments, mutes, timelines, topics
from leapfrog.posts.http_input import REACTING, SEARCHING, Before, Size
from leapfrog.posts.model import Author, Category, PostPage
from leapfrog.posts.moments import Moments
from leapfrog.posts.store_mutes import MomentsRule
from leapfrog.posts.topics import TopicPage, Topics

Latitude = Annotated[float, QueryParameter(ge=-90, le=90, description="Degrees north.")]
Longitude = Annotated[float, QueryParameter(ge=-180, le=180, description="Degrees east.")]
Query = Annotated[str, QueryParameter(max_length=400)]


class TopicPatch(Input, frozen=True):
    about: Annotated[str, msgspec.Meta(max_length=2_000)]
    category: Category = "talk"


class RuleInput(Input, frozen=True):
    """`hide_theirs`: not their moments for me; `hide_mine`: not mine for them."""

    hide_theirs: bool = False
    hide_mine: bool = False


class MomentRules(msgspec.Struct, frozen=True):
    rules: list[MomentsRule]


class NewMoments(msgspec.Struct, frozen=True):
    """Who showed something since one looked, the last of them."""

    by: Author | None


@get("/square/home", summary="Read the home timeline")
async def read_home(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of posts of those whom one follows, and one's own, strictly by time. Raises
    `Invalid`.
    """
    return await timelines.home(db, signed.person_id, before, limit)


@get("/square/all", summary="Read all public posts")
async def read_all(db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20) -> PostPage:
    """A page of all that is public in the town, the newest first. Raises `Invalid`."""
    return await timelines.everybody(db, signed.person_id, before, limit)


@get("/square/hot", summary="Read hot posts")
async def read_hot(db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20) -> PostPage:
    """A page of what moves the town, by heat, as docs/ranking.md has it. Raises `Invalid`."""
    return await timelines.hot(db, signed.person_id, before, limit)


@get("/square/nearby", summary="Read posts nearby")
async def read_nearby(
    db: DbIn,
    signed: SignedIn,
    lat: Latitude,
    lon: Longitude,
    before: Before = None,
    limit: Size = 20,
) -> PostPage:
    """A page of what was shown publicly within some 20 km, the newest first. Where somebody looked
    is kept nowhere. Raises `Invalid`.
    """
    return await timelines.nearby(db, signed.person_id, (lat, lon), before, limit)


@get("/square/saved", summary="Read saved posts")
async def read_saved(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of what one kept for oneself, the last kept first. Raises `Invalid`."""
    return await timelines.saved(db, signed.person_id, before, limit)


@get("/square/liked", summary="Read liked posts")
async def read_liked(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of what one likes, the last one first. Raises `Invalid`."""
    return await timelines.liked(db, signed.person_id, before, limit)


@get("/square/lists/{list_id:uuid}", summary="Read posts of a list")
async def read_list(
    db: DbIn, signed: SignedIn, list_id: FromPath[UUID], before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of posts of those on a list of one's own, the newest first. Raises `Invalid`,
    `NoList`.
    """
    return await timelines.of_list(db, signed.person_id, list_id, before, limit)


@get("/search/posts")
async def find_posts(
    db: DbIn, town: TownIn, signed: SignedIn, q: Query, before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of public posts with these words, as they are written but for case and width, in any
    script; the newest first. Raises `Invalid`.
    """
    town.limit(SEARCHING, str(signed.person_id))
    return await timelines.found(db, signed.person_id, q, before, limit)


@get("/search/topics")
async def find_topics(db: DbIn, town: TownIn, signed: SignedIn, q: Query) -> Topics:
    """Topics in whose name the words are."""
    town.limit(SEARCHING, str(signed.person_id))
    return Topics(await topics.found(db, q))


@get("/topics", summary="List trending topics")
async def list_topics(
    db: DbIn,
    signed: SignedIn,
    category: Annotated[
        Category | None, QueryParameter(description="Only of this category.")
    ] = None,
    limit: Size = 20,
) -> Topics:
    """What the town writes about now, of all categories or of one."""
    return Topics(await topics.trending(db, signed.person_id, category, limit))


@get("/followed-topics")
async def list_followed_topics(db: DbIn, signed: SignedIn) -> Topics:
    """The topics that one follows."""
    return Topics(await topics.followed(db, signed.person_id))


@get("/topics/{name:str}")
async def read_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """One topic: what it is about, who looks after it, and whether one follows it. Raises
    `NoTopic`, `NotYourPost`, `TopicHosted`.
    """
    return await topics.one(db, signed.person_id, name)


@patch("/topics/{name:str}")
async def describe_topic(
    db: DbIn, signed: SignedIn, name: FromPath[str], data: JSONBody[TopicPatch]
) -> TopicPage:
    """Its host says what a topic is about, and of which category it is. Raises `Invalid`,
    `NoTopic`, `NotYourPost`, `TopicHosted`.
    """
    return await topics.describe(db, signed.person_id, name, data.about, data.category)


@get("/topics/{name:str}/posts")
async def read_topic_posts(
    db: DbIn, signed: SignedIn, name: FromPath[str], before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of what is public about a topic, the newest first. Raises `Invalid`."""
    return await timelines.of_topic(db, signed.person_id, name, before, limit)


@put("/topics/{name:str}/follow")
async def follow_topic(db: DbIn, town: TownIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Follows a topic: its posts are found with those of people. Twice is one operation. Raises
    `NoTopic`, `NotYourPost`, `TopicHosted`.
    """
    town.limit(REACTING, str(signed.person_id))
    return await topics.follow(db, signed.person_id, name, True)


@delete("/topics/{name:str}/follow", status_code=200)
async def unfollow_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Follows a topic no longer. Again, nothing happens. Raises `NoTopic`, `NotYourPost`,
    `TopicHosted`.
    """
    return await topics.follow(db, signed.person_id, name, False)


@put("/topics/{name:str}/host")
async def host_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Looks after a topic: who wrote about it may, while nobody else does. Raises `NoTopic`,
    `NotYourPost`, `TopicHosted`.
    """
    return await topics.host(db, signed.person_id, name, True)


@delete("/topics/{name:str}/host", status_code=200)
async def leave_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Looks after a topic no longer. Again, nothing happens. Raises `NoTopic`, `NotYourPost`,
    `TopicHosted`.
    """
    return await topics.host(db, signed.person_id, name, False)


@get("/moments")
async def read_moments(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> Moments:
    """A page of moments of all contacts who let one see them, and one's own, the newest first.
    Raises `Invalid`.
    """
    return await moments.timeline(db, signed.person_id, before, limit)


@get("/moments/people/{person_id:uuid}", summary="Read moments of a person")
async def read_moments_of(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], before: Before = None, limit: Size = 20
) -> Moments:
    """A page of one person's moments, as far as they let one see them. Raises `Invalid`."""
    return await moments.of_person(db, signed.person_id, person_id, before, limit)


@get("/moments/new", summary="Read new moments")
async def new_moments(db: DbIn, signed: SignedIn) -> NewMoments:
    """Who showed something since one looked: the last one of them. Raises `Invalid`."""
    return NewMoments(await moments.newest(db, signed.person_id))


@put("/moments/seen", status_code=204)
async def see_moments(db: DbIn, signed: SignedIn) -> None:
    """All moments that are there now were seen."""
    await moments.seen(db, signed.person_id)


@get("/moments/rules", summary="List moment rules")
async def list_rules(db: DbIn, signed: SignedIn) -> MomentRules:
    """Whose moments one does not want to see, and who does not see one's own."""
    return MomentRules(list(await mutes.rules(db, signed.person_id)))


@put("/moments/rules/{person_id:uuid}", summary="Set a moment rule", status_code=204)
async def set_rule(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[RuleInput]
) -> None:
    """Whether one sees somebody's moments, and they one's own. Raises `NoPerson`."""
    wanted = MomentsRule(person_id, data.hide_theirs, data.hide_mine)
    await mutes.rule(db, signed.person_id, wanted)


routes: list[HTTPRouteHandler] = [
    read_home,
    read_all,
    read_hot,
    read_nearby,
    read_saved,
    read_liked,
    read_list,
    find_posts,
    find_topics,
    list_topics,
    list_followed_topics,
    read_topic,
    describe_topic,
    read_topic_posts,
    follow_topic,
    unfollow_topic,
    host_topic,
    leave_topic,
    read_moments,
    read_moments_of,
    new_moments,
    see_moments,
    list_rules,
    set_rule,
]
