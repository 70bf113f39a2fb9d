"""Routes of imports: a file in, a look at it, into the book, and back."""

import asyncio
from typing import Annotated
from uuid import UUID

from litestar import delete, get, patch, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody, PathParameter, QueryParameter

from leapfrog.contacts import imports
from leapfrog.contacts.imports import Import, ImportItem, ImportUpload, ItemPage
from leapfrog.contacts.imports.review import Choice
from leapfrog.identity import SignedIn
from leapfrog.kernel.files import digest_of
from leapfrog.kernel.http import AnyRequest, DbIn, Input, Limit, TownIn, spooled
from leapfrog.kernel.limits import Limit as Rate
from leapfrog.kernel.pool import take_time

MOST_BYTES = 64_000_000
UPLOADS = Rate("import", 120, 3600)


class ImportDecisionInput(Input, frozen=True):
    decision: Choice


@put(
    "/imports/{import_id:uuid}", summary="Upload a contacts file", request_max_body_size=MOST_BYTES
)
async def upload(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    name: FromQuery[str] = "",
) -> Import:
    """Takes the raw bytes of a contacts file, and answers what would become of each entry. Nothing
    is let in before it is applied. Raises `ContactIdUsed`, `DiskFull`, `FileUnreadable`,
    `NoContact`, `NoImport`, `QuotaFull`, `TooLarge`.
    """
    if town.settings.rate_limits:
        town.limiter.take(UPLOADS, str(signed.person_id))
    async with spooled(request, town, MOST_BYTES, signed.person_id) as path:
        digest, _ = await asyncio.to_thread(digest_of, path)
        take_time()
        with path.open("rb") as file:
            given = ImportUpload(import_id, name, digest, file)
            async with town.database.transaction() as db:
                return await imports.preview(db, signed.person_id, given)


@get("/imports")
async def list_imports(db: DbIn, signed: SignedIn) -> list[Import]:
    """All imports of contacts, the newest first, each with its state."""
    return await imports.mine(db, signed.person_id)


@get("/imports/{import_id:uuid}")
async def read_import(db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> Import:
    """One import of contacts: how many are new, known or unclear, and its state. Raises
    `NoImport`.
    """
    return await imports.one(db, signed.person_id, import_id)


@get("/imports/{import_id:uuid}/items", summary="List entries of an import")
async def list_items(
    db: DbIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    after: Annotated[int, QueryParameter(description="The `next` of the page before.")] = 0,
    limit: Limit = 100,
) -> ItemPage:
    """A page of what is in a contacts file, each with what is about to become of it. Raises
    `NoImport`.
    """
    return await imports.items(db, signed.person_id, import_id, after, limit)


@patch("/imports/{import_id:uuid}/items/{n:int}", summary="Decide on an entry")
async def decide(
    db: DbIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    n: Annotated[int, PathParameter(description="The number of the entry in its file.")],
    data: JSONBody[ImportDecisionInput],
) -> ImportItem:
    """Says what becomes of one entry of an import: added, united with a contact, or left out.
    Raises `ImportApplied`, `ImportUndone`, `Invalid`, `NoImport`.
    """
    return await imports.decide(db, signed.person_id, import_id, n, data.decision)


@post("/imports/{import_id:uuid}/application", summary="Apply an import", status_code=200)
async def apply(slow_db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> Import:
    """Lets an import into the address book as it was decided. Twice is one operation. Raises
    `ImportUndone`, `Invalid`, `NoImport`, `QuotaFull`.
    """
    return await imports.apply(slow_db, signed.person_id, import_id)


@post("/imports/{import_id:uuid}/undo", summary="Undo an import", status_code=200)
async def undo(slow_db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> Import:
    """Takes out again what an applied import brought. Raises `ImportNotApplied`, `NoContact`,
    `NoImport`, `UidTaken`.
    """
    return await imports.undo(slow_db, signed.person_id, import_id)


@delete("/imports/{import_id:uuid}", summary="Discard an import")
async def discard(slow_db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> None:
    """Forgets an import that was only looked at, or undone. Raises `ImportApplied`, `NoImport`."""
    await imports.discard(slow_db, signed.person_id, import_id)


routes: list[HTTPRouteHandler] = [
    upload,
    list_imports,
    read_import,
    list_items,
    decide,
    apply,
    undo,
    discard,
]
