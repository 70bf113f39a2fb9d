"""SQL of histories on their way in."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.chat_archives.model import (
    Decision,
    HistoryImport,
    HistoryRemark,
    HistoryUpload,
    ImportPerson,
    ImportThread,
    State,
)
from leapfrog.chat_archives.summary import HistorySummary
from leapfrog.kernel.db import Db, Row

MOST_PREVIEWS = 5

ADD = """
insert into chat_import (id, owner_id, name, sha256, file_id, format, zone, day_first, ambiguous,
    state, skipped, problems, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'preview', $10, $11, $12) on conflict do nothing
"""
ORIGIN = "select owner_id, sha256 from chat_import where id = $1"
AGAIN = """
update chat_import set zone = $2, day_first = $3, ambiguous = $4, skipped = $5, problems = $6
where id = $1
"""
REMARK = "update chat_import set problems = $2 where id = $1"
FORGET_THREADS = "delete from chat_import_thread where import_id = $1"
ADD_THREADS = """
insert into chat_import_thread (import_id, n, title, source, is_group, entries, files, missing,
    first_at, last_at, digest, chosen, known, conversation_id)
select $1, t.n, t.title, t.source, t.is_group, t.entries, t.files, t.missing, t.first_at,
    t.last_at, t.digest, t.known_id is null, t.known_id is not null,
    coalesce(t.known_id, t.conversation_id)
from unnest($2::int[], $3::text[], $4::text[], $5::bool[], $6::bigint[], $7::bigint[],
    $8::bigint[], $9::timestamptz[], $10::timestamptz[], $11::bytea[], $12::uuid[], $13::uuid[])
    as t (n, title, source, is_group, entries, files, missing, first_at, last_at, digest,
        known_id, conversation_id)
"""
# Who was chosen stays chosen when the file is read again.
ADD_PEOPLE = """
insert into chat_import_person (import_id, key, name, entries, decision, contact_id)
select $1, * from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::uuid[])
on conflict (import_id, key) do update set name = excluded.name, entries = excluded.entries
"""
IMPORTS = """
select i.id, i.name, i.format, i.state, i.done, i.zone, i.day_first, i.ambiguous, i.skipped,
    i.problems, i.created_at, i.applied_at, p.people, p.unmatched
from chat_import i, lateral (
    select count(*) as people, count(*) filter (where decision = 'outsider') as unmatched
    from chat_import_person where import_id = i.id
) p
where i.owner_id = $1 and ($2::uuid is null or i.id = $2) order by i.created_at desc, i.id desc
"""
THREADS = """
select import_id, n, title, source, is_group, entries, files, missing, first_at, last_at, chosen,
    known, conversation_id
from chat_import_thread where import_id = any($1::uuid[]) order by import_id, n
"""
PEOPLE = """
select key, name, entries, decision, contact_id from chat_import_person
where import_id = $1 order by entries desc, key offset $2 limit $3
"""
CHOOSE = """
update chat_import_person p set decision = g.decision, contact_id = g.contact_id
from unnest($2::text[], $3::text[], $4::uuid[]) as g (key, decision, contact_id)
where p.import_id = $1 and p.key = g.key
"""
# There is one person whose file it is.
NOT_ME = """
update chat_import_person set decision = 'outsider'
where import_id = $1 and decision = 'me' and key <> $2
"""
PICK = (
    "update chat_import_thread set chosen = n = any($2::int[]) and not known where import_id = $1"
)
# What came in since the file was looked at, or is on its way in from another one.
KNOW = """
update chat_import_thread t set known = true, chosen = false, conversation_id = o.conversation_id
from (
    select * from unnest($3::bytea[], $4::uuid[]) as here (digest, conversation_id)
    union
    select other.digest, other.conversation_id from chat_import_thread other
    join chat_import i on i.id = other.import_id and i.owner_id = $1 and i.state = 'working'
    where other.chosen and i.id <> $2
) o
where t.import_id = $2 and t.digest = o.digest and not t.known
    and t.conversation_id <> o.conversation_id
"""
LOCK_ALL = "select id from chat_import where owner_id = $1 order by id for update"
LOCK = """
select state, file_id from chat_import where owner_id = $1 and id = $2 for update
"""
WORK = """
select owner_id, name, zone, day_first, file_id from chat_import
where id = $1 and state = 'working'
"""
DIGESTS = "select conversation_id, digest from chat_import_thread where import_id = $1"
SET_STATE = """
update chat_import
set state = $2, applied_at = case when $2 = 'applied' then $3 else applied_at end where id = $1
"""
PROGRESS = "update chat_import set done = $2 where id = $1 and state = 'working'"
LOSE_FILE = "update chat_import set file_id = null where id = $1"
OLD = """
select id, file_id from chat_import where owner_id = $1 and state in ('preview', 'failed')
order by created_at desc, id desc offset $2
"""
DELETE = "delete from chat_import where id = $1"
ERASE = "delete from chat_import where owner_id = $1"


class HistoryImportJob(msgspec.Struct, frozen=True):
    """What is to be read, and for whom."""

    owner_id: UUID
    name: str
    zone: str
    day_first: bool | None
    file_id: UUID | None


async def add(
    db: Db, owner: UUID, upload: HistoryUpload, file: tuple[bytes, UUID], found: HistorySummary
) -> bool:
    """`file`: its SHA-256 and id. False when the id is taken."""
    about = (upload.name, *file, found.format, upload.zone, upload.day_first, found.ambiguous)
    more = (found.skipped, msgspec.to_builtins(found.remarks), db.now)
    return await db.run(ADD, upload.id, owner, *about, *more) == 1


async def origin(db: Db, import_id: UUID) -> tuple[UUID, bytes] | None:
    """Whose it is, and of which file."""
    row = await db.row(ORIGIN, import_id)
    return (row[0], row[1]) if row else None


async def again(db: Db, upload: HistoryUpload, found: HistorySummary) -> None:
    """The same file, read in another way."""
    remarks = msgspec.to_builtins(found.remarks)
    reading = (upload.zone, upload.day_first, found.ambiguous, found.skipped, remarks)
    await db.run(AGAIN, upload.id, *reading)
    await db.run(FORGET_THREADS, upload.id)


async def add_threads(db: Db, import_id: UUID, rows: Sequence[Sequence[object]]) -> None:
    """`rows`: number, title, source, group, entries, files, missing, first, last, digest, as what
    it is here already, what it is to become.
    """
    await db.run(ADD_THREADS, import_id, *map(list, zip(*rows, strict=True)))


async def add_people(db: Db, import_id: UUID, rows: Sequence[Sequence[object]]) -> None:
    """`rows`: key, name, entries, decision, contact."""
    if rows:
        await db.run(ADD_PEOPLE, import_id, *map(list, zip(*rows, strict=True)))


async def imports(db: Db, owner: UUID, import_id: UUID | None = None) -> list[HistoryImport]:
    """All of a person, or that one; the newest first."""
    rows = await db.rows(IMPORTS, owner, import_id)
    threads: dict[UUID, list[ImportThread]] = {row[0]: [] for row in rows}
    for row in await db.rows(THREADS, list(threads)):
        threads[row[0]].append(ImportThread(*row[1:]))
    return [_import(row, threads[row[0]]) for row in rows]


def _import(row: Row, threads: list[ImportThread]) -> HistoryImport:
    found = [*row, threads]
    found[9] = msgspec.convert(row[9], list[HistoryRemark])
    return HistoryImport(*found)


async def people(db: Db, import_id: UUID, after: int, limit: int) -> list[ImportPerson]:
    """Who speaks most first; without the names of contacts."""
    rows = await db.rows(PEOPLE, import_id, after, limit)
    return [ImportPerson(*[*row, ""]) for row in rows]


async def choose(
    db: Db, import_id: UUID, chosen: Sequence[tuple[str, Decision, UUID | None]]
) -> None:
    await db.run(CHOOSE, import_id, *map(list, zip(*chosen, strict=True)))
    for key, decision, _ in chosen:
        if decision == "me":
            await db.run(NOT_ME, import_id, key)


async def pick(db: Db, import_id: UUID, numbers: Sequence[int]) -> None:
    """Only these threads come in."""
    await db.run(PICK, import_id, list(numbers))


async def lock_all(db: Db, owner: UUID) -> None:
    """Nothing of the owner's begins to come in until the commit."""
    await db.rows(LOCK_ALL, owner)


async def know(db: Db, owner: UUID, import_id: UUID, here: Sequence[tuple[bytes, UUID]]) -> None:
    """Marks what came in meanwhile, which is `here` as (digest, conversation), or is on its way in
    from another file.
    """
    digests, ids = [digest for digest, _ in here], [place for _, place in here]
    await db.run(KNOW, owner, import_id, digests, ids)


async def lock(db: Db, owner: UUID, import_id: UUID) -> tuple[State, UUID | None] | None:
    """Its state and file, to be changed in this transaction; None when it is not the owner's."""
    row = await db.row(LOCK, owner, import_id)
    return (row[0], row[1]) if row else None


async def work(db: Db, import_id: UUID) -> HistoryImportJob | None:
    """What is to be done; None when it is done, or was ended."""
    row = await db.row(WORK, import_id)
    return HistoryImportJob(*row) if row else None


async def digests(db: Db, import_id: UUID) -> dict[UUID, bytes]:
    """By what the thread is to become."""
    return {row[0]: row[1] for row in await db.rows(DIGESTS, import_id)}


async def set_state(db: Db, import_id: UUID, state: State) -> None:
    await db.run(SET_STATE, import_id, state, db.now)


async def progress(db: Db, import_id: UUID, done: int) -> bool:
    """False when it is not worked on any more."""
    return await db.run(PROGRESS, import_id, done) == 1


async def lose_file(db: Db, import_id: UUID) -> None:
    await db.run(LOSE_FILE, import_id)


async def old(db: Db, owner: UUID) -> list[tuple[UUID, UUID | None]]:
    """(id, file) of all but the newest that were only looked at."""
    return [(row[0], row[1]) for row in await db.rows(OLD, owner, MOST_PREVIEWS)]


async def remark(db: Db, import_id: UUID, remarks: Sequence[HistoryRemark]) -> None:
    """What is said about the file from now on."""
    await db.run(REMARK, import_id, msgspec.to_builtins(remarks))


async def delete(db: Db, import_id: UUID) -> None:
    await db.run(DELETE, import_id)


async def erase(db: Db, owner: UUID) -> None:
    """Forgets all that a person looked at."""
    await db.run(ERASE, owner)
