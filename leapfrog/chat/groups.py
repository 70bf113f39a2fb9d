"""Groups: made of contacts, named, announced in, quieted, given a picture."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.chat import conversations, group_lock, store, store_groups
from leapfrog.chat.errors import GroupFull, GroupIdUsed, NotYourContact
from leapfrog.chat.model import Conversation
from leapfrog.chat.store_groups import GroupMaking, LogPosition
from leapfrog.chat_content import GroupChange
from leapfrog.contacts import may_talk
from leapfrog.identity import check_here, plain, remote_among, shown_name
from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid

MOST = 2000
LONGEST_ANNOUNCEMENT = 2000
PICTURE = "group_avatar"
PICTURE_TYPE = "image/webp"


async def make(db: Db, me: UUID, group_id: UUID, name: str, people: Sequence[UUID]) -> Conversation:
    """Makes a group of `me` and these contacts. The same id with the same people again is the same.
    Raises `Invalid`, `GroupFull`, `NotYourContact`, `MovedAway`, `GroupIdUsed`.
    """
    called = group_name(name)
    others = sorted(set(people) - {me})
    before = await store_groups.made(db, group_id)
    if before is None:
        await check_contacts(db, me, others)
        if len(others) >= MOST:
            raise GroupFull
        if not await store_groups.make(db, group_id, called, me, others):
            raise GroupIdUsed
        await fill(db, me, group_id, others)
    elif before != GroupMaking(me, others):
        raise GroupIdUsed
    return await conversations.one(db, me, group_id)


def group_name(name: str) -> str:
    """How a group is called, as it is kept; it may have no name."""
    return shown_name(name) if name.strip() else ""


async def fill(db: Db, me: UUID, group_id: UUID, others: Sequence[UUID]) -> None:
    """The people of a group that was made just now, and the row that says so."""
    await store_groups.join(db, group_id, [me], "owner", LogPosition(), 0)
    room = await group_lock.enter(db, me, group_id)
    await store_groups.join(db, group_id, others, "member", LogPosition(), 0)
    room.note("group_made", others)
    await room.close(recount=True)


async def check_contacts(db: Db, me: UUID, people: Sequence[UUID]) -> None:
    """Who adds somebody must be their contact, and neither blocked the other. Raises `MovedAway`,
    `NotYourContact`.
    """
    pairs = {(me, them) for them in people}
    strange = pairs - await may_talk(db, list(pairs))
    away = await remote_among(db, [me, *people]) if strange else set()
    # What two are to each other who both live elsewhere, their towns know.
    if any(not away.issuperset(pair) for pair in strange):
        await check_here(db, people)
        raise NotYourContact


async def change(db: Db, me: UUID, group_id: UUID, wanted: GroupChange) -> Conversation:
    """Changes those settings of a group that are given; the admins may. Raises `NoConversation`,
    `NotMember`, `NotAdmin`, `GroupLivesElsewhere`, `Invalid`.
    """
    room = await group_lock.enter(db, me, group_id, "admin")
    name = group_name(wanted.name) if wanted.name is not None else None
    announcement = plain(wanted.announcement) if wanted.announcement is not None else None
    if announcement and len(announcement) > LONGEST_ANNOUNCEMENT:
        raise Invalid(f"At most {LONGEST_ANNOUNCEMENT} characters.")
    before = (await store.groups(db, [group_id]))[group_id]
    cleaned = msgspec.structs.replace(wanted, name=name, announcement=announcement)
    await store_groups.change(db, group_id, cleaned)
    if name is not None and name != before.name:
        room.note("named", text=name)
    if announcement is not None and announcement != before.announcement:
        room.note("announced", text=announcement)
    if wanted.muted_all is not None and wanted.muted_all != room.terms.muted_all:
        await store_groups.mute_all(db, group_id, wanted.muted_all)
        room.note("muted_all" if wanted.muted_all else "unmuted_all")
    await room.close()
    return await conversations.one(db, me, group_id)


async def show_picture(db: Db, me: UUID, group_id: UUID, picture: bytes | None) -> list[bytes]:
    """Sets the picture to a blob, to be stored before the commit, or takes it away; answers the
    blobs that nobody has any more. Raises `NoConversation`, `NotMember`, `NotAdmin`.
    """
    room = await group_lock.enter(db, me, group_id, "admin")
    orphans = await set_picture(db, group_id, picture)
    room.note("avatar")
    await room.close()
    return orphans


async def set_picture(db: Db, group_id: UUID, picture: bytes | None) -> list[bytes]:
    """The same, whoever may do it."""
    before, sha256 = await files.of_owner(db, group_id), None
    if picture:
        sha256 = hashlib.sha256(picture).digest()
        what = (PICTURE, sha256, PICTURE_TYPE)
        await files.own(db, group_id, *what, size=len(picture), person=None, public=True)
    await store_groups.set_avatar(db, group_id, sha256)
    return await files.disown_these(db, group_id, [file.id for file in before])
