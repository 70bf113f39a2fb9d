"""Links by which people join a group, at once or when an admin says yes."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.chat import (
    conversations,
    group_lock,
    hydration,
    members,
    store,
    store_groups,
    store_log,
)
from leapfrog.chat.errors import (
    GroupClosed,
    GroupLinkOver,
    NoConversation,
    NoMember,
    NotAdmin,
)
from leapfrog.chat.group_lock import Room
from leapfrog.chat_content import Joining, PersonLabel
from leapfrog.identity import Person, avatar_url, named, plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_secret

LONGEST_GREETING = 200


class GroupPreview(msgspec.Struct, frozen=True):
    """A group, as somebody sees it who holds its link; `state`: what they are to it."""

    id: UUID
    name: str
    avatar: str | None
    members_preview: list[PersonLabel]
    member_count: int
    joining: Joining
    state: Literal["none", "asked", "member"]


class JoinRequest(msgspec.Struct, frozen=True):
    """Somebody who asks to join."""

    person: Person
    greeting: str
    created_at: datetime


async def link(db: Db, me: UUID, group_id: UUID) -> str:
    """The link's token, made when there is none; whoever may add people may have it.

    Raises `NoConversation`, `NotMember`, `NotAdmin`, `GroupClosed`.
    """
    room = await group_lock.enter(db, me, group_id)
    rules = await store_groups.rules(db, group_id)
    if rules.adding == "admins" and room.terms.role == "member":
        raise NotAdmin
    if rules.joining == "closed":
        raise GroupClosed
    if rules.token is None:
        token = new_secret()
        await store_groups.set_token(db, group_id, token)
        return token
    return rules.token


async def revoke(db: Db, me: UUID, group_id: UUID) -> None:
    """Nobody comes in by the link any more. Raises `NoConversation`, `NotMember`, `NotAdmin`."""
    await group_lock.enter(db, me, group_id, "admin")
    await store_groups.set_token(db, group_id, None)


async def preview(db: Db, me: UUID, token: str) -> GroupPreview:
    """What a group's link shows before one joins by it. Raises `GroupLinkOver`."""
    group_id = await store_groups.by_token(db, token)
    if group_id is None:
        raise GroupLinkOver
    group = (await store.groups(db, [group_id]))[group_id]
    view = await hydration.view_of(db, me, group_id, set(group.preview))
    state: Literal["none", "asked", "member"] = "none"
    if await store_groups.roles(db, group_id, [me]):
        state = "member"
    elif await store_groups.asked(db, group_id, me):
        state = "asked"
    return GroupPreview(
        id=group_id,
        name=group.name or hydration.names_of(view, group),
        avatar=avatar_url(group.avatar),
        members_preview=[view.face(group_id, one) for one in group.preview],
        member_count=group.members,
        joining=group.joining,
        state=state,
    )


async def join(db: Db, me: UUID, token: str, greeting: str) -> GroupPreview:
    """Joins a group by its link, or asks to; again, nothing happens. Raises `GroupLinkOver`,
    `GroupClosed`, `GroupFull`, `Invalid`.
    """
    words = plain(greeting)
    if len(words) > LONGEST_GREETING:
        raise Invalid(f"At most {LONGEST_GREETING} characters.")
    group_id = await store_groups.by_token(db, token)
    if group_id is None:
        raise GroupLinkOver
    if not await store_groups.roles(db, group_id, [me]):
        await _come(db, me, group_id, words)
    return await preview(db, me, token)


async def _come(db: Db, me: UUID, group_id: UUID, greeting: str) -> None:
    terms = await store_log.lock_group(db, group_id)
    joining = (await store_groups.rules(db, group_id)).joining
    if joining == "closed":
        raise GroupClosed
    if joining == "free":
        room = Room(db, group_id, me, terms)
        if await room.take_in([me], "joined"):
            await members.closed_in_bounds(room)
    elif await store_groups.ask(db, group_id, me, greeting):
        await _tell_admins(db, group_id)


async def asking(db: Db, me: UUID, group_id: UUID) -> list[JoinRequest]:
    """Who asks to join. Raises `NoConversation`, `NotMember`, `NotAdmin`."""
    terms = await store.terms(db, me, group_id)
    if terms is None or terms.kind != "group":
        raise NoConversation
    if terms.until_seq is not None or terms.role == "member":
        raise NotAdmin
    found = await store_groups.asking(db, group_id)
    people = await named(db, [one.person_id for one in found])
    return [JoinRequest(people[one.person_id], one.greeting, one.created_at) for one in found]


async def answer(db: Db, me: UUID, group_id: UUID, them: UUID, *, accept: bool) -> None:
    """Lets somebody in who asked, or not, of which they are not told. Raises `NoConversation`,
    `NotMember`, `NotAdmin`, `NoMember`, `GroupFull`.
    """
    room = await group_lock.enter(db, me, group_id, "admin")
    if not await store_groups.answer(db, group_id, [them]):
        if them in await store_groups.roles(db, group_id, [them]):
            return
        raise NoMember
    if accept and await room.take_in([them], "approved"):
        await members.closed_in_bounds(room)
    else:
        await _tell_admins(db, group_id)


async def _tell_admins(db: Db, group_id: UUID) -> None:
    await store_groups.touch(db, group_id)
    conversations.tell_changed(db, await store_groups.admins(db, group_id))
