"""SQL of documents of drivers."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.rides.documents.model import DocumentKind, DriverDocument

COLUMNS = "driver_id, kind, file_id, sha256, added_at"
PUT = f"""
insert into rides_document ({COLUMNS}) values ($1, $2, $3, $4, $5)
on conflict (driver_id, kind) do update
set file_id = excluded.file_id, sha256 = excluded.sha256, added_at = excluded.added_at
"""
FIND = f"select {COLUMNS} from rides_document where driver_id = $1 and kind = $2"
LOCK = "select person_id from rides_driver where person_id = $1 for update"
OF_MANY = f"""
select {COLUMNS} from rides_document where driver_id = any($1::uuid[]) order by driver_id, kind
"""
NOTE_VIEW = "insert into rides_document_view (driver_id, kind, by_id, at) values ($1, $2, $3, $4)"
FORGET = """
with v as (delete from rides_document_view where driver_id = $1 or by_id = $1)
delete from rides_document where driver_id = $1 returning file_id
"""


async def put(db: Db, document: DriverDocument) -> None:
    """Instead of the one of that kind that there was."""
    given = (document.driver_id, document.kind, document.file_id, document.sha256)
    await db.run(PUT, *given, document.added_at)


async def lock_driver(db: Db, driver_id: UUID) -> None:
    """Nobody else changes the driver's documents until the end of the transaction."""
    await db.value(LOCK, driver_id)


async def find(db: Db, driver_id: UUID, kind: DocumentKind) -> DriverDocument | None:
    return await db.one_as(DriverDocument, FIND, driver_id, kind)


async def of_drivers(db: Db, drivers: Sequence[UUID]) -> list[DriverDocument]:
    """Of each driver by kind."""
    return await db.all_as(DriverDocument, OF_MANY, drivers)


async def note_view(db: Db, driver_id: UUID, kind: DocumentKind, by_id: UUID) -> None:
    """Somebody of the desk looks at it now."""
    await db.run(NOTE_VIEW, driver_id, kind, by_id, db.now)


async def forget(db: Db, driver_id: UUID) -> list[UUID]:
    """All of a driver, and who looked; answers the files."""
    return [row[0] for row in await db.rows(FORGET, driver_id)]
