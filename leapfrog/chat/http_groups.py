"""Routes of groups and of who is in them."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.chat import groups, members
from leapfrog.chat.members import GroupMembers
from leapfrog.chat.model import Conversation
from leapfrog.chat_content import Adding, GroupChange, Joining, Role
from leapfrog.identity import SignedIn
from leapfrog.kernel import files
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, read_body
from leapfrog.kernel.images import square_webp
from leapfrog.kernel.limits import Limit

LARGEST_PICTURE = 8_000_000
SIDE = 288
MAKING = Limit("group", 30, 3600)
SHOWING = Limit("group_avatar", 30, 3600)
ADDING = Limit("group_adding", 60, 3600)

Name = Annotated[str, msgspec.Meta(max_length=200)]
People = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=2000)]


class NewGroup(Input, frozen=True):
    """Without a name it is called by its members."""

    person_ids: People
    name: Name = ""


class GroupPatch(Input, frozen=True):
    """`joining`: by the link at once, when an admin says yes, or not. `adding`: who may add people
    and has the link.
    """

    name: Name | None = None
    announcement: Annotated[str, msgspec.Meta(max_length=10_000)] | None = None
    muted_all: bool | None = None
    joining: Joining | None = None
    adding: Adding | None = None


class NewMembers(Input, frozen=True):
    person_ids: People


class RoleInput(Input, frozen=True):
    role: Role


class CardInput(Input, frozen=True):
    """Empty: as everywhere."""

    name: Name


@put("/groups/{group_id:uuid}")
async def make_group(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    group_id: FromPath[UUID],
    data: JSONBody[NewGroup],
) -> Conversation:
    """Makes a group with some of one's contacts; one is its owner. The same id again is the same
    group. Raises `GroupFull`, `GroupIdUsed`, `GroupLivesElsewhere`, `Invalid`, `MovedAway`,
    `NoConversation`, `NotAdmin`, `NotMember`, `NotOwner`, `NotYourContact`.
    """
    town.limit(MAKING, str(signed.person_id))
    return await groups.make(db, signed.person_id, group_id, data.name, data.person_ids)


@patch("/groups/{group_id:uuid}")
async def change_group(
    db: DbIn, signed: SignedIn, group_id: FromPath[UUID], data: JSONBody[GroupPatch]
) -> Conversation:
    """Changes name, announcement or rules of a group: who may write, join and add others. What is
    left out stays. Raises `GroupLivesElsewhere`, `Invalid`, `NoConversation`, `NotAdmin`,
    `NotMember`, `NotOwner`.
    """
    wanted = GroupChange(
        name=data.name,
        announcement=data.announcement,
        muted_all=data.muted_all,
        joining=data.joining,
        adding=data.adding,
    )
    return await groups.change(db, signed.person_id, group_id, wanted)


@put("/groups/{group_id:uuid}/avatar", status_code=204, request_max_body_size=LARGEST_PICTURE)
async def show_group_avatar(
    town: TownIn, signed: SignedIn, group_id: FromPath[UUID], request: AnyRequest
) -> None:
    """Gives a group a picture: any usual one of at most 8 MB, as the raw body; its middle square is
    kept. Raises `GroupLivesElsewhere`, `NoConversation`, `NotAPicture`, `NotAdmin`, `NotMember`,
    `NotOwner`, `QuotaFull`, `TooLarge`.
    """
    town.limit(SHOWING, str(signed.person_id))
    picture = await square_webp(await read_body(request, LARGEST_PICTURE), SIDE)
    async with town.database.transaction() as db:
        orphans = await groups.show_picture(db, signed.person_id, group_id, picture)
        await town.files.put(picture)
    await files.delete_unowned(town.database, town.files, orphans)


@delete("/groups/{group_id:uuid}/avatar", status_code=204)
async def hide_group_avatar(town: TownIn, signed: SignedIn, group_id: FromPath[UUID]) -> None:
    """Takes the picture of a group away. Raises `GroupLivesElsewhere`, `NoConversation`,
    `NotAdmin`, `NotMember`, `NotOwner`, `QuotaFull`.
    """
    async with town.database.transaction() as db:
        orphans = await groups.show_picture(db, signed.person_id, group_id, None)
    await files.delete_unowned(town.database, town.files, orphans)


@get("/groups/{group_id:uuid}/members")
async def list_members(
    db: DbIn,
    signed: SignedIn,
    group_id: FromPath[UUID],
    after: Annotated[
        UUID | None, QueryParameter(description="The last person of the page before.")
    ] = None,
) -> GroupMembers:
    """A page of the people of a group: the owner first, then admins, then members. Raises
    `NoConversation`, `NotMember`.
    """
    return await members.listed(db, signed.person_id, group_id, after)


@put("/groups/{group_id:uuid}/members", status_code=204)
async def add_members(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    group_id: FromPath[UUID],
    data: JSONBody[NewMembers],
) -> None:
    """Adds contacts of one's own to a group; who is there already stays. Raises `GroupFull`,
    `GroupLivesElsewhere`, `MovedAway`, `NoConversation`, `NotAdmin`, `NotMember`, `NotOwner`,
    `NotYourContact`.
    """
    town.limit(ADDING, str(signed.person_id))
    await members.add(db, signed.person_id, group_id, data.person_ids)


@delete("/groups/{group_id:uuid}/members/{person_id:uuid}", status_code=204)
async def remove_member(
    db: DbIn, signed: SignedIn, group_id: FromPath[UUID], person_id: FromPath[UUID]
) -> None:
    """Removes somebody from a group, or leaves it, by one's own id. An admin may remove members,
    the owner everybody. Raises `GroupLivesElsewhere`, `NoConversation`, `NoMember`, `NotAdmin`,
    `NotMember`, `NotOwner`.
    """
    await members.remove(db, signed.person_id, group_id, person_id)


@put("/groups/{group_id:uuid}/members/{person_id:uuid}/role", status_code=204)
async def set_role(
    db: DbIn,
    signed: SignedIn,
    group_id: FromPath[UUID],
    person_id: FromPath[UUID],
    data: JSONBody[RoleInput],
) -> None:
    """The owner makes admins and members. Who makes another one the owner is an admin afterwards.
    Raises `GroupLivesElsewhere`, `NoConversation`, `NoMember`, `NotAdmin`, `NotMember`, `NotOwner`.
    """
    await members.set_role(db, signed.person_id, group_id, person_id, data.role)


@put("/groups/{group_id:uuid}/members/me/name", summary="Set own name in a group", status_code=204)
async def set_card(
    db: DbIn, signed: SignedIn, group_id: FromPath[UUID], data: JSONBody[CardInput]
) -> None:
    """What one is called in this group; empty: as everywhere. Raises `GroupLivesElsewhere`,
    `Invalid`, `NoConversation`, `NotAdmin`, `NotMember`, `NotOwner`.
    """
    await members.call_oneself(db, signed.person_id, group_id, data.name)


routes: list[HTTPRouteHandler] = [
    make_group,
    change_group,
    show_group_avatar,
    hide_group_avatar,
    list_members,
    add_members,
    remove_member,
    set_role,
    set_card,
]
