"""A home keeps a spare fresh: round by round it sends what changed, sealed, to the town that holds
it, and all anew once a month, or once that grew too much.

Whoever writes it down has one view of the database, and no connection while it speaks with the
other town. A round that breaks off is as if it never was; its place is found again by the chain.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from importlib.metadata import version
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import identity, portability, push, towns
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import enqueue
from leapfrog.mirrors import asking, rounds, sealing, store
from leapfrog.mirrors.errors import NoSpare, NotAtHome, SpareBroken, SpareFull
from leapfrog.mirrors.model import (
    LARGEST_PIECE,
    MOST_GROWN,
    NOTICE,
    WHOLE_EVERY,
    MirrorAnswer,
    MirrorRequest,
)
from leapfrog.mirrors.rounds import Packer, RoundHead, SetChange
from leapfrog.mirrors.sealing import ChunkPlace
from leapfrog.mirrors.store import DoneRound, StoredSpare
from leapfrog.push import PushNotice

PLAIN_PIECE = LARGEST_PIECE - 100
FORGET_AT_ONCE = 500
DROP = "mirrors:drop"
# The other town is told for so long that a spare is given up; it forgets by itself what it hears no
# more of.
TOLD_FOR = timedelta(days=14)


class WrittenRound(msgspec.Struct, frozen=True):
    """What changed: the parts of its chunks, none where nothing did; by set, what is there after
    it; the files that records name, and how many records there are.
    """

    parts: list[bytes]
    marks: dict[str, bytes]
    named: set[bytes]
    records: int


class OwnerOfSpare(msgspec.Struct, frozen=True):
    """Whose spare, as the other town knows them. `exchange`: to which key the data key is
    sealed.
    """

    pid: str
    record: dict[str, Any]
    exchange: str
    boxes: list[identity.HomeKeyBox]
    link: dict[str, Any]


async def keep(town: Town, person_id: UUID) -> None:
    """One round. Raises `SpareFull`, `SpareTownNotReached` and what the other town refuses with;
    then what is there stays as it was.
    """
    async with town.database.transaction() as db:
        spare = await store.one(db, person_id)
        if spare is None:
            return
        owner = await owner_of(db, person_id)
    if spare.pid != owner.pid:
        spare = await _renamed(town, spare, owner.pid)
    spare, said = await _ready(town, spare, owner)
    written = await _write(town, spare)
    there = await _send_files(town, spare, owner.pid, written.named)
    sent = 0
    for part in written.parts:
        last = bool(part[0] & rounds.ENDS)
        spare, said = await _send_chunk(town, spare, owner.pid, part, last=last)
        sent += len(part)
    async with town.database.transaction() as db:
        # With the last chunk: what is there and how it is known to be are one.
        await store.chunk(db, spare, spare.n, spare.chain or b"")
        done = DoneRound(written.records, sent, said.used, said.room)
        await store.round_done(db, spare, done, written.marks)
    # What the round before names is there until this one is.
    await _forget_files(town, spare, sorted(there - written.named))


async def owner_of(db: Db, person_id: UUID) -> OwnerOfSpare:
    """Raises `NotAtHome`."""
    try:
        home = await identity.own_home(db, person_id, await towns.own_key_hash(db))
    except NotFound:
        raise NotAtHome from None
    own = identity.own_home_key(home)
    if own:
        return OwnerOfSpare(home.pid, home.record, own.exchange, own.boxes, own.link)
    seeds = await identity.home_seeds(db, person_id)
    if seeds is None:
        raise NotAtHome
    exchange = sealing.exchange_text(seeds.next)
    link = identity.home_key_link(home.pid, seeds)
    return OwnerOfSpare(home.pid, home.record, exchange, [], link)


async def tell_lost(db: Db, person_id: UUID) -> None:
    """Whose spare the other town does not have any more is told. It is made anew there, or they
    keep one elsewhere. Of one that never was whole nothing is lost.
    """
    if await store.lost(db, person_id):
        await push.notify(db, [PushNotice(person_id, f"{NOTICE}:{person_id}")])


def request(pid: str, step: Any, **more: Any) -> MirrorRequest:
    """To be addressed by who sends it."""
    return MirrorRequest("", "", pid, step, **more)


async def give_up(db: Db, domain: str, pid: str) -> None:
    """The town at this domain is told to keep nothing of somebody who keeps no spare there."""
    await enqueue(db, DROP, {"domain": domain, "pid": pid, "until": str(db.now + TOLD_FOR)})


async def _renamed(town: Town, spare: StoredSpare, pid: str) -> StoredSpare:
    """They are who they were elsewhere since: the spare of who they were before goes, and one of
    who they are begins. Raises `NoSpare`.
    """
    async with town.database.transaction() as db:
        await give_up(db, spare.domain, spare.pid)
        await store.rename(db, spare.person_id, pid)
        await store.begin_anew(db, spare.person_id)
        found = await store.one(db, spare.person_id)
    if found is None:
        raise NoSpare
    return found


async def _ready(
    town: Town, spare: StoredSpare, owner: OwnerOfSpare
) -> tuple[StoredSpare, MirrorAnswer]:
    """The spare as both towns know it, of which the next chunk can be sent: a new one, where it is
    time, where the key changed hands, or where they do not agree.
    """
    now = town.clock.now()
    old = spare.whole_at is not None and now - spare.whole_at > WHOLE_EVERY
    grown = spare.since_whole > MOST_GROWN * max(spare.whole, 100_000)
    if not spare.generation or old or grown or spare.exchange != owner.exchange:
        return await _anew(town, spare, owner)
    said = await asking.ask(
        town, spare.domain, request(owner.pid, "state", generation=spare.generation)
    )
    agreed = _agreed(spare, said)
    if agreed is None:
        if said.why == "generation":
            async with town.database.transaction() as db:
                await tell_lost(db, spare.person_id)
        return await _anew(town, spare, owner)
    if agreed != spare:
        async with town.database.transaction() as db:
            assert agreed.chain is not None
            await store.chunk(db, spare, agreed.n, agreed.chain)
    return agreed, said


def _agreed(spare: StoredSpare, said: MirrorAnswer) -> StoredSpare | None:
    """As it is there: as it was left, or with the chunk whose answer was lost. None for else."""
    if said.why or spare.chain is None:
        return None
    if (said.n, said.chain) == (spare.n, spare.chain.hex()):
        return spare
    if spare.coming and (said.n, said.chain) == (spare.n + 1, spare.coming.hex()):
        return msgspec.structs.replace(spare, n=said.n, chain=spare.coming, coming=None)
    return None


async def _anew(
    town: Town, spare: StoredSpare, owner: OwnerOfSpare
) -> tuple[StoredSpare, MirrorAnswer]:
    generation = secrets.token_hex(16)
    sealed = sealing.seal_key(spare.data_key, owner.exchange, owner.pid)
    said = await asking.ask(
        town,
        spare.domain,
        request(
            owner.pid,
            "open",
            generation=generation,
            record=owner.record,
            sealed=sealed,
            boxes=owner.boxes,
            link=owner.link,
        ),
    )
    chain = sealing.beginning(generation)
    async with town.database.transaction() as db:
        await store.opened(db, spare, generation, owner.exchange, chain, room=said.room)
        found = await store.one(db, spare.person_id)
        gone = found is None or found.generation != generation
        if gone and (found is None or found.domain != spare.domain):
            # It was given up meanwhile, and what was told there came before this.
            await give_up(db, spare.domain, owner.pid)
    if found is None or gone:
        raise NoSpare
    return found, said


async def _write(town: Town, spare: StoredSpare) -> WrittenRound:
    """What changed since the last round, in one view of the database."""
    packer, marks, named, count, changed = Packer(), dict[str, bytes](), set[bytes](), 0, False
    async with town.database.reading() as db:
        known = await store.marks(db, spare.person_id)
        me = await identity.me(db, spare.person_id)
        settings = town.settings
        head = RoundHead(
            v=1,
            at=db.now.isoformat(),
            address=me.address,
            name=me.display_name,
            town=settings.town_name,
            program=version("leapfrog"),
        )
        packer.write(msgspec.json.encode(head))
        for records in portability.RECORD_SETS:
            lines = list[bytes]()
            async for record in records.export(db, spare.person_id):
                named |= {bytes.fromhex(one) for one in portability.named_blobs(record)}
                lines.append(msgspec.json.encode(record, order="sorted"))
            digests = [rounds.digest(one) for one in lines]
            marks[records.name] = b"".join(digests)
            count += len(lines)
            before = known.get(records.name)
            if marks[records.name] != (before or b"") or before is None:
                changed = True
                _change(packer, records.name, before or b"", digests, lines)
    packer.close()
    return WrittenRound(list(packer.parts()) if changed else [], marks, named, count)


def _change(
    packer: Packer, name: str, before: bytes, digests: list[bytes], lines: list[bytes]
) -> None:
    found = rounds.diff(rounds.split(before), digests)
    change = SetChange(
        set=name,
        whole=found.whole,
        drop=found.drop,
        add=len(found.add),
        count=len(lines),
        sha256=rounds.whole_digest(lines),
    )
    packer.write(msgspec.json.encode(change))
    for place in found.add:
        packer.write(rounds.placed(place, lines[place]))


async def _send_chunk(
    town: Town, spare: StoredSpare, pid: str, part: bytes, *, last: bool
) -> tuple[StoredSpare, MirrorAnswer]:
    assert spare.chain is not None
    n = spare.n + 1
    place = ChunkPlace(pid, spare.generation, n, spare.chain)
    chunk = sealing.seal_chunk(spare.data_key, place, part)
    chain = sealing.chained(spare.chain, chunk)
    if not last:
        # Where the answer to one that ends a round is lost, what is there and what is known to be
        # differ: then all goes there anew.
        async with town.database.transaction() as db:
            await store.coming(db, spare, chain)
    asked = request(pid, "chunk", generation=spare.generation, n=n, last=last)
    said = await asking.ask(town, spare.domain, asked, chunk)
    if said.why == "full":
        raise SpareFull
    if said.why or (said.n, said.chain) != (n, chain.hex()):
        raise SpareBroken(why="it does not follow")
    if not last:
        async with town.database.transaction() as db:
            await store.chunk(db, spare, n, chain)
    return msgspec.structs.replace(spare, n=n, chain=chain, coming=None), said


async def _send_files(
    town: Town, spare: StoredSpare, pid: str, named: Iterable[bytes]
) -> set[bytes]:
    """Those that are not there yet, before the records that name them. Answers which were."""
    async with town.database.reading() as db:
        there = await store.files(db, spare.person_id)
    for sha256 in sorted(set(named) - there):
        size = await _send_file(town, spare, pid, sha256)
        if size is not None:
            async with town.database.transaction() as db:
                await store.add_file(db, spare.person_id, sha256, size)
    return there


async def _forget_files(town: Town, spare: StoredSpare, gone: list[bytes]) -> None:
    """Files that no record names any more."""
    for at in range(0, len(gone), FORGET_AT_ONCE):
        some = gone[at : at + FORGET_AT_ONCE]
        names = [sealing.file_name(spare.data_key, one) for one in some]
        asked = request(spare.pid, "forget", generation=spare.generation, names=names)
        await asking.ask(town, spare.domain, asked)
        async with town.database.transaction() as db:
            await store.drop_files(db, spare.person_id, some)


async def _send_file(town: Town, spare: StoredSpare, pid: str, sha256: bytes) -> int | None:
    """Its size; None for one that is not there any more: the next round names it no more."""
    name, n, size, waiting = sealing.file_name(spare.data_key, sha256), 0, 0, bytearray()
    digest = hashlib.sha256()

    async def send(plain: bytes) -> None:
        nonlocal n
        piece = sealing.seal_piece(spare.data_key, name, n, plain)
        asked = request(pid, "piece", generation=spare.generation, name=name, n=n)
        said = await asking.ask(town, spare.domain, asked, piece)
        if said.why == "full":
            raise SpareFull
        n += 1

    try:
        async for block in town.files.chunks(sha256):
            waiting += block
            size += len(block)
            digest.update(block)
            while len(waiting) >= PLAIN_PIECE:
                await send(bytes(waiting[:PLAIN_PIECE]))
                del waiting[:PLAIN_PIECE]
    except FileNotFoundError:
        return None
    if waiting or not n:
        await send(bytes(waiting))
    return size
