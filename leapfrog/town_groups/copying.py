"""The copy of a group that another town orders: rows are taken from that town alone, in their
order, each once, and what somebody of a third town says only when that one's own town signed it.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec
import structlog
from msgspec import Meta

from leapfrog import chat, chat_archives, chat_highlights, contacts, identity, towns
from leapfrog.chat_content import CopiedGroup, CopiedMember
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import schedule_first
from leapfrog.town_groups import (
    adding,
    faces,
    model,
    pictures,
    reading,
    store,
    store_joining,
    store_moved,
    store_rows,
)
from leapfrog.town_groups.adding import Adding
from leapfrog.town_groups.model import (
    MOST_MEMBERS,
    MemberFace,
    MoreMembers,
    OfGroup,
    Ord,
    RowTold,
    SignedSay,
)
from leapfrog.town_groups.reading import RowHashes
from leapfrog.town_groups.store import TownGroup
from leapfrog.towns import Dispatch, InvalidDispatch, NewDispatch

ASK = "town_groups.ask"
SOON = timedelta(seconds=2)
A_DAY = timedelta(days=1)
# A town makes its people members of so many groups here in a day; a copy holds so many rows that
# cannot be taken yet.
MOST_OF_TOWN, MOST_AHEAD = 200, 2000
log = structlog.get_logger()


class AddedFace(msgspec.Struct, frozen=True):
    """Somebody of the town that is told, and who added them; `signed` by the town of who did."""

    pid: str
    by: str
    by_address: str = ""
    signed: SignedSay | None = None


class GroupBegun(msgspec.Struct, frozen=True):
    """A group in which there are people of the town that is told. `members`: who is in it after the
    row `upto`; the copy begins after the row `seq`, of which `head` is the hash.
    """

    group: UUID
    name: Annotated[str, Meta(max_length=200)]
    announcement: Annotated[str, Meta(max_length=10_000)]
    joining: Literal["free", "approval", "closed"]
    adding: Literal["all", "admins"]
    muted_all: bool
    seq: Ord
    ord: Ord
    head: model.Digest
    upto: Ord
    members: Annotated[list[MemberFace], Meta(max_length=MOST_MEMBERS)]
    added: Annotated[list[AddedFace], Meta(max_length=MOST_MEMBERS)]
    term: Ord = 0


async def begun(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """There are people of this town in a group of that one. Nothing of it is here unless one of
    them is a contact of who added them. Raises `InvalidDispatch`, `Problem`.
    """
    body = msgspec.convert(dispatch.body, GroupBegun, strict=False)
    before = await store.locked(db, body.group)
    if before and before.home != there.domain:
        raise InvalidDispatch("this group lives in another town")
    if before is None and await store.made_since(db, there.domain, db.now - A_DAY) >= MOST_OF_TOWN:
        raise InvalidDispatch("too many groups of one town in a day")
    came = await _came(db, there, body)
    if not came and not await _wanted(db, there.domain, body):
        raise InvalidDispatch("nobody here knows who added them")
    head = bytes.fromhex(body.head)
    # What the id is of here is asked before anything is written of it.
    owner = await _owner(db, body)
    about = (body.name, body.announcement, body.muted_all, body.joining, body.adding)
    await _open(db, CopiedGroup(body.group, *about, body.seq, body.ord, came), owner)
    await pictures.want(db, body.group)
    if before is None:
        await store.make(db, body.group, there.domain, body.seq, head, body.upto)
    elif body.seq > before.seq or not await store.own_left(db, body.group):
        await store.begin_anew(db, body.group, there.domain, body.seq, head, body.upto)
        await store_rows.drop_ahead(db, body.group, body.seq)
    await _members(db, body.group, body.members, body.seq)


async def _open(db: Db, group: CopiedGroup, owner: UUID) -> None:
    """Raises `GroupIdUsed`."""
    try:
        await chat.open_copy(db, group, owner)
    except chat.GroupIdUsed:
        if not await _give_way(db, group.id):
            raise
        await chat.open_copy(db, group, owner)


async def _give_way(db: Db, group_id: UUID) -> bool:
    """What somebody else brought of the group stays theirs, with what they marked in it."""
    owner = await chat_archives.owner_of(db, group_id)
    if owner is None:
        return False
    marks = chat_highlights.RECORD_SETS
    had = [[one async for one in marked.export(db, owner)] for marked in marks]
    await chat_archives.give_way(db, owner, group_id)
    for marked, records in zip(marks, had, strict=True):
        if marked.restore:
            await marked.restore(db, owner, records)
    return True


async def _came(db: Db, there: HomeSource, body: GroupBegun) -> list[UUID]:
    """Those of the added who came to live here, and were in this group of that town before."""
    waiting = await store_moved.expected_of(db, body.group, there.domain)
    known = await identity.pids_of(db, waiting)
    added = {one.pid for one in body.added}
    return [who for who in waiting if known.get(who) in added]


async def _owner(db: Db, body: GroupBegun) -> UUID:
    for face in sorted(body.members, key=lambda one: one.role != "owner"):
        person = await faces.met(db, body.group, face)
        if person:
            return person.id
    raise InvalidDispatch("a group of nobody")


async def _wanted(db: Db, home: str, body: GroupBegun) -> bool:
    """Whether one of those who are said to be in it is here, and a contact of who added them, or
    asked that town to be let in.
    """
    for one in body.added:
        here = await identity.person_of_pid(db, one.pid)
        by = await identity.person_of_pid(db, one.by)
        person = (await identity.named(db, [here])).get(here) if here else None
        if here is None or person is None or person.kind != "person":
            continue
        if by and await contacts.may_talk(db, [(by, here)]):
            signed = {one.pid: one.signed} if one.signed else {}
            told = Adding(body.group, home, one.by, by, signed)
            if await adding.is_said(db, told, one.pid, here):
                return True
        if await store_joining.waiting(db, body.group, home, [here]):
            return True
    return False


async def named(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """More of those who are in a group. Raises `InvalidDispatch`."""
    group = await _group(db, there, dispatch)
    more = msgspec.convert(dispatch.body, MoreMembers, strict=False)
    await _members(db, group.id, more.members, group.seq)


async def _members(db: Db, group_id: UUID, members: Sequence[MemberFace], seq: int) -> None:
    """Notes those of other towns, and who came here from one: who else of this one is in it, the
    rows say.
    """
    group = await store.one(db, group_id)
    came = await store_moved.expected_of(db, group_id, group.home) if group and group.home else []
    found = list[CopiedMember]()
    for face in members:
        person = await faces.met(db, group_id, face)
        if person is None:
            continue
        await store.put_person(db, group_id, face.pid, person.id)
        if person.kind == "remote" or person.id in came:
            found.append(CopiedMember(person.id, face.role, face.card[:100], face.since))
    await chat.copy_members(db, group_id, found, seq)


async def _group(db: Db, there: HomeSource, dispatch: Dispatch) -> TownGroup:
    """The copy of which a town speaks that orders it; nobody else takes rows until the commit.
    Raises `InvalidDispatch`.
    """
    body = msgspec.convert(dispatch.body, OfGroup, strict=False)
    group = await store.locked(db, body.group)
    if group is None or group.home != there.domain:
        raise InvalidDispatch("no group of that town is known here")
    return group


async def told(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """A row of a group. Raises `InvalidDispatch`."""
    body = msgspec.convert(dispatch.body, RowTold, strict=False)
    group = await _group(db, there, dispatch)
    seq = _seq(body)
    if seq <= group.seq:
        await _again(db, group, body, seq)
        return
    # The row for which the others wait is always taken.
    if seq > group.seq + 1 and await store_rows.count_ahead(db, group.id) >= MOST_AHEAD:
        raise InvalidDispatch("too many rows wait")
    if await store_rows.add_ahead(db, group.id, seq, dispatch.body):
        await advance(db, group)


def _seq(body: RowTold) -> int:
    """Raises `InvalidDispatch`."""
    if body.gone:
        return body.gone.seq
    try:
        return msgspec.json.decode(body.row or "", type=model.RowText).seq
    except (msgspec.DecodeError, RecursionError) as cause:
        raise InvalidDispatch(f"this is no row: {cause}") from None


async def _again(db: Db, group: TownGroup, body: RowTold, seq: int) -> None:
    """A row that is here: the same one changes nothing, another one is not taken. Raises
    `InvalidDispatch`.
    """
    digest = bytes.fromhex(body.gone.hash) if body.gone else model.row_hash(body.row or "")
    kept = await store_rows.row_at(db, group.id, seq)
    if kept and kept != digest:
        log.warning("town_groups_another_row", group=str(group.id), seq=seq)
        raise InvalidDispatch("another row has this number")


async def advance(db: Db, group: TownGroup) -> None:
    """Takes all rows that follow what is here. Those whose town's key is not known yet wait; what
    is missing before them is asked for.
    """
    seq, head = group.seq, group.head
    while (waiting := await store_rows.ahead(db, group.id, seq + 1)) is not None:
        body = msgspec.convert(waiting, RowTold, strict=False)
        if bytes.fromhex(body.prev) != head:
            # It does not follow. It is told again, and once another one comes in its place, that
            # is looked at; the same one again changes nothing.
            log.warning("town_groups_fork", group=str(group.id), seq=seq + 1)
            break
        digest = bytes.fromhex(body.gone.hash) if body.gone else model.row_hash(body.row or "")
        following = model.chained(head, digest)
        if not await reading.take(db, group, body, RowHashes(digest, following)):
            break
        seq, head = seq + 1, following
        await store_rows.drop_ahead(db, group.id, seq)
        await store.moved_on(db, group.id, seq, head)
    if await store_rows.has_ahead(db, group.id):
        await schedule_first(db, ASK, str(group.id), db.now + SOON)


async def ask(db: Db, ref: str, _body: object) -> None:
    """A timer: rows are missing, so the group's town tells them again."""
    group = await store.one(db, UUID(ref))
    if group is None or group.home is None or not await store_rows.has_ahead(db, group.id):
        return
    waiting = await store_rows.ahead(db, group.id, group.seq + 1)
    if waiting and bytes.fromhex(msgspec.convert(waiting, RowTold).prev) == group.head:
        # Nothing is missing: the key of a town is.
        return
    await towns.write_dispatches(
        db, group.home, [NewDispatch("g.from", {"group": ref, "seq": group.seq})]
    )


async def begun_in_vain(db: Db, domain: str, dispatch: Dispatch, _code: str) -> None:
    """A town does not take a group: those of it who were added are not in it."""
    group_id = UUID(str(dispatch.body["group"]))
    for one in dispatch.body["added"]:
        who = await identity.person_of_pid(db, str(one["pid"]))
        person = (await identity.named(db, [who])).get(who) if who else None
        if person and faces.domain_of(person) == domain:
            await leave(db, group_id, person.id)
    await store_rows.told(db, group_id, domain, 0, still=False)


async def leave(db: Db, group_id: UUID, person_id: UUID) -> None:
    """Somebody elsewhere is not in a group of this town; nothing when they were not."""
    try:
        async with db.savepoint():
            await chat.remove_member(db, person_id, group_id, person_id)
    except Problem as why:
        log.info("town_groups_not_left", why=why.code)
