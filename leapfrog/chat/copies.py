"""Groups that another town orders: of each there is an exact copy here, for the people of this town
who are in it. Nothing is said or changed in it but what its town has ordered.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.chat import attaching, groups, log, store_copies, store_groups, store_log
from leapfrog.chat.conversations import tell_changed
from leapfrog.chat.errors import GroupIdUsed
from leapfrog.chat.log import Batch
from leapfrog.chat.store_groups import LogPosition
from leapfrog.chat_content import CopiedGroup, CopiedMember, GroupChange, MessageDraft, Role
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem

COMING = frozenset(("group_made", "joined", "approved"))
GOING = frozenset(("left", "removed"))


async def open_copy(db: Db, group: CopiedGroup, owner: UUID) -> None:
    """Makes a copy of another town's group that begins at a place of its log, or begins anew there,
    with nobody in it. Raises `GroupIdUsed` where the id is that of a conversation of this town.
    """
    if await store_copies.make(db, group):
        await store_copies.make_group(db, group, owner)
    elif not await store_copies.begin_anew(db, group):
        raise GroupIdUsed
    await _describe(db, group)


async def _describe(db: Db, group: CopiedGroup) -> None:
    words = (group.name, group.announcement, group.muted_all, group.joining, group.adding)
    name, announcement, muted_all, joining, adding = words
    await store_groups.change(
        db, group.id, GroupChange(name, announcement, muted_all, joining, adding)
    )
    await store_groups.mute_all(db, group.id, muted_all)


async def copy_members(db: Db, group_id: UUID, members: Sequence[CopiedMember], seq: int) -> None:
    """Puts people of other towns into the copy of a group, also those who had left it."""
    await store_copies.put_members(db, group_id, members, seq)
    await store_groups.count(db, group_id)
    await store_groups.touch(db, group_id)


async def copy_row(db: Db, draft: MessageDraft, moved: Sequence[UUID]) -> int:
    """Appends the next row of a group's log, as the group's town has it; answers its seq. `moved`:
    of the people whom the row lets in, out or rise, those whom it moves here.
    """
    terms = await store_log.lock_group(db, draft.conversation_id)
    filled = attaching.filled(draft, await attaching.known(db, [draft]))
    draft = draft if isinstance(filled, Problem) else filled
    batch = Batch(db.now)
    row = batch.add(draft, terms)
    await batch.write(db)
    said, place = row.message(db.now), (draft.conversation_id, row.seq)
    if draft.kind == "text" and not draft.body:
        # Nothing of it is left.
        await store_log.recall(db, [place])
        said = msgspec.structs.replace(said, recalled=True)
    before = await log.audience(db, {draft.conversation_id: terms})
    if draft.kind == "system":
        await _change(db, draft, row.seq, row.ord, moved)
    people = {*before.get(draft.conversation_id, ())}
    people |= {*(await log.audience(db, {draft.conversation_id: terms}))[draft.conversation_id]}
    hearing = {draft.conversation_id: sorted(people)}
    log.tell(db, hearing, said)
    if draft.kind == "system":
        tell_changed(db, hearing[draft.conversation_id])
    return row.seq


async def _change(db: Db, draft: MessageDraft, seq: int, ord_: int, moved: Sequence[UUID]) -> None:
    """What a row says that happened happens."""
    place, meta = draft.conversation_id, draft.meta or {}
    what, text = str(meta.get("what")), str(meta.get("text", ""))
    if what in COMING:
        after = LogPosition(seq - 1, ord_)
        await store_groups.join(db, place, moved, "member", after, seq - 1)
    elif what in GOING:
        for one in moved:
            await store_groups.leave(db, place, one, seq)
    elif what in ("owner", "admin", "unadmin"):
        await _rise(db, draft, what, moved)
    elif what == "named":
        await store_groups.change(db, place, GroupChange(name=text))
    elif what == "announced":
        await store_groups.change(db, place, GroupChange(announcement=text))
    elif what in ("muted_all", "unmuted_all"):
        await store_groups.mute_all(db, place, what == "muted_all")
    if what in COMING | GOING:
        await store_groups.count(db, place)


async def _rise(db: Db, draft: MessageDraft, what: str, moved: Sequence[UUID]) -> None:
    place = draft.conversation_id
    for one in moved:
        role: Role = "member" if what == "unadmin" else "owner" if what == "owner" else "admin"
        await store_groups.set_role(db, place, one, role)
    if what == "owner" and draft.sender_id in await store_groups.roles(
        db, place, [draft.sender_id]
    ):
        await store_groups.set_role(db, place, draft.sender_id, "admin")


async def copy_picture(db: Db, group_id: UUID, picture: bytes | None) -> list[bytes]:
    """Shows a group's picture as its town does (None: none); answers blobs that nobody has now."""
    orphans = await groups.set_picture(db, group_id, picture)
    await store_groups.touch(db, group_id)
    tell_changed(db, (await store_log.audience(db, [group_id])).get(group_id, []))
    return orphans


async def end_copy(db: Db, group_id: UUID, people: Sequence[UUID]) -> None:
    """Takes people of this town out of a group's copy; they see nothing that comes later."""
    for one in people:
        await store_copies.end(db, group_id, one)
    await store_groups.count(db, group_id)
    tell_changed(db, people)


async def set_copy(db: Db, group_id: UUID, *, copy: bool) -> None:
    """Sets whether another town orders a group's log from now on (`copy`), or this one."""
    await store_copies.set_copy(db, group_id, copy=copy)
    await store_groups.set_away(db, group_id)
    people = await store_log.audience(db, [group_id])
    tell_changed(db, people.get(group_id, []))


async def rewind(db: Db, group_id: UUID, seq: int) -> None:
    """Deletes what follows row `seq` of a group's log, or an archive's: it is told elsewhere."""
    await store_copies.rewind(db, group_id, seq)
    people = await store_log.audience(db, [group_id])
    tell_changed(db, people.get(group_id, []))


async def keep_waiting_files(db: Db, group_id: UUID, ids: Sequence[UUID], *, waiting: bool) -> None:
    """Keeps files of messages that wait for the group's town here, for it to fetch, as long as they
    wait (`waiting`); else lets them go.
    """
    await store_copies.hold(db, group_id, ids, waiting=waiting)
