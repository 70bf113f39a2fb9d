"""Routes of imports: a file in, a look at it, into the book, and back."""

import asyncio
import hashlib
import tempfile
from typing import BinaryIO
from uuid import UUID

from litestar import delete, get, patch, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody

from leapfrog.contacts import imports
from leapfrog.contacts.imports import Import, Item, ItemPage, Upload
from leapfrog.contacts.imports.review import Choice
from leapfrog.identity import SignedIn
from leapfrog.kernel.errors import TooLarge
from leapfrog.kernel.http import AnyRequest, DbIn, Input, Limit, TownIn, check_room
from leapfrog.kernel.limits import Limit as Rate

MOST_BYTES = 64 * 1024 * 1024
# A write to the disk happens in a thread, once this much has come.
BLOCK = 1024 * 1024
UPLOADS = Rate("import", 120, 3600)


class Decided(Input, frozen=True):
    decision: Choice


class _Spool:
    """A file that comes in, on its way to the disk."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def take(self, block: bytes) -> None:
        self.digest.update(block)
        self.file.write(block)


async def _spool(request: AnyRequest, file: BinaryIO) -> bytes:
    """Writes the request's body to `file` and answers its SHA-256. Raises `TooLarge`."""
    spool = _Spool(file)
    held = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_BYTES:
            raise TooLarge(f"At most {MOST_BYTES // 1024 // 1024} MB.")
        held += chunk
        if len(held) >= BLOCK:
            await asyncio.to_thread(spool.take, bytes(held))
            held.clear()
    await asyncio.to_thread(spool.take, bytes(held))
    file.seek(0)
    return spool.digest.digest()


@put("/imports/{import_id:uuid}", request_max_body_size=MOST_BYTES)
async def upload(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    name: FromQuery[str] = "",
) -> Import:
    """The raw bytes of a contacts file; answers what would become of it."""
    if town.settings.rate_limits:
        town.limiter.take(UPLOADS, str(signed.person_id))
    await check_room(request, town, signed.person_id)
    folder = town.settings.home / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        digest = await _spool(request, file)
        async with town.database.transaction() as db:
            given = Upload(import_id, name, digest, file)
            return await imports.preview(db, signed.person_id, given)


@get("/imports")
async def list_imports(db: DbIn, signed: SignedIn) -> list[Import]:
    return await imports.mine(db, signed.person_id)


@get("/imports/{import_id:uuid}")
async def read_import(db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> Import:
    return await imports.one(db, signed.person_id, import_id)


@get("/imports/{import_id:uuid}/items")
async def list_items(
    db: DbIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    after: FromQuery[int] = 0,
    limit: Limit = 100,
) -> ItemPage:
    return await imports.items(db, signed.person_id, import_id, after, limit)


@patch("/imports/{import_id:uuid}/items/{n:int}")
async def decide(
    db: DbIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    n: FromPath[int],
    data: JSONBody[Decided],
) -> Item:
    return await imports.decide(db, signed.person_id, import_id, n, data.decision)


@post("/imports/{import_id:uuid}/application", status_code=200)
async def apply(db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> Import:
    return await imports.apply(db, signed.person_id, import_id)


@post("/imports/{import_id:uuid}/undo", status_code=200)
async def undo(db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> Import:
    return await imports.undo(db, signed.person_id, import_id)


@delete("/imports/{import_id:uuid}")
async def discard(db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> None:
    await imports.discard(db, signed.person_id, import_id)


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
