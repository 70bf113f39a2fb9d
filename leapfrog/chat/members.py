"""Who is in a group, what they are there, who comes and who goes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat import group_lock, groups, hydration, store, store_groups
from leapfrog.chat.errors import GroupFull, NoConversation, NoMember, NotAdmin, NotMember
from leapfrog.chat.group_lock import Room
from leapfrog.chat_content import Role
from leapfrog.identity import Person, shown_name
from leapfrog.kernel.db import Db

PAGE = 100


class GroupMember(msgspec.Struct, frozen=True):
    """One who is in a group: `name` is what the one who asks calls them, `card` what they call
    themselves there.
    """

    person: Person
    name: str
    card: str
    role: Role
    joined_at: datetime


class GroupMembers(msgspec.Struct, frozen=True):
    """A page; `next` is the `after` of the following one."""

    members: list[GroupMember]
    next: UUID | None


async def listed(db: Db, me: UUID, group_id: UUID, after: UUID | None) -> GroupMembers:
    """The owner first, then admins, then members. Raises `NoConversation`, `NotMember`."""
    terms = await store.terms(db, me, group_id)
    if terms is None or terms.kind != "group":
        raise NoConversation
    if terms.until_seq is not None:
        raise NotMember
    found = await store_groups.members(db, group_id, after, PAGE)
    view = await hydration.view_of(db, me, group_id, {one.person_id for one in found})
    members = [
        GroupMember(
            view.people[one.person_id],
            view.face(group_id, one.person_id).name,
            one.card,
            one.role,
            one.joined_at,
        )
        for one in found
    ]
    return GroupMembers(members, found[-1].person_id if len(found) == PAGE else None)


async def add(db: Db, me: UUID, group_id: UUID, people: Sequence[UUID]) -> None:
    """Adds contacts of `me` to a group. Raises `NoConversation`, `NotMember`, `NotAdmin` where only
    admins may, `NotYourContact`, `MovedAway`, `GroupFull`, `GroupLivesElsewhere`.
    """
    room = await group_lock.enter(db, me, group_id)
    rules = await store_groups.rules(db, group_id)
    if rules.adding == "admins" and room.terms.role == "member":
        raise NotAdmin
    here = await store_groups.roles(db, group_id, people)
    new = sorted(set(people) - here.keys())
    await groups.check_contacts(db, me, new)
    if await room.take_in(new, "joined"):
        await closed_in_bounds(room)


async def closed_in_bounds(room: Room) -> None:
    """Ends a change by which somebody came in. Raises `GroupFull`."""
    count = await room.close()
    if count is not None and count > groups.MOST:
        raise GroupFull


async def remove(db: Db, me: UUID, group_id: UUID, them: UUID) -> None:
    """Removes a person from a group, or lets `me` leave. An admin may remove members, the owner
    everybody. Raises `NoConversation`, `NotMember`, `NoMember`, `NotAdmin`, `GroupLivesElsewhere`.
    """
    room = await group_lock.enter(db, me, group_id)
    if them == me:
        await leave(room)
        return
    role = (await store_groups.roles(db, group_id, [them])).get(them)
    if room.terms.role == "member":
        raise NotAdmin
    if role is None:
        raise NoMember
    if role != "member" and room.terms.role != "owner":
        raise NotAdmin
    await room.let_go(them, "removed")
    await room.close()


async def leave(room: Room) -> None:
    """Whoever owned it passes it on; a group that nobody is left in has ended."""
    await room.let_go(room.me, "left")
    heir = await store_groups.heir(room.db, room.id) if room.terms.role == "owner" else None
    if heir:
        await store_groups.set_role(room.db, room.id, heir, "owner")
        room.note("owner", [heir])
    if await room.close() == 0:
        await store_groups.set_token(room.db, room.id, None)


async def set_role(db: Db, me: UUID, group_id: UUID, them: UUID, role: Role) -> None:
    """The owner makes admins and members; who makes an owner is an admin afterwards. Raises
    `NoConversation`, `NotMember`, `NotOwner`, `NoMember`, `GroupLivesElsewhere`.
    """
    room = await group_lock.enter(db, me, group_id, "owner")
    before = (await store_groups.roles(db, group_id, [them])).get(them)
    if before is None or them == me:
        raise NoMember
    if before == role:
        return
    await store_groups.set_role(db, group_id, them, role)
    if role == "owner":
        await store_groups.set_role(db, group_id, me, "admin")
    room.note({"owner": "owner", "admin": "admin", "member": "unadmin"}[role], [them])
    await room.close()


async def call_oneself(db: Db, me: UUID, group_id: UUID, name: str) -> None:
    """Sets what `me` is called in this group; empty: as everywhere else. Raises `NoConversation`,
    `NotMember`, `GroupLivesElsewhere`, `Invalid`.
    """
    room = await group_lock.enter(db, me, group_id)
    await store_groups.set_card(db, group_id, me, shown_name(name) if name.strip() else "")
    await room.close()
