"""Routes of links by which people join groups."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.chat import links
from leapfrog.chat.links import GroupPreview, JoinRequest
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit

LOOKING = Limit("group_link", 120, 60)


class GroupLink(msgspec.Struct, frozen=True):
    """What to send to people who shall join."""

    token: str
    url: str


class GroupJoinInput(Input, frozen=True):
    greeting: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class JoinDecision(Input, frozen=True):
    accept: bool


@post("/groups/{group_id:uuid}/link", summary="Make a group link", status_code=200)
async def make_link(
    db: DbIn, town: TownIn, signed: SignedIn, group_id: FromPath[UUID]
) -> GroupLink:
    """The link by which others join a group; it is the same one until it is revoked. Raises
    `GroupClosed`, `GroupLivesElsewhere`, `NoConversation`, `NotAdmin`, `NotMember`, `NotOwner`.
    """
    token = await links.link(db, signed.person_id, group_id)
    return GroupLink(token, f"{town.settings.origin}/g/{token}")


@delete("/groups/{group_id:uuid}/link", summary="Revoke a group link", status_code=204)
async def revoke_link(db: DbIn, signed: SignedIn, group_id: FromPath[UUID]) -> None:
    """Nobody joins by the group's link any more; who did stays. Raises `GroupLivesElsewhere`,
    `NoConversation`, `NotAdmin`, `NotMember`, `NotOwner`.
    """
    await links.revoke(db, signed.person_id, group_id)


@get("/group-links/{token:str}", summary="Read a group link")
async def read_link(db: DbIn, town: TownIn, signed: SignedIn, token: FromPath[str]) -> GroupPreview:
    """What group a link leads to, and whether one is in it already. Raises `GroupLinkOver`."""
    town.limit(LOOKING, str(signed.person_id))
    return await links.preview(db, signed.person_id, token)


@put("/group-links/{token:str}/join")
async def join_group(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    token: FromPath[str],
    data: JSONBody[GroupJoinInput],
) -> GroupPreview:
    """Joins by a link, or asks the admins to let one in, as the group has it. Twice is one
    operation. Raises `GroupClosed`, `GroupFull`, `GroupLinkOver`, `Invalid`.
    """
    town.limit(LOOKING, str(signed.person_id))
    return await links.join(db, signed.person_id, token, data.greeting)


@get("/groups/{group_id:uuid}/requests", summary="List requests to join")
async def list_requests(db: DbIn, signed: SignedIn, group_id: FromPath[UUID]) -> list[JoinRequest]:
    """Who asks to join a group, for those who may let them in. Raises `NoConversation`,
    `NotAdmin`.
    """
    return await links.asking(db, signed.person_id, group_id)


@put(
    "/groups/{group_id:uuid}/requests/{person_id:uuid}",
    summary="Answer a request to join",
    status_code=204,
)
async def answer_request(
    db: DbIn,
    signed: SignedIn,
    group_id: FromPath[UUID],
    person_id: FromPath[UUID],
    data: JSONBody[JoinDecision],
) -> None:
    """Lets somebody in who asked to join, or not, of which they are not told. Raises `GroupFull`,
    `GroupLivesElsewhere`, `NoConversation`, `NoMember`, `NotAdmin`, `NotMember`, `NotOwner`.
    """
    await links.answer(db, signed.person_id, group_id, person_id, accept=data.accept)


routes: list[HTTPRouteHandler] = [
    make_link,
    revoke_link,
    read_link,
    join_group,
    list_requests,
    answer_request,
]
