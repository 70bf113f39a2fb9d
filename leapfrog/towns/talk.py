"""What two people of different towns say to each other: each town keeps its own log, so that one
can write while the other town sleeps. What somebody here says is carried in its order; what
somebody elsewhere says is appended by the verb that people here use.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import chat, contacts, identity
from leapfrog.chat import MessageDraft
from leapfrog.chat_content import EVENTS, TOLD_ELSEWHERE
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.towns import dispatches, files, people, store_ties
from leapfrog.towns.addressing import cards_in, with_addresses
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.files import Digests
from leapfrog.towns.model import Dispatch
from leapfrog.towns.people import Pair, TwoOfTowns
from leapfrog.towns.store_ties import SaidRow, Tie

DUE = "towns.say"
AT_ONCE = 200
FULL = timedelta(hours=1)
AHEAD = timedelta(minutes=5)


class SayReference(msgspec.Struct, frozen=True):
    """A message by who said it and its client id: each town has its own numbers."""

    by: str
    i: UUID


class SayBody(msgspec.Struct, frozen=True):
    """`i`: the client id, made by the device of who says it; `files`: by their ids there."""

    i: UUID
    kind: str
    body: str = ""
    meta: dict[str, Any] | None = None
    ref: SayReference | None = None
    files: Digests = {}


class TownTalk(msgspec.Struct, frozen=True):
    """A conversation of somebody here (`sender`, a pid) with somebody elsewhere (`to`)."""

    id: UUID
    last_seq: int
    two: TwoOfTowns
    sender: str
    to: str

    @property
    def pair(self) -> Pair:
        return self.two.here.id, self.two.there.id


async def due(db: Db, ref: str, _body: object) -> None:
    """A timer: what could not be written before."""
    await carry(db, [UUID(ref)])


async def carry(db: Db, conversation_ids: Collection[UUID]) -> None:
    """Writes dispatches of what was said in these conversations since the last one; later, where
    too many wait for the other town already, or this one does not speak with it.
    """
    found = await talks(db, conversation_ids)
    domains = sorted({one.two.domain for one in found})
    spoken = await people.spoken_of(db, domains)
    for domain in domains:
        there = [one for one in found if one.two.domain == domain]
        if domain not in spoken or not await _carry(db, domain, there):
            for one in there:
                await schedule(db, DUE, str(one.id), db.now + FULL)


async def talks(db: Db, conversation_ids: Collection[UUID]) -> list[TownTalk]:
    """Those of these conversations that are between somebody here and somebody elsewhere."""
    found = await store_ties.twos(db, conversation_ids)
    pairs = await people.pairs_of(db, [(one.one_id, one.other_id) for one in found])
    pids = await identity.pids_of(db, {who for two in pairs for who in two})
    made = list[TownTalk]()
    for one in found:
        two = pairs.get((one.one_id, one.other_id))
        to = pids.get(two.there.id) if two else None
        if two and to:
            sender = pids.get(two.here.id) or (await people.home_of(db, two.here.id))[0]
            made.append(TownTalk(one.id, one.last_seq, two, sender, to))
    return made


async def _carry(db: Db, domain: str, talks: Sequence[TownTalk]) -> bool:
    """False where too many wait for the other town already."""
    # The line first, as who hears it has it: nobody waits in a ring.
    line = await dispatches.line_to(db, domain)
    room = line.waiting < dispatches.MOST_WAITING
    ties = await store_ties.lock_all(db, [one.pair for one in talks])
    since = [(one.id, one.two.here.id, ties[one.pair].told_seq) for one in talks]
    said = await store_ties.said(db, since, sorted(TOLD_ELSEWHERE), AT_ONCE)
    if said and not room:
        return False
    by_id, by_pids = {one.id: one for one in talks}, {(one.sender, one.to): one for one in talks}
    wanted, without_file = list[NewDispatch](), list[NewDispatch]()
    for row in said:
        talk = by_id[row.conversation_id]
        offered = await files.offer(db, domain, row.kind, row.meta or {})
        body = _body(await _shown_there(db, row), talk, offered or {})
        dispatch = NewDispatch("say", body, talk.sender, talk.to)
        (wanted if offered is not None else without_file).append(dispatch)
    for lost in [*without_file, *await dispatches.write(db, domain, wanted, there=line)]:
        await _note_lost(db, by_pids[lost.sender, lost.to].two, lost.body)
    await _note_told(db, talks, said, ties)
    return True


async def _note_told(
    db: Db, talks: Sequence[TownTalk], said: Sequence[SaidRow], ties: Mapping[Pair, Tie]
) -> None:
    count, last = Counter(row.conversation_id for row in said), dict[UUID, int]()
    last.update((row.conversation_id, row.seq) for row in said)
    upto = dict[Pair, int]()
    for one in talks:
        more, carried = count[one.id] == AT_ONCE, last.get(one.id, 0)
        upto[one.pair] = max(carried, 0 if more else one.last_seq, ties[one.pair].told_seq)
        if more:
            await schedule(db, DUE, str(one.id), db.now)
    await store_ties.told_all(db, upto)


async def not_delivered(db: Db, dispatch: Dispatch) -> None:
    """What somebody here said was not done in the other town: they see that in the conversation.
    Nothing is said of reactions, nor where one of the two is not there any more.
    """
    here = await identity.person_of_pid(db, dispatch.sender)
    there = await identity.person_of_pid(db, dispatch.to)
    two = await people.two_of(db, here, there) if here and there else None
    if two:
        await _note_lost(db, two, dispatch.body)


async def _note_lost(db: Db, two: TwoOfTowns, said: dict[str, Any]) -> None:
    if said["kind"] in ("reaction", "call"):
        return
    place = await chat.direct_of(db, two.here.id, two.there.id)
    line = derived_id(UUID(said["i"]), "not delivered")
    meta = {"what": "not_delivered", "person_ids": [str(two.there.id)]}
    await chat.note(db, MessageDraft(place, two.here.id, line, "", "system", meta=meta))


async def _shown_there(db: Db, one: SaidRow) -> SaidRow:
    """Of cards, also of those that are forwarded, the address by which somebody is known
    everywhere.
    """
    if one.meta is None or one.kind not in ("contact", "merged"):
        return one
    people = await identity.named(db, cards_in(one.kind, one.meta))
    known = {str(who): person.address for who, person in people.items()}
    return msgspec.structs.replace(one, meta=with_addresses(one.kind, one.meta, known))


def _body(one: SaidRow, talk: TownTalk, offered: Digests) -> dict[str, Any]:
    named, ref = {talk.two.here.id: talk.sender, talk.two.there.id: talk.to}, None
    if one.ref_by in named and one.ref_id:
        ref = SayReference(named[one.ref_by], one.ref_id)
    made = SayBody(one.client_id, one.kind, one.body, one.meta, ref, offered)
    body: dict[str, Any] = msgspec.to_builtins(made)
    return {**body, "at": one.created_at.isoformat()}


async def said(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody elsewhere says something to somebody here. Who is blocked hears what anybody hears
    who is no contact. Raises `InvalidDispatch`, `Problem`.
    """
    receiver = await people.receiver(db, dispatch)
    if receiver is None:
        return
    sender = await people.sender(db, there, dispatch)
    two = [(sender, receiver)]
    if await contacts.apart(db, two) or not await contacts.may_talk(db, two):
        raise InvalidDispatch("they are no contacts")
    body = msgspec.convert(dispatch.body, SayBody)
    if body.kind not in TOLD_ELSEWHERE:
        raise InvalidDispatch("of a kind that is not carried")
    place = await chat.direct_of(db, sender, receiver)
    tie = await store_ties.lock(db, receiver, sender)
    draft = MessageDraft(
        conversation_id=place,
        sender_id=sender,
        client_id=body.i,
        body=body.body,
        kind=body.kind,  # type: ignore[arg-type]
        ref=await _ref(db, place, body),
        meta=with_addresses(body.kind, body.meta, {}) if body.meta else None,
        at=shown_at(dispatch, tie.since, db.now),
    )
    if body.kind == "call":
        # The line of a call, which the town of who called writes.
        if not await chat.is_said(db, place, sender, body.i):
            await chat.note(db, msgspec.structs.replace(draft, ref=None))
        return
    announced = await files.announced(db, there.domain, draft, body.files)
    [result] = await chat.append(db, [announced], came=True)
    if isinstance(result, Problem):
        raise result


def shown_at(dispatch: Dispatch, since: datetime, now: datetime) -> datetime:
    """When it was said, by the clock of the other town, as far as that can be: not before both
    were tied, and not in the future.
    """
    at = msgspec.convert(dispatch.body.get("at", dispatch.at), datetime, strict=False)
    if at.tzinfo is None:
        raise InvalidDispatch("a time without a zone")
    return min(max(at, since), now + AHEAD)


async def _ref(db: Db, place: UUID, said: SayBody) -> int | None:
    """Where that to which it refers is in the log here; what answers something that is not here is
    said nevertheless. Raises `InvalidDispatch` for what changes it.
    """
    ref = said.ref
    if ref is None:
        return None
    by = await identity.person_of_pid(db, ref.by)
    found = await store_ties.seq_of(db, place, by, ref.i) if by else None
    if found is None and said.kind in EVENTS:
        raise InvalidDispatch("it refers to what is not here")
    return found
