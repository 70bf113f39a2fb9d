"""A group that lives here, told to the towns of which people are in it: each row once, in its
order, written down byte for byte, so that all copies are equal.

Rows are told by a reaction, which first holds the lines and then the group: who receives from a
line holds it too before anything else.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import chat, fediverse, identity, towns
from leapfrog.chat import SaidToAnotherTown
from leapfrog.chat_content import CARRIED
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce_all
from leapfrog.kernel.timers import schedule
from leapfrog.town_groups import faces, model, store, store_rows
from leapfrog.town_groups.model import Face, GoneRow, RowText, SaidText, SignedSay
from leapfrog.town_groups.store import TownGroup
from leapfrog.town_groups.store_rows import Copy, KeptRow, LoggedRow
from leapfrog.towns import Digests, Dispatch, NewDispatch

DUE = "town_groups.tell"
AT_ONCE = 200
SOON, FULL = timedelta(seconds=5), timedelta(hours=1)
MEMBERS_AT_ONCE = 100
COMING = frozenset(("group_made", "joined", "approved", "moved"))
KINDS = CARRIED | {"system"}
log = structlog.get_logger()


async def message_is_told(db: Db, events: Sequence[SaidToAnotherTown]) -> None:
    """A reaction: sends what was said or happened in conversations with people elsewhere. Those of
    two first, then one group at a time: who holds one waits for no other line.
    """
    places = {one.conversation_id for one in events}
    groups = await store.groups(db, places)
    directs = places - set(groups)
    if directs:
        await towns.tell_talks(db, directs)
    elif groups:
        await tell(db, groups.pop())
    await announce_all(db, [SaidToAnotherTown(one) for one in groups])


async def due(db: Db, ref: str, _body: object) -> None:
    """A timer: what could not be told before."""
    await tell(db, UUID(ref))


async def tell(db: Db, group_id: UUID) -> None:
    """Tells all towns that are in a group of this town what they were not told. Later, where one
    of them does not take more now, or this town does not speak with it.
    """
    place = await store.place(db, group_id)
    if place is None or place.kind != "group" or place.copy or await fediverse.site(db) is None:
        return
    there = await store.domains(db, group_id)
    before = {one.domain for one in await store_rows.copies(db, group_id) if one.open}
    spoken = [one for one in sorted({*there, *before}) if await towns.spoken(db, one)]
    for domain in spoken:
        await towns.line_to(db, domain)
    if not spoken:
        return
    group = await _written(db, group_id, there)
    later = len(spoken) < len({*there, *before})
    for copy in await _copies(db, group, there):
        if copy.domain in spoken and copy.open:
            last = copy.domain not in there
            later |= not await _tell_one(db, group, copy, last=last)
    if later or group.seq < place.last_seq:
        # What is not written down yet waits for nothing.
        wait = SOON if later else timedelta()
        await schedule(db, DUE, str(group_id), db.now + wait)


async def _written(db: Db, group_id: UUID, there: dict[str, int]) -> TownGroup:
    """The group, of which all rows are written down that its towns are to see."""
    since = min(there.values(), default=0)
    await store.make(db, group_id, None, since, model.beginning(group_id))
    group = await store.locked(db, group_id)
    assert group is not None
    if not any(one.open for one in await store_rows.copies(db, group_id)) and since > group.seq:
        # Nobody elsewhere was to see what lies between.
        await store.moved_on(db, group_id, since, group.head)
        group = msgspec.structs.replace(group, seq=since)
    seq, head = group.seq, group.head
    for one in await store_rows.log(db, group_id, seq, AT_ONCE):
        text = model.written(await _row(db, group_id, one))
        digest = model.row_hash(text)
        seq, head = one.seq, model.chained(head, digest)
        kept = KeptRow(
            seq=seq,
            sender_id=one.sender_id,
            client_id=one.client_id,
            hash=digest,
            head=head,
            text=text,
            at=one.created_at,
            kind=one.kind,
            meta=one.meta,
        )
        await store_rows.add_row(db, group_id, kept)
        await store_rows.drop_said(db, group_id, one.sender_id, one.client_id)
        if one.kind == "recall" and one.ref:
            await store_rows.forget_row(db, group_id, one.ref)
    await store.moved_on(db, group_id, seq, head)
    return msgspec.structs.replace(group, seq=seq, head=head)


async def _row(db: Db, group_id: UUID, one: LoggedRow) -> RowText:
    """A row as all towns have it. What cannot be carried, or was recalled before it was told, is a
    row of which nothing is left.
    """
    ids = [one.sender_id, *(one.mentions or []), *_people_in(one)]
    named = await faces.faces(db, group_id, ids)
    by = named[one.sender_id].pid if one.sender_id in named else ""
    row = RowText(seq=one.seq, by=by, i=one.client_id, at=one.created_at)
    if one.text and one.key and one.sig:
        return msgspec.structs.replace(row, said=SignedSay(one.text, one.key, one.sig))
    if one.kind not in KINDS or one.recalled or not by:
        return row
    meta = one.meta
    if meta and one.kind == "system" and "person_ids" in meta:
        pids = [named[who].pid for who in _people_in(one) if who in named]
        meta = {**meta, "person_ids": pids}
    elif meta and one.kind in ("contact", "merged"):
        cards = await identity.named(db, towns.cards_in(one.kind, meta))
        known = {str(who): person.address for who, person in cards.items()}
        meta = towns.with_addresses(one.kind, meta, known)
    if one.kind == "system":
        return msgspec.structs.replace(row, kind=one.kind, meta=meta)
    text = SaidText(
        group=group_id,
        by=by,
        i=one.client_id,
        at=one.created_at,
        kind=one.kind,
        body=one.body,
        meta=meta,
        ref=one.ref,
        mentions=[named[who].pid for who in one.mentions or [] if who in named],
    )
    key = await towns.own_key(db)
    signed = model.sign(model.written(text), key.id, key.seed)
    return msgspec.structs.replace(row, said=signed)


def _people_in(one: LoggedRow) -> list[UUID]:
    named = (one.meta or {}).get("person_ids", []) if one.kind == "system" else []
    return [UUID(str(who)) for who in named]


async def _copies(db: Db, group: TownGroup, there: dict[str, int]) -> Sequence[Copy]:
    """All towns that have a copy, those that are new among them."""
    found = await store_rows.copies(db, group.id)
    have = {one.domain for one in found if one.open}
    for domain in sorted(there.keys() - have):
        if await towns.spoken(db, domain):
            await _begin(db, group, domain, there[domain])
    return await store_rows.copies(db, group.id)


async def _begin(db: Db, group: TownGroup, domain: str, since: int) -> None:
    """A town gets a copy that begins after a row. Who is in the group now it is told at once: up to
    the last row of now only its own people come and go by rows.
    """
    head = await store_rows.head_at(db, group.id, since) or model.beginning(group.id)
    about = await store.about(db, group.id)
    body = {
        **about,
        "group": str(group.id),
        "seq": since,
        "ord": await store_rows.ord_at(db, group.id, since),
        "head": head.hex(),
        "upto": group.seq,
        "term": group.term,
    }
    members = await faces.member_faces(db, group.id)
    first, *rest = _pages(members)
    added = await _added(db, group, domain, since)
    wanted = [NewDispatch("g.in", {**body, "members": first, "added": added})]
    for page in rest:
        wanted.append(NewDispatch("g.who", {"group": str(group.id), "members": page}))
    await towns.write_dispatches(db, domain, wanted)
    await store_rows.put_copy(db, group.id, domain, since)


def _pages(members: Sequence[Face]) -> list[Any]:
    some = [
        msgspec.to_builtins(members[at : at + MEMBERS_AT_ONCE])
        for at in range(0, len(members), MEMBERS_AT_ONCE)
    ]
    return some or [[]]


async def _added(db: Db, group: TownGroup, domain: str, since: int) -> list[dict[str, Any]]:
    """Who of a town came since then, and by whom: that town knows whether they are contacts."""
    found = list[dict[str, Any]]()
    for one in await store_rows.happened(db, group.id, since, sorted(COMING), AT_ONCE):
        came = _people_in(one) or [one.sender_id]
        named = await faces.faces(db, group.id, [one.sender_id, *came])
        signed = await store.added(db, group.id, [face.pid for face in named.values()])
        for who in came:
            face, by = named.get(who), named.get(one.sender_id)
            if face and by and face.address.rpartition("@")[2] == domain:
                told = {"pid": face.pid, "by": by.pid, "by_address": by.address}
                found.append({**told, "signed": msgspec.to_builtins(signed.get(face.pid))})
    return found


async def _tell_one(db: Db, group: TownGroup, copy: Copy, *, last: bool) -> bool:
    """Tells a town the rows that it was not told; `last`: nobody of it is in the group any more, so
    it hears no more than they were to see. False when it must be tried again later.
    """
    upto = group.seq
    if last:
        upto = min(upto, await store.last_of(db, group.id, copy.domain))
    rows = await store_rows.rows(db, group.id, copy.told_seq, upto, AT_ONCE)
    seq, ready = copy.told_seq, True
    for one in rows:
        if not await towns.has_room(db, copy.domain) or not await _say(db, group, copy.domain, one):
            ready = False
            break
        seq = one.seq
    await store_rows.told(db, group.id, copy.domain, seq, still=not (last and seq >= upto))
    return ready and seq >= upto


async def _say(db: Db, group: TownGroup, domain: str, one: KeptRow) -> bool:
    """False while a file of the row has not come yet."""
    head = await store_rows.head_at(db, group.id, one.seq - 1)
    body: dict[str, Any] = {"group": str(group.id), "term": group.term}
    body["prev"] = (head or model.beginning(group.id)).hex()
    named = await faces.faces(db, group.id, [one.sender_id, *_named_in(one)])
    by = named[one.sender_id].pid if one.sender_id in named else ""
    if by:
        named[one.sender_id] = await faces.with_home(db, named[one.sender_id], one.sender_id)
    body["who"] = msgspec.to_builtins(sorted(named.values(), key=lambda face: face.pid))
    if (one.meta or {}).get("what") in COMING:
        pids = [named[who].pid for who in _named_in(one) if who in named]
        body["added"] = msgspec.to_builtins(await store.added(db, group.id, pids))
    sender = by if by and await _is_own(db, one.sender_id) else ""
    if one.text:
        offered = await _files(db, domain, one)
        if offered is None:
            return False
        whole = {**body, "row": one.text, "files": msgspec.to_builtins(offered)}
        if not await towns.write_dispatches(db, domain, [NewDispatch("g.log", whole, sender)]):
            return True
    gone = GoneRow(one.seq, by, one.client_id, one.at, one.hash.hex())
    bare = {**body, "gone": msgspec.to_builtins(gone)}
    await towns.write_dispatches(db, domain, [NewDispatch("g.log", bare, sender)])
    return True


async def _is_own(db: Db, person_id: UUID) -> bool:
    found = (await identity.named(db, [person_id])).get(person_id)
    return bool(found and found.kind == "person")


def _named_in(one: KeptRow) -> list[UUID]:
    named = (one.meta or {}).get("person_ids", []) if one.kind == "system" else []
    return [UUID(str(who)) for who in named]


async def _files(db: Db, domain: str, one: KeptRow) -> Digests | None:
    """By their ids in the row's text, the files that a town may fetch here from now on; None while
    one of them is not here yet. One that never came is not offered.
    """
    here = [about for _, about in chat.filed(one.kind, one.meta or {})]
    if not here:
        return {}
    if any(about.get("away") == "coming" for about in here):
        return None
    assert one.text is not None
    said = msgspec.json.decode(one.text, type=RowText).said
    if said is None:
        return {}
    text = msgspec.json.decode(said.text, type=SaidText)
    told = [str(about["file"]) for _, about in chat.filed(text.kind, text.meta or {})]
    offered = await towns.offer_files(db, domain, one.kind, one.meta or {}) or {}
    pairs = zip(told, here, strict=False)
    return {
        old: offered[str(about["file"])] for old, about in pairs if str(about["file"]) in offered
    }


async def asked(db: Db, there: identity.HomeSource, dispatch: Dispatch) -> None:
    """A copy misses rows: they are told again from there on. Raises `InvalidDispatch`."""
    body = msgspec.convert(dispatch.body, model.RowsMissing, strict=False)
    group_id, seq = body.group, body.seq
    found = {one.domain: one for one in await store_rows.copies(db, group_id)}.get(there.domain)
    group = await store.locked(db, group_id)
    if found is None or group is None or group.home is not None:
        raise towns.InvalidDispatch("this town does not tell that one such a group")
    since = (await store.domains(db, group_id)).get(there.domain)
    if since is None:
        return
    # What was said before its people came is not for them.
    seq = max(seq, since, await store_rows.first_row(db, group_id) - 1)
    if seq >= found.told_seq:
        return
    await store_rows.told(db, group_id, there.domain, seq, still=found.open)
    await schedule(db, DUE, str(group_id), db.now)
