"""One row of a group that another town orders: who says it, whether their own town vouches for it,
and what it becomes here. A row that is not what it should be keeps its place, and nothing is in it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import chat, contacts, identity, towns
from leapfrog.chat_content import CARRIED, EVENTS, MessageDraft, checked
from leapfrog.identity import Person
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.jobs import enqueue
from leapfrog.town_groups import (
    adding,
    faces,
    model,
    moving,
    pictures,
    store,
    store_joining,
    store_rows,
    store_wishes,
)
from leapfrog.town_groups.adding import Adding
from leapfrog.town_groups.model import GoneRow, RowText, RowTold, SaidText, SignedSay
from leapfrog.town_groups.store import TownGroup
from leapfrog.town_groups.store_rows import KeptRow
from leapfrog.towns import Digests, InvalidDispatch, NewDispatch

LOOK = "town_groups:look"
AHEAD = timedelta(minutes=5)
COMING, GOING = frozenset(("group_made", "joined", "approved")), frozenset(("left", "removed"))
log = structlog.get_logger()


class Unvouched(Exception):
    """Why a row is not what its town says."""


class KeyUnknown(Exception):
    """The key of the town that must have signed a row is not known here yet."""

    def __init__(self, domain: str) -> None:
        super().__init__(domain)
        self.domain = domain


class RowHashes(msgspec.Struct, frozen=True):
    """Of a row, and of all up to it."""

    row: bytes
    head: bytes


async def take(db: Db, group: TownGroup, told: RowTold, hashes: RowHashes) -> bool:
    """Writes the next row into the log here. False while the key of a town is not known by which
    it must be signed: it is asked for.
    """
    row = _parsed(told)
    for face in told.who:
        await _note(db, group.id, face)
    by = await faces.person_of(db, group.id, row.by)
    person = (await identity.named(db, [by])).get(by) if by else None
    try:
        draft = await _vouched(db, group, row, person, told.files)
    except KeyUnknown as unknown:
        await enqueue(db, LOOK, {"domain": unknown.domain, "group": str(group.id)})
        return False
    except (Unvouched, InvalidDispatch, Problem, msgspec.DecodeError) as why:
        log.warning("town_groups_not_vouched", group=str(group.id), seq=row.seq, why=str(why))
        draft = None
    sender = by or await store.owner(db, group.id)
    if draft is None or await chat.is_said(db, group.id, sender, row.i):
        # Of two rows with one client id the first is the message.
        empty = derived_id(row.i, f"row {row.seq}")
        draft = MessageDraft(group.id, sender, empty, "", at=_shown(db, row.at))
    added = Adding(group.id, group.home or "", row.by, draft.sender_id, told.added)
    await _write(db, group, draft, row.seq, added)
    text = told.row if draft.body or draft.meta or draft.kind in EVENTS else None
    kept = KeptRow(
        seq=row.seq,
        sender_id=sender,
        client_id=draft.client_id,
        hash=hashes.row,
        head=hashes.head,
        text=text,
        at=row.at,
        kind=draft.kind,
        meta=draft.meta,
    )
    await store_rows.add_row(db, group.id, kept)
    if draft.kind == "recall" and draft.ref:
        await store_rows.forget_row(db, group.id, draft.ref)
    await wish_done(db, group.id, sender, row.i)
    return True


def _parsed(told: RowTold) -> RowText:
    if told.row is not None:
        return msgspec.json.decode(told.row, type=RowText)
    gone = told.gone
    assert isinstance(gone, GoneRow)
    return RowText(seq=gone.seq, by=gone.by, i=gone.i, at=gone.at)


async def _note(db: Db, group_id: UUID, face: model.Face) -> None:
    """Somebody whom a row names is known from now on."""
    try:
        async with db.savepoint():
            person = await faces.met(db, group_id, face)
            if person:
                await store.put_person(db, group_id, face.pid, person.id)
            if face.home:
                await faces.follow(db, group_id, face)
    except Problem as why:
        log.info("town_groups_no_face", why=why.code)


def _shown(db: Db, at: datetime) -> datetime:
    """When it was said, as the group's town has it; never in the future."""
    return min(at, db.now + AHEAD) if at.tzinfo else db.now


async def _vouched(
    db: Db, group: TownGroup, row: RowText, person: Person | None, files: Digests
) -> MessageDraft | None:
    """What a row says; None for a row in which nothing is left. Raises `Unvouched`, `KeyUnknown`,
    `InvalidDispatch`, `Problem`.
    """
    if person is None:
        raise Unvouched("by nobody who was named")
    domain = await faces.town_of(db, person)
    if row.said:
        said = await _signed(db, group.id, row, row.said, domain)
        return await _draft(db, group, said, person, row, files)
    if row.kind == "system":
        return await _draft(db, group, row, person, row, files)
    if row.kind:
        raise Unvouched("not signed by the town of who says it")
    return None


async def _signed(db: Db, group_id: UUID, row: RowText, said: SignedSay, domain: str) -> SaidText:
    """Raises `Unvouched`, `KeyUnknown`."""
    text = msgspec.json.decode(said.text, type=SaidText)
    if (text.group, text.by, text.i) != (group_id, row.by, row.i):
        raise Unvouched("said in another group, by another one, or another time")
    if text.kind not in CARRIED:
        raise Unvouched("of a kind that nobody says")
    keys = await faces.keys_of(db, domain)
    if not keys:
        raise KeyUnknown(domain)
    if not model.is_signed(said, keys.get(said.key, "")):
        raise Unvouched("not signed by the town of who says it")
    return text


async def _draft(
    db: Db,
    group: TownGroup,
    text: RowText | SaidText,
    person: Person,
    row: RowText,
    files: Digests,
) -> MessageDraft:
    """Raises `Unvouched`, `InvalidDispatch`, `Problem`."""
    if text.ref is not None and text.ref >= row.seq:
        raise Unvouched("it answers what comes later")
    await _may_change(db, group.id, text, person.id)
    mentions = [await faces.person_of(db, group.id, pid) for pid in text.mentions[:100]]
    meta = await _meta(db, group.id, text)
    draft = MessageDraft(
        conversation_id=group.id,
        sender_id=person.id,
        client_id=row.i,
        body=text.body,
        kind=text.kind,  # type: ignore[arg-type]
        ref=text.ref,
        mentions=tuple(one for one in mentions if one),
        meta=meta,
        at=_shown(db, row.at),
    )
    if person.kind != "person" and group.home and any(chat.filed(text.kind, meta or {})):
        called = draft.mentions
        draft = await towns.announced_files(db, group.home, draft, files)
        return msgspec.structs.replace(draft, mentions=called)
    found = checked(draft)
    if isinstance(found, Problem):
        raise found
    return found


async def _meta(db: Db, group_id: UUID, text: RowText | SaidText) -> dict[str, Any] | None:
    """With this town's ids of people; of cards, the address alone."""
    meta = text.meta
    if not meta:
        return None
    if text.kind == "system" and isinstance(meta.get("person_ids"), list):
        ids = [await faces.person_of(db, group_id, str(pid)) for pid in meta["person_ids"][:2000]]
        return {**meta, "person_ids": [str(one) for one in ids if one]}
    return towns.with_addresses(text.kind, meta, {})


async def _may_change(db: Db, group_id: UUID, text: RowText | SaidText, by: UUID) -> None:
    """Only who said something edits it; only they, or who leads the group, take it back."""
    if text.kind not in ("edit", "recall", "reaction"):
        return
    target = await store_rows.target(db, group_id, text.ref or 0, by)
    if target is None:
        # Said before this town came to the group: there is nothing here to change.
        raise Unvouched("it changes what is not here")
    own = target.sender_id == by
    if text.kind == "edit" and not own:
        raise Unvouched("an edit of what somebody else said")
    if text.kind == "recall" and not own and target.role == "member":
        raise Unvouched("a recall by who does not lead the group")


async def _write(db: Db, group: TownGroup, draft: MessageDraft, seq: int, added: Adding) -> None:
    """Into the log, with what follows for who is in the group."""
    moved, against = list[UUID](), list[UUID]()
    what = (draft.meta or {}).get("what") if draft.kind == "system" else None
    if what:
        ids = [UUID(one) for one in (draft.meta or {}).get("person_ids", [])]
        people = await identity.named(db, ids)
        here = {one for one in ids if one in people and people[one].kind == "person"}
        # Up to there the group's town has told who of other towns is in it.
        moved = [one for one in ids if one in here or (seq > group.upto and one in people)]
        if what in COMING:
            let_in = await store_joining.waiting(db, group.id, group.home or "", sorted(here))
            against = sorted(here - let_in - await _wanted(db, added, here))
            moved = [one for one in moved if one not in against]
    await chat.copy_row(db, draft, moved)
    if what in COMING:
        await store_joining.drop(db, group.id, moved)
        await adding.keep(db, added)
    if what == "avatar":
        await pictures.want(db, group.id)
    if what == "moved":
        await moving.settled(db, group.id, draft.sender_id, seq - 1)
    if against:
        await declined(db, group, against)
    if what in GOING and not await store.own_left(db, group.id):
        log.info("town_groups_copy_ended", group=str(group.id))


async def _wanted(db: Db, told: Adding, people: set[UUID]) -> set[UUID]:
    """Those of this town who are contacts of who added them, and whom that one did add: nobody else
    is added to a group.
    """
    found = await contacts.may_talk(db, [(told.by_id, one) for one in sorted(people)])
    wanted = {told.by_id} & people
    for who, pid in (await identity.pids_of(db, [one for _, one in found])).items():
        if await adding.is_said(db, told, pid, who):
            wanted.add(who)
    return wanted


async def declined(db: Db, group: TownGroup, people: Sequence[UUID]) -> None:
    """People of this town whom somebody added who is no contact of theirs: they are not in it, and
    the group's town is told.
    """
    wanted = list[NewDispatch]()
    for who in people:
        pid, home = await towns.home_of(db, who)
        body: dict[str, Any] = {"group": str(group.id), "i": str(who), "what": "leave"}
        wanted.append(NewDispatch("g.do", {**body, "home": home}, pid))
    if group.home:
        await towns.write_dispatches(db, group.home, wanted)


async def wish_done(db: Db, group_id: UUID, person_id: UUID, client_id: UUID) -> None:
    """What somebody here wished for is done, or a row: it waits no more, nor do its files."""
    wish = await store_wishes.done(db, group_id, person_id, client_id)
    if wish and wish.draft:
        ids = files_of(msgspec.convert(wish.draft, MessageDraft))
        await chat.keep_waiting_files(db, group_id, ids, waiting=False)


def files_of(draft: MessageDraft) -> list[UUID]:
    """The files that a message names."""
    found = [chat.file_in(about) for _, about in chat.filed(draft.kind, draft.meta or {})]
    return [one for one in found if one]
