"""Routes of imports: a file in, a look at it, in with it, and back."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, patch, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType

from leapfrog.identity import SignedIn
from leapfrog.imports import changing, preview, reading
from leapfrog.imports.model import (
    LARGEST,
    Import,
    ImportChange,
    ImportOptions,
    ImportUpload,
    TargetName,
    Widest,
    name_of,
)
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, spooled
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.pool import take_time
from leapfrog.post_archives import Kind

# A whole account may be one file; reading it takes long.
UPLOADS = Limit("import", 120, 3600)


class ImportOptionsInput(Input, frozen=True):
    """Options that change; what is left out stays."""

    zone: Annotated[str, Meta(max_length=64)] | UnsetType = UNSET
    day_first: bool | UnsetType | None = UNSET
    audience: Widest | UnsetType = UNSET
    kinds: Annotated[tuple[Kind, ...], Meta(max_length=10)] | UnsetType | None = UNSET
    conversations: Annotated[tuple[int, ...], Meta(max_length=5000)] | UnsetType | None = UNSET
    shop: UUID | UnsetType = UNSET
    category: Annotated[str, Meta(max_length=60)] | UnsetType = UNSET
    rate: Annotated[str, Meta(max_length=20)] | UnsetType = UNSET


@put(
    "/imports/{import_id:uuid}",
    summary="Upload a file to import",
    request_max_body_size=None,
    status_code=200,
)
async def upload(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    *,
    name: FromQuery[str] = "",
    zone: FromQuery[str] = "UTC",
    day_first: Annotated[
        bool | None,
        QueryParameter(description="Whether dates are day before month; else as it seems."),
    ] = None,
    target: Annotated[
        TargetName | None,
        QueryParameter(description="What the file is to be read as; else as what it is."),
    ] = None,
    shop: Annotated[
        UUID | None,
        QueryParameter(description="Of which of one's shops a catalogue is; else of the first."),
    ] = None,
) -> Import:
    """Takes the raw bytes of any file that another app or place wrote, or a town like this:
    contacts, chats, posts, or the catalogue of a shop. What it is is told by what is in it. Answers
    what is in it; nothing is let in before it is applied. Raises `DiskFull`, `ImportIdUsed`,
    `Invalid`, `NoContact`, `NoFront`, `NoImport`, `NoMerchant`, `QuotaFull`, `RoleNeeded`,
    `TooLarge`, `UnreadableFile`.
    """
    town.limit(UPLOADS, str(signed.person_id))
    options = ImportOptions(zone=zone, day_first=day_first, shop=shop)
    given = ImportUpload(import_id, name_of(name), options, target)
    async with spooled(request, town, LARGEST, signed.person_id) as path:
        take_time()
        return await preview.preview(town, signed.person_id, given, path)


@get("/imports")
async def list_imports(db: DbIn, signed: SignedIn) -> list[Import]:
    """All files that one brought, the newest first, each with its state."""
    return await reading.mine(db, signed.person_id)


@get("/imports/{import_id:uuid}")
async def read_import(db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> Import:
    """One file that one brought: what is in it, its state, and, once it was applied, what became of
    its records. Raises `NoImport`.
    """
    return await reading.one(db, signed.person_id, import_id)


@patch("/imports/{import_id:uuid}", summary="Change options of an import")
async def change_options(
    town: TownIn, signed: SignedIn, import_id: FromPath[UUID], data: JSONBody[ImportOptionsInput]
) -> Import:
    """Says how a file is read and what of it comes in. With another time zone, order of day and
    month, shop, category or rate it is read again. Raises `ImportApplied`, `ImportBusy`,
    `ImportUndone`, `Invalid`, `NoFront`, `NoImport`, `NoMerchant`, `RoleNeeded`,
    `UnreadableFile`.
    """
    town.limit(UPLOADS, str(signed.person_id))
    take_time()
    given = ImportChange(
        zone=data.zone,
        day_first=data.day_first,
        audience=data.audience,
        kinds=data.kinds,
        conversations=data.conversations,
        shop=data.shop,
        category=data.category,
        rate=data.rate,
    )
    return await changing.change(town, signed.person_id, import_id, given)


@post("/imports/{import_id:uuid}/application", summary="Apply an import", status_code=202)
async def apply(slow_db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> Import:
    """Lets an import in as it was chosen. Contacts are in the book when this answers; of all else
    the work goes on, and its state is read with the import. Nobody is told of anything that comes
    in. Twice is one operation. Raises `ImportUndone`, `Invalid`, `NoContact`, `NoFront`,
    `NoImport`, `NoMerchant`, `PostingClosed`, `QuotaFull`, `RoleNeeded`, `UidTaken`.
    """
    return await changing.apply(slow_db, signed.person_id, import_id)


@post("/imports/{import_id:uuid}/undo", summary="Undo an import", status_code=200)
async def undo(slow_db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> Import:
    """Takes out again all that an applied import brought. Contacts that were edited since stay, and
    are named; so do goods that were changed since, which are counted. Raises `ImportBusy`,
    `ImportNotApplied`, `NoContact`, `NoImport`, `UidTaken`.
    """
    return await changing.undo(slow_db, signed.person_id, import_id)


@delete("/imports/{import_id:uuid}", summary="Discard an import")
async def discard(slow_db: DbIn, signed: SignedIn, import_id: FromPath[UUID]) -> None:
    """Forgets an import that was only looked at, with its file, or what is known of one that was
    undone. Raises `ImportApplied`, `ImportBusy`, `NoImport`.
    """
    await changing.discard(slow_db, signed.person_id, import_id)


routes: list[HTTPRouteHandler] = [
    upload,
    list_imports,
    read_import,
    change_options,
    apply,
    undo,
    discard,
]
