"""Documents shown, looked at and forgotten."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.rides import drivers
from leapfrog.rides import store as street_store
from leapfrog.rides.documents import store
from leapfrog.rides.documents.model import DocumentKind, DriverDocument
from leapfrog.rides.errors import NoRideDocument

FORGET_DOCUMENTS = "rides.forget_documents"
PURPOSE, MEDIA_TYPE = "ride_document", "image/webp"
# As long as somebody may still ask who drove them.
KEPT_AFTER = timedelta(days=30)


async def keep_document(
    db: Db, blobs: files.Files, me: UUID, kind: DocumentKind, picture: bytes
) -> DriverDocument:
    """The driver shows this picture (WebP) from now on, instead of the one before. It counts for
    them. Raises `NotDriving`, `QuotaFull`, `DiskFull`.
    """
    await drivers.driver(db, me)
    await store.lock_driver(db, me)
    before = await store.find(db, me, kind)
    sha256 = hashlib.sha256(picture).digest()
    file = await files.own(db, me, PURPOSE, sha256, MEDIA_TYPE, size=len(picture), person=me)
    made = DriverDocument(me, kind, file.id, sha256, db.now)
    await store.put(db, made)
    await blobs.put(picture)
    if before is not None:
        await files.forget(db, await files.disown(db, me, before.file_id))
    return made


async def own_document(db: Db, driver_id: UUID, kind: DocumentKind) -> DriverDocument:
    """What one shows oneself. Raises `NoRideDocument`."""
    found = await store.find(db, driver_id, kind)
    if found is None:
        raise NoRideDocument
    return found


async def seen_at_desk(db: Db, by: UUID, driver_id: UUID, kind: DocumentKind) -> DriverDocument:
    """A driver's document for an operator; that they looked is noted. Raises `NoRideDocument`."""
    found = await own_document(db, driver_id, kind)
    await store.note_view(db, driver_id, kind, by)
    return found


async def document_kinds(db: Db, people: Sequence[UUID]) -> Mapping[UUID, list[DocumentKind]]:
    """The kinds of documents that each of these drivers has shown, by driver."""
    found: dict[UUID, list[DocumentKind]] = {}
    for one in await store.of_drivers(db, people):
        found.setdefault(one.driver_id, []).append(one.kind)
    return found


async def document_blobs(db: Db, driver_id: UUID) -> list[dict[str, str]]:
    """What a driver has shown, for their take-out."""
    return [
        {"kind": one.kind, "sha256": one.sha256.hex(), "media_type": MEDIA_TYPE}
        for one in await store.of_drivers(db, [driver_id])
    ]


async def forget_when_gone(db: Db, driver_id: UUID) -> None:
    """Who drives no longer: their documents are forgotten thirty days from now, unless they drive
    again by then.
    """
    await schedule(db, FORGET_DOCUMENTS, str(driver_id), db.now + KEPT_AFTER)


async def forget_documents(db: Db, driver_id: UUID) -> int:
    """All documents of a driver are gone; answers how many there were."""
    gone = await store.forget(db, driver_id)
    for file_id in gone:
        await files.forget(db, await files.disown(db, driver_id, file_id))
    return len(gone)


async def documents_forgotten(db: Db, ref: str, _body: object) -> None:
    """The due row: unless they drive again."""
    if await street_store.driver(db, UUID(ref)) is None:
        await forget_documents(db, UUID(ref))
