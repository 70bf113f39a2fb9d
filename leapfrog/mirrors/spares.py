"""What people do with their spare: keep one in another town, give it up, have it checked."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from leapfrog import identity, portability, push
from leapfrog.identity import PersonErased
from leapfrog.kernel import stream
from leapfrog.kernel.db import TRANSIENT, Db
from leapfrog.kernel.errors import Invalid, Problem, Unavailable, Unexpected
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain, enqueue
from leapfrog.kernel.spooling import temporary_folder
from leapfrog.kernel.timers import cancel_all, schedule
from leapfrog.mirrors import asking, assembling, keeping, sealing, store
from leapfrog.mirrors.assembling import SpareKeys
from leapfrog.mirrors.errors import (
    NoRoomOffered,
    NoSpare,
    NotAtHome,
    NotYetWhole,
    SpareBroken,
    SpareElsewhere,
    SpareFull,
    SpareRefused,
    SpareTownNotReached,
)
from leapfrog.mirrors.model import (
    CHECK_EVERY,
    EVERY,
    LATE,
    NOTICE,
    SHARE,
    MirrorRequest,
    OwnSpare,
    Spare,
    SpareCheck,
    SpareState,
)
from leapfrog.mirrors.store import StoredSpare
from leapfrog.push import PushNotice

DUE, CHECK_DUE = "mirrors.due", "mirrors.check"
KEEP, CHECK = "mirrors:keep", "mirrors:check"
TELL_EVERY = timedelta(hours=1)
# A full spare is made anew where it is smaller by a tenth then.
WORTH_IT = 10
# What the other town says no to, or has no room for, is tried again so often.
AFTER_NO = timedelta(hours=6)
log = structlog.get_logger()


async def read(db: Db, person_id: UUID) -> OwnSpare:
    """The spare copy of a person's account in another town, if there is one, and whether they could
    come back from it.
    """
    spare = await store.one(db, person_id)
    home = await identity.own_home_of(db, person_id)
    own = identity.own_home_key(home) if home else None
    if spare is None:
        return OwnSpare(None, own is not None)
    return OwnSpare(_shown(spare, own.exchange if own else ""), own is not None)


def _shown(spare: StoredSpare, exchange: str) -> Spare:
    check = None
    if spare.checked_at:
        found, of = spare.checked_found or 0, spare.checked_of or 0
        check = SpareCheck(spare.checked_at, found, of, spare.checked_problem)
    return Spare(
        domain=spare.domain,
        state=spare.state,
        used=spare.used,
        room=spare.room,
        records=spare.records,
        fresh_at=spare.fresh_at,
        check=check,
        opens=bool(exchange) and spare.exchange == exchange,
        lost_at=spare.lost_at,
    )


async def begin(town: Town, person_id: UUID, domain: str) -> None:
    """Keeps a spare in the town at this domain, unless it is there already. Raises `Invalid` for
    this very town, `SpareElsewhere` while there is one in another town, `SpareTownNotReached`,
    `NoRoomOffered`, `SpareRefused`.
    """
    domain = domain.strip().lower().rpartition("@")[2]
    async with town.database.transaction() as db:
        if not domain or await identity.is_here(db, domain):
            raise Invalid("A spare is kept in another town.")
        before = await store.one(db, person_id)
        if before and before.domain != domain:
            raise SpareElsewhere
        owner = await keeping.owner_of(db, person_id)
    # Whether it would, is asked before anything is promised.
    if before is None:
        await asking.offered(town, domain, owner.pid)
    async with town.database.transaction() as db:
        await store.add(db, person_id, owner.pid, domain, sealing.new_data_key())
        found = await store.one(db, person_id)
        if found is None or found.domain != domain:
            raise SpareElsewhere
        await enqueue(db, KEEP, {"id": str(person_id)}, key=f"{KEEP}:{person_id}")
        await schedule(db, CHECK_DUE, str(person_id), db.now + CHECK_EVERY)
        _tell(db, person_id)


async def end(db: Db, person_id: UUID) -> int:
    """Gives the spare up: nothing more is sent, and the other town is told to keep nothing. Answers
    how many there were.
    """
    spare = await store.one(db, person_id, lock=True)
    if spare is None:
        return 0
    await store.drop(db, person_id)
    for kind in (DUE, CHECK_DUE):
        await cancel_all(db, kind, [str(person_id)])
    await keeping.give_up(db, spare.domain, spare.pid)
    _tell(db, person_id)
    return 1


async def check_now(db: Db, person_id: UUID) -> None:
    """Has it checked now. Raises `NoSpare`, `NotYetWhole`."""
    spare = await store.one(db, person_id)
    if spare is None:
        raise NoSpare
    if not _whole(spare):
        raise NotYetWhole
    await enqueue(db, CHECK, {"id": str(person_id)}, key=f"{CHECK}:{person_id}")


def _whole(spare: StoredSpare) -> bool:
    """Whether there is something to check: not while it is made anew."""
    return bool(spare.generation and spare.whole_at and spare.fresh_at)


async def due(db: Db, ref: str, _body: object) -> None:
    """A timer: the next round."""
    if await store.one(db, UUID(ref)):
        await enqueue(db, KEEP, {"id": ref}, key=f"{KEEP}:{ref}")


async def check_due(db: Db, ref: str, _body: object) -> None:
    """A timer: once a month each spare is checked."""
    if await store.one(db, UUID(ref)):
        await enqueue(db, CHECK, {"id": ref}, key=f"{CHECK}:{ref}")
        await schedule(db, CHECK_DUE, ref, db.now + CHECK_EVERY)


async def keep(town: Town, payload: dict[str, str]) -> None:
    """A job: one round, and when the next one is."""
    person_id = UUID(payload["id"])
    loop = asyncio.get_running_loop()
    begun, wait = loop.time(), EVERY
    try:
        await keeping.keep(town, person_id)
    except (Unavailable, *TRANSIENT):
        raise
    except NotAtHome:
        # They live elsewhere now: with their home goes its spare.
        async with town.database.transaction() as db:
            await end(db, person_id)
        return
    except Problem as why:
        wait = await _failed(town, person_id, why)
    except Exception:
        log.exception("mirrors_failed")
        wait = await _failed(town, person_id, Unexpected())
    took = timedelta(seconds=loop.time() - begun)
    async with town.database.transaction() as db:
        if await store.one(db, person_id):
            await schedule(db, DUE, str(person_id), db.now + max(wait, took * SHARE))
            _tell(db, person_id)


async def _failed(town: Town, person_id: UUID, why: Problem) -> timedelta:
    """When it is tried again; who has waited for an hour is told, once."""
    log.warning("mirrors_not_kept", why=why.code)
    async with town.database.transaction() as db:
        spare = await store.one(db, person_id, lock=True)
        if spare is None:
            return EVERY
        if isinstance(why, SpareFull) and spare.since_whole * WORTH_IT > spare.whole:
            # What came and went since it was whole takes room: a new copy is smaller.
            await store.begin_over(db, person_id)
            return EVERY
        state: SpareState = spare.state
        late = db.now - (spare.fresh_at or spare.created_at) > LATE
        if isinstance(why, SpareFull):
            state = "full"
        elif isinstance(why, SpareRefused | NoRoomOffered):
            state = "refused"
        elif late:
            state = "late"
        if isinstance(why, NoSpare | SpareBroken):
            # It forgot the spare, or does not have what it said: all goes there anew.
            await keeping.tell_lost(db, person_id)
            await store.begin_anew(db, person_id)
        tell = state not in ("filling", "fresh") and not spare.told_late
        await store.failed(db, person_id, state, told_late=spare.told_late or tell)
        if tell:
            await push.notify(db, [PushNotice(person_id, f"{NOTICE}:{person_id}")])
    return AFTER_NO if state in ("full", "refused") else EVERY


async def forget_there(town: Town, payload: dict[str, str]) -> None:
    """A job: the other town is told to keep nothing of somebody, unless they keep one there again.
    Where it does not answer it is not asked for ever: it cannot read what it keeps, and forgets it
    within a year.
    """
    domain, pid = payload["domain"], payload["pid"]
    async with town.database.glance() as db:
        if await store.is_kept(db, domain, pid):
            return
    try:
        await asking.ask(town, domain, keeping.request(pid, "drop"))
    except (NoSpare, SpareRefused):
        return
    except SpareTownNotReached as why:
        log.info("mirrors_not_dropped", domain=domain, why=why.code)
        now = town.clock.now()
        if now < datetime.fromisoformat(payload["until"]):
            raise RunAgain(TELL_EVERY) from None


async def check(town: Town, payload: dict[str, str]) -> None:
    """A job: brings the spare back, opens it, and lets it in on trial as somebody new; nothing of
    that stays. Its owner is told what was there.
    """
    person_id = UUID(payload["id"])
    async with town.database.transaction() as db:
        spare = await store.one(db, person_id)
    if spare is None or not _whole(spare):
        return
    found, problem = 0, None
    try:
        found = await _tried(town, spare)
    except (Unavailable, *TRANSIENT):
        raise
    except Problem as why:
        problem = why.code
    except Exception:
        log.exception("mirrors_check_failed")
        problem = Unexpected.code
    async with town.database.transaction() as db:
        now = await store.one(db, person_id, lock=True)
        if now is None or now.generation != spare.generation:
            # It was begun anew meanwhile: what was checked is not it.
            return
        await store.checked(db, person_id, found, spare.records, problem)
        if problem == SpareBroken.code:
            await store.begin_anew(db, person_id)
        await push.notify(db, [PushNotice(person_id, f"{NOTICE}:{person_id}")])
        _tell(db, person_id)


async def _tried(town: Town, spare: StoredSpare) -> int:
    """How many records came back. Raises `SpareBroken` for what is not as it was sent."""
    pid = spare.pid
    keys = SpareKeys(pid, spare.generation, spare.data_key)

    async def fetch(n: int) -> bytes:
        asked = keeping.request(pid, "chunk_of", generation=spare.generation, n=n)
        return await _there(town, spare.domain, asked)

    async def pieces(name: str) -> AsyncIterator[bytes]:
        for n in range(await _pieces(town, spare, name)):
            yield await _there(town, spare.domain, keeping.request(pid, "piece_of", name=name, n=n))

    records, chain = await assembling.records_of(keys, spare.n, fetch)
    if chain != spare.chain:
        raise SpareBroken(why="older than what was sent")
    folder = await asyncio.to_thread(workplace, town.settings.home)
    async with temporary_folder(folder) as here:
        path = here / f"{secrets.token_hex(8)}.zip"
        _, count = await assembling.write_takeout(keys, records, pieces, path)
        await portability.rehearse(town, path)
    return count


async def _there(town: Town, domain: str, asked: MirrorRequest) -> bytes:
    try:
        return await asking.fetch(town, domain, asked)
    except NoSpare:
        raise SpareBroken(why="something is missing") from None


async def _pieces(town: Town, spare: StoredSpare, name: str) -> int:
    """Of how many pieces a file is, by its size here."""
    async with town.database.reading() as db:
        sizes = await store.sizes(db, spare.person_id)
    for sha256, size in sizes.items():
        if sealing.file_name(spare.data_key, sha256) == name:
            return max(1, -(-size // keeping.PLAIN_PIECE))
    raise SpareBroken(why="a file")


def _tell(db: Db, person_id: UUID) -> None:
    stream.tell(db, (person_id,), {"t": "changed", "what": "spare"})


async def spare_owner_is_erased(db: Db, event: PersonErased) -> None:
    """A reaction: ends the spare copy of a person who is erased here, which is deleted there."""
    await end(db, event.person_id)
