"""SQL of imports as jobs: one row for each file, whatever is in it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.imports.model import ImportJob, ImportRemark, Noted, State, TargetName
from leapfrog.imports.model import ImportOptions as Options
from leapfrog.kernel.db import Db, Row

COLUMNS = """
id, owner_id, target, also, name, sha256, file_id, format, state, options, done, skipped, counts,
problems, details, created_at, applied_at, applied_xid::text::bigint as applied_xid
"""
ADD = """
insert into imports_job (id, owner_id, target, also, name, sha256, file_id, format, state, options,
    created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'previewed', $9, $10) on conflict do nothing
"""
ORIGIN = "select owner_id, sha256 from imports_job where id = $1"
OF_OWNER = f"""
select {COLUMNS} from imports_job where owner_id = $1 order by created_at desc, id desc
"""
ONE = f"select {COLUMNS} from imports_job where owner_id = $1 and id = $2"
LOCK = f"select {COLUMNS} from imports_job where owner_id = $1 and id = $2 for update"
LOCK_ALL = f"select {COLUMNS} from imports_job where owner_id = $1 order by id for update"
WORKING = f"select {COLUMNS} from imports_job where id = $1 and state = 'working'"
NOTE = """
update imports_job set counts = $2, problems = $3, skipped = $4, details = $5 where id = $1
"""
SET_OPTIONS = "update imports_job set options = $2 where id = $1"
SET_STATE = "update imports_job set state = $2 where id = $1"
BEGIN = "update imports_job set state = 'working', done = 0 where id = $1"
FINISH = """
update imports_job set state = 'applied', applied_at = $2, applied_xid = pg_current_xact_id(),
    counts = $3, problems = $4, skipped = $5
where id = $1
"""
PROGRESS = "update imports_job set done = $2 where id = $1 and state = 'working'"
REMARK = "update imports_job set problems = $2 where id = $1"
DETAIL = "update imports_job set details = $2 where id = $1"
LOSE_FILE = "update imports_job set file_id = null where id = $1"
OLD = f"""
select {COLUMNS} from imports_job
where owner_id = $1 and target = $2 and state in ('previewed', 'failed')
order by created_at desc, id desc offset $3
"""
DELETE = "delete from imports_job where id = $1"
ERASE = "delete from imports_job where owner_id = $1"


class ImportFile(msgspec.Struct, frozen=True):
    """The file of an import: what it is read as, and what else it may be read as; `file_id` is
    where it is kept; None where it need not be.
    """

    target: TargetName
    also: list[TargetName]
    name: str
    sha256: bytes
    file_id: UUID | None
    format: str


class ImportOrigin(msgspec.Struct, frozen=True):
    """Whose an import is, and the SHA-256 of its file."""

    owner_id: UUID
    sha256: bytes


def _job(row: Row) -> ImportJob:
    return msgspec.convert(dict(row), ImportJob)


async def add(db: Db, owner: UUID, import_id: UUID, file: ImportFile, options: Options) -> bool:
    """False when the id is taken."""
    about = msgspec.structs.astuple(file)
    return await db.run(ADD, import_id, owner, *about, _json(options), db.now) == 1


def _json(value: Any) -> Any:
    return msgspec.to_builtins(value)


async def origin(db: Db, import_id: UUID) -> ImportOrigin | None:
    return await db.one_as(ImportOrigin, ORIGIN, import_id)


async def jobs(db: Db, owner: UUID) -> list[ImportJob]:
    """All of a person, the newest first."""
    return [_job(row) for row in await db.rows(OF_OWNER, owner)]


async def job(db: Db, owner: UUID, import_id: UUID) -> ImportJob | None:
    """One of a person."""
    row = await db.row(ONE, owner, import_id)
    return _job(row) if row else None


async def lock(db: Db, owner: UUID, import_id: UUID) -> ImportJob | None:
    """One of a person, to be changed in this transaction."""
    row = await db.row(LOCK, owner, import_id)
    return _job(row) if row else None


async def lock_all(db: Db, owner: UUID) -> list[ImportJob]:
    """All of a person, none of which changes in this transaction but by it."""
    return [_job(row) for row in await db.rows(LOCK_ALL, owner)]


async def working(db: Db, import_id: UUID) -> ImportJob | None:
    """What is to be done; None when it is done, or was ended."""
    row = await db.row(WORKING, import_id)
    return _job(row) if row else None


async def note(db: Db, import_id: UUID, noted: Noted) -> None:
    """What its file holds, as it was read."""
    counts, problems = _json(noted.counts), _json(noted.problems)
    await db.run(NOTE, import_id, counts, problems, noted.skipped, _json(noted.details))


async def set_options(db: Db, import_id: UUID, options: Options) -> None:
    """How it is read and what of it comes in, from now on."""
    await db.run(SET_OPTIONS, import_id, _json(options))


async def set_state(db: Db, import_id: UUID, state: State) -> None:
    """For all states but those that `begin` and `finish` lead to."""
    await db.run(SET_STATE, import_id, state)


async def begin(db: Db, import_id: UUID) -> None:
    """It is `working`, and at its beginning."""
    await db.run(BEGIN, import_id)


async def finish(db: Db, import_id: UUID, noted: Noted) -> None:
    """It is `applied`, and this is what came of it; its details stay."""
    counts, problems = _json(noted.counts), _json(noted.problems)
    await db.run(FINISH, import_id, db.now, counts, problems, noted.skipped)


async def progress(db: Db, import_id: UUID, done: int) -> bool:
    """False when it is not worked on any more."""
    return await db.run(PROGRESS, import_id, done) == 1


async def remark(db: Db, import_id: UUID, problems: Sequence[ImportRemark]) -> None:
    """What is said about its file from now on."""
    await db.run(REMARK, import_id, _json(problems))


async def detail(db: Db, import_id: UUID, details: Any) -> None:
    """What its target notes of it from now on."""
    await db.run(DETAIL, import_id, _json(details))


async def lose_file(db: Db, import_id: UUID) -> None:
    """It is known no more where its file is kept."""
    await db.run(LOSE_FILE, import_id)


async def old(db: Db, owner: UUID, target: TargetName, newest: int) -> list[ImportJob]:
    """All but the newest of a target that were only looked at, or failed."""
    return [_job(row) for row in await db.rows(OLD, owner, target, newest)]


async def delete(db: Db, import_id: UUID) -> None:
    """With what hangs on it in the tables of this module."""
    await db.run(DELETE, import_id)


async def erase(db: Db, owner: UUID) -> int:
    """All of a person; answers how many."""
    return await db.run(ERASE, owner)
