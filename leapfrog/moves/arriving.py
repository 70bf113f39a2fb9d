"""The new town: takes somebody in who lives elsewhere so far. It does everything; whoever moves
says where they come from, and consents there.

A job works a move off, step by step, each of which may be done again: the copy is brought, let in,
and only then the other town is asked to let them go. Once that has said so, they are here.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import msgspec
import structlog

from leapfrog import (
    chat,
    chat_archives,
    contacts,
    fediverse,
    identity,
    portability,
    town_groups,
    towns,
)
from leapfrog.chat_content import id_when_taken
from leapfrog.contacts import StoredRequest
from leapfrog.identity import AddressKnown, GivenHome, NotWhoTheyWere
from leapfrog.kernel import stream
from leapfrog.kernel.db import TRANSIENT, Db
from leapfrog.kernel.errors import Invalid, Problem, TooLarge, Unavailable, Unexpected
from leapfrog.kernel.files import digest_of
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import RunAgain, enqueue
from leapfrog.kernel.spooling import spool_to, temporary_folder
from leapfrog.kernel.storage import MB, check_disk
from leapfrog.kernel.timers import schedule
from leapfrog.moves import leaving, store
from leapfrog.moves.errors import (
    AlreadyTied,
    AnothersTakeout,
    MoveRefused,
    MoveUnderWay,
    NoMoving,
    StaysThere,
)
from leapfrog.moves.model import MOVE_PATH, PART, MoveAnswer, MoveRequest, Step
from leapfrog.moves.store import StoredArriving
from leapfrog.portability import Reader
from leapfrog.towns import LateFiles, NotReached, TownNotReached

WORK, ARCHIVES = "moves:work", "moves.archives"
# In seconds.
FIRST_LOOK, LAST_LOOK = 4, 30 * 86_400
A_MOMENT, LATER = timedelta(seconds=1), timedelta(seconds=30)
# Most copies are made within a second or two: seconds between looks, before the job makes room.
PAUSES = (0.1, 0.2, 0.2, 0.5, 0.5, 0.5)
# What is told of a move is as large as what was said in its minutes.
LARGEST_ANSWER = 64_000_000
LARGEST_COPY, AT_MOST = 2_000_000_000, timedelta(hours=2)
log = structlog.get_logger()


async def begin(town: Town, owner: UUID, move_id: UUID, address: str) -> str:
    """Begins to move the account at `address` of another town into this one, for a person here;
    answers the URL in that town where they consent. Opens transactions of its own. Raises
    `Invalid`, `AlreadyTied` for an account that has contacts in other towns, `MoveUnderWay`,
    `TownNotReached`.
    """
    domain = address.strip().lower().rpartition("@")[2]
    async with town.database.glance() as db:
        if not domain or await identity.is_here(db, domain):
            raise Invalid("An address of another town is name@town.")
    try:
        origin = await towns.origin_of(town, domain)
    except NotReached as why:
        raise TownNotReached(why=str(why)) from None
    async with town.database.transaction() as db:
        if await towns.has_ties(db, owner):
            raise AlreadyTied
        await store.add_arriving(db, move_id, owner, domain, secrets.token_urlsafe(48))
        found = await store.arriving(db, move_id)
        if found is None or (found.owner_id, found.domain) != (owner, domain) or not found.verifier:
            raise MoveUnderWay
    challenge = leaving.challenge_of(found.verifier)
    here = town.settings.town_domain
    return f"{origin}/move?to={here}&move={move_id}&challenge={challenge}"


async def consented(db: Db, owner: UUID, move_id: UUID, code: str) -> StoredArriving:
    """Takes the code with which a person came back from consenting in their old town, and enqueues
    the move; where it runs already, nothing changes. Answers the move. Raises `NoMoving`.
    """
    found = await store.arriving(db, move_id, lock=True)
    if found is None or found.owner_id != owner:
        raise NoMoving
    if found.state in ("asked", "failed"):
        await store.set_code(db, move_id, code)
        await enqueue(db, WORK, {"id": str(move_id)}, key=f"{WORK}:{move_id}")
    return await store.arriving(db, move_id) or found


async def stop(town: Town, owner: UUID, move_id: UUID) -> None:
    """One stays where one lives, unless that was decided already; what came stays here as a copy.
    Raises `NoMoving`.
    """
    async with town.database.transaction() as db:
        found = await store.arriving(db, move_id, lock=True)
        if found is None or found.owner_id != owner:
            raise NoMoving
        if found.state in ("asked", "copying"):
            await store.set_arriving(db, move_id, "failed", "stopped")
    if found.state in ("asked", "copying"):
        await _let_go(town, found)


async def work(town: Town, payload: dict[str, str]) -> None:
    """A job: what comes next of a move, until it is done. Raises `RunAgain` while the other town
    makes the copy, or does not answer.
    """
    move_id = UUID(payload["id"])
    async with town.database.transaction() as db:
        found = await store.arriving(db, move_id)
    if found is None or found.state not in ("copying", "finishing", "settling"):
        return
    try:
        if found.state == "copying":
            found = await _copy(town, found)
        if found.state == "finishing":
            found = await _finish(town, found)
        await _settle(town, found)
    except NotReached as why:
        log.info("moves_not_reached", domain=found.domain, why=str(why))
        raise RunAgain(LATER) from None
    except (RunAgain, Unavailable, *TRANSIENT):
        raise
    except Problem as why:
        await _failed(town, found, why)
    except Exception:
        log.exception("moves_failed")
        await _failed(town, found, Unexpected())


async def _copy(town: Town, move: StoredArriving) -> StoredArriving:
    """Brings the take-out and lets it in. Raises `NotReached`, `Problem`, `RunAgain`."""
    begun = await _ask(town, move, "begin", code=move.code or "", verifier=move.verifier)
    async with town.database.transaction() as db:
        if begun.actor:
            await fediverse.name_before(db, move.owner_id, begun.actor)
        if begun.address.rpartition("@")[2] == move.domain:
            await store.set_address(db, move.id, begun.address)
        if begun.home:
            # Who lived here once has the name of then again.
            await identity.come_back(db, move.owner_id, begun.home, move.domain)
    if begun.state == "moved":
        # That was decided by an answer that never came here.
        return await _came(town, move, move.tied, move.talks)
    ready = await _ready(town, move)
    folder = await asyncio.to_thread(workplace, town.settings.home)
    check_disk(folder, town.settings.free_disk * MB, ready.size)
    async with temporary_folder(folder) as here:
        path = here / "takeout.zip"
        try:
            async with asyncio.timeout(AT_MOST.total_seconds()):
                await spool_to(_parts(town, move, ready.size), path)
        except TimeoutError:
            raise NotReached("it gives too little at a time", later=True) from None
        digest, _ = await asyncio.to_thread(digest_of, path)
        if digest.hex() != ready.sha256:
            raise NotReached("the copy is not what was announced", later=True)
        tied, direct = await asyncio.to_thread(outline, path, begun.address)
        await portability.preview(town, move.owner_id, move.id, begun.address, path)
    await portability.apply(town, move.owner_id, move.id)
    return await _came(town, move, tied, direct)


async def _ready(town: Town, move: StoredArriving) -> MoveAnswer:
    """The copy, once the other town has made it. Raises `NotReached`, `RunAgain`, `TooLarge`."""
    for pause in PAUSES:
        ready = await _ask(town, move, "state")
        if ready.state == "ready":
            if ready.size > LARGEST_COPY:
                raise TooLarge
            return ready
        await asyncio.sleep(pause)
    raise RunAgain(A_MOMENT)


async def _came(
    town: Town, move: StoredArriving, tied: Sequence[str], talks: Sequence[UUID]
) -> StoredArriving:
    async with town.database.transaction() as db:
        await store.came(db, move.id, tied, talks)
        _tell(db, move.owner_id)
        return await store.arriving(db, move.id) or move


async def _parts(town: Town, move: StoredArriving, size: int) -> AsyncIterator[bytes]:
    at = 0
    while at < size:
        part = await _post(town, move, MoveRequest("", "", move.id, "part", at=at))
        if not part:
            raise NotReached("the copy is shorter than was announced", later=True)
        at += len(part)
        yield part


def outline(path: Path, address: str) -> tuple[list[str], list[UUID]]:
    """Of the take-out of who lives at `address`: with whom they are connected, by address, and the
    ids of conversations of two. Raises `AnothersTakeout`.
    """
    reader = Reader(path)
    if reader.manifest.address != address:
        raise AnothersTakeout
    people = [one["person"] for one in reader.records("contacts") if one.get("connected")]
    tied = sorted({one["address"] for one in people if one})
    return tied, [UUID(one["id"]) for one in reader.records("conversations") if one["address"]]


async def _heard(db: Db, move: StoredArriving) -> dict[UUID, int]:
    """How far each conversation of two is here, and each archive, by the id that it had there."""
    here = {one.id: one.last_seq for one in await chat.direct_places(db, move.owner_id)}
    found = await chat_archives.heard(db, move.owner_id)
    for there in move.talks:
        for place in (there, id_when_taken(move.owner_id, there)):
            if place in here:
                found[there] = here[place]
    return found


async def _finish(town: Town, move: StoredArriving) -> StoredArriving:
    """The other town lets them go, and here they are who they were. Raises `NotReached`,
    `Problem`.
    """
    async with town.database.glance() as db:
        person = (await identity.named(db, [move.owner_id]))[move.owner_id]
        site = await fediverse.site(db)
        heard = await _heard(db, move)
    actor = site.person(move.owner_id) if site else ""
    where = {"address": person.address, "actor": actor}
    told = await _ask(town, move, "finish", **where, heard=heard)
    if told.state == "ended":
        raise StaysThere(why=told.problem)
    if told.state != "moved" or told.home is None:
        raise NotReached("it does not say that they moved", later=True)
    async with town.database.transaction() as db:
        await store.one_by_one(db)
        found = await store.arriving(db, move.id, lock=True)
        if found is None or found.state != "finishing":
            return found or move
        await be_here(db, found, person.address, told)
        await town_groups.seek_none(db, move.owner_id)
        await store.set_arriving(db, move.id, "settling")
        return await store.arriving(db, move.id) or found


async def be_here(db: Db, move: StoredArriving, address: str, told: MoveAnswer) -> None:
    """All who knew them know them here. Raises `NotWhoTheyWere`."""
    owner = move.owner_id
    assert told.home is not None
    before = await identity.settle_home(db, owner, GivenHome(told.home, told.key, told.next))
    if before and before != owner:
        await towns.take_over_person(db, before, owner, away=False)
        await identity.move(db, before, address)
    await _noted(db, move.address, before, owner)
    files = LateFiles(owner, move.domain, told.files)
    said = await towns.await_late(db, files, told.late.messages)
    late = msgspec.structs.replace(told.late, messages=said)
    await chat_archives.restore_late(db, owner, late)
    await settle_archives(db, str(owner), FIRST_LOOK)
    untold = {id_when_taken(owner, one): seq for one, seq in told.told.items()} | told.told
    places = await chat.direct_places(db, owner)
    ends = {one.other_id: min(one.last_seq, untold.get(one.id, one.last_seq)) for one in places}
    await towns.begin_ties(db, owner, ends)
    await town_groups.arrive(db, owner, told.groups)
    for one in move.tied:
        await _tie(db, move, one, address)
    for what in ("me", "contacts", "conversations", "requests"):
        stream.tell(db, (owner,), {"t": "changed", "what": what})


async def settle_archives(db: Db, ref: str, wait: Any) -> None:
    """A timer: what is in an archive and has come in the conversation itself is there once. What is
    still under way is waited for, each time longer.
    """
    if not await chat_archives.settle_brought(db, UUID(ref)) and wait < LAST_LOOK:
        await schedule(db, ARCHIVES, ref, db.now + timedelta(seconds=wait), wait * 4)


async def _noted(db: Db, address: str, before: UUID | None, after: UUID) -> None:
    """Who was noted at the address where they lived, and nothing more was known of, was they."""
    handle, _, domain = address.rpartition("@")
    known = await identity.by_names(db, [(handle, domain)]) if domain else []
    if not known or known[0].kind != "remote" or known[0].id in (before, after):
        return
    try:
        noted = await identity.known_as(db, address)
    except AddressKnown:
        return
    if noted:
        await towns.take_over_person(db, noted, after, away=False)


async def _tie(db: Db, move: StoredArriving, friend: str, here: str) -> None:
    """Asks a contact of before, whose town answers by itself; who lives here still has them. Two
    who both came here from where they were contacts are contacts here: each asks the other, unless
    that one deleted them since. A copy has its owner's friends where they lived when it was made,
    who may have been here by then.
    """
    me = move.owner_id
    came = await store.came_here(db, me, friend, await _lives_here(db, friend))
    asked = [(me, came.owner_id if came else None)]
    if came:
        try:
            async with db.savepoint():
                await _noted(db, came.address, None, came.owner_id)
        except Problem as why:
            log.info("moves_not_noted", why=why.code)
        if {move.address, here} & set(came.tied) and await store.holds(db, came.owner_id, me):
            asked.append((came.owner_id, me))
    for one, known in asked:
        # One may be contacts already by the first of the two, which must stay done.
        try:
            async with db.savepoint():
                other = known or (await identity.remote(db, new_id(), friend, "")).id
                ident = uuid5(move.id, f"{friend} {one}")
                request = StoredRequest(ident, one, other, "", "pending", db.now)
                await contacts.ask_contact(db, request)
        except Problem as why:
            log.info("moves_not_tied", why=why.code)


async def _lives_here(db: Db, address: str) -> UUID | None:
    handle, _, domain = address.rpartition("@")
    found = await identity.by_names(db, [(handle, domain)])
    return found[0].id if found and found[0].kind == "person" else None


async def _settle(town: Town, move: StoredArriving) -> None:
    """The other town hears that they are here. Raises `NotReached`, `Problem`."""
    if move.state != "settling":
        return
    await _ask(town, move, "done")
    async with town.database.transaction() as db:
        await store.set_arriving(db, move.id, "here")
        _tell(db, move.owner_id)


async def _failed(town: Town, move: StoredArriving, why: Problem) -> None:
    """They live where they lived, unless the other town decided already: then it is done again.
    What is not signed by them ends for good.
    """
    log.warning("moves_failed", domain=move.domain, state=move.state, why=why.code)
    ended = isinstance(why, NotWhoTheyWere | StaysThere) or await _let_go(town, move)
    if move.state != "copying" and not ended:
        raise RunAgain(LATER)
    code = str(why.details.get("why") or why.code) if isinstance(why, StaysThere) else why.code
    async with town.database.transaction() as db:
        await store.set_arriving(db, move.id, "failed", code)
        _tell(db, move.owner_id)


async def _let_go(town: Town, move: StoredArriving) -> bool:
    """Whether the other town says that they stay."""
    try:
        return (await _ask(town, move, "cancel")).state == "ended"
    except (NotReached, Problem) as why:
        log.info("moves_not_cancelled", domain=move.domain, why=str(why))
        return False


async def _ask(town: Town, move: StoredArriving, step: Step, **more: Any) -> MoveAnswer:
    """Raises `NotReached`, and `MoveRefused` for what that town refuses for good."""
    body = await _post(town, move, MoveRequest("", "", move.id, step, **more))
    try:
        return msgspec.json.decode(body, type=MoveAnswer)
    except msgspec.DecodeError:
        raise NotReached("it answered what is no answer", later=True) from None


async def _post(town: Town, move: StoredArriving, asked: MoveRequest) -> bytes:
    here = town.settings.town_domain
    named = msgspec.structs.replace(asked, sender=here, to=move.domain)
    body, largest = msgspec.json.encode(named), PART if asked.step == "part" else LARGEST_ANSWER
    answer = await towns.ask_town(town, move.domain, MOVE_PATH, body, largest=largest)
    if 400 <= answer.status < 500 and answer.status != 429:
        raise MoveRefused
    if answer.status != 200:
        raise NotReached(f"answered {answer.status}", later=True)
    return answer.body


def _tell(db: Db, owner: UUID) -> None:
    stream.tell(db, (owner,), {"t": "changed", "what": "moves"})
