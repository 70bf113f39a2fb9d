"""Routes of following, and of what people let others see and do."""

from typing import Literal
from uuid import UUID

import msgspec
from litestar import delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.follows import PersonSummary, Who
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.posts import following, settings
from leapfrog.posts.http_input import FOLLOWING
from leapfrog.posts.model import PostSettings, Quoting


class FollowInput(Input, frozen=True):
    """`secret`: nobody sees it, they are not told."""

    secret: bool = False


class AnswerInput(Input, frozen=True):
    accept: bool


class PostSettingsPatch(Input, frozen=True):
    """What is left out stays as it was."""

    moments_days: Literal[0, 3, 180] | None = None
    approve: bool | None = None
    show_follows: Who | None = None
    quotes: Quoting | None = None
    findable: bool | None = None


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
    return await following.follow(db, signed.person_id, person_id, secret=data.secret)


@delete("/follows/{person_id:uuid}", summary="Unfollow a person", status_code=200)
async def unfollow(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> PersonSummary:
    """Follows somebody no longer; their posts leave the timeline. Again, nothing happens. Raises
    `NoPerson`.
    """
    return await following.unfollow(db, signed.person_id, person_id)


@put("/follow-requests/{person_id:uuid}", status_code=204)
async def answer_follower(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[AnswerInput]
) -> None:
    """Lets somebody who asked follow, or not. A no is also for who follows already. Raises
    `NoPerson`.
    """
    await following.answer(db, signed.person_id, person_id, accept=data.accept)


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


routes: list[HTTPRouteHandler] = [
    follow,
    unfollow,
    answer_follower,
    read_post_settings,
    change_post_settings,
]
