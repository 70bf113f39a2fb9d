"""Routes of documents: the driver shows them, an operator looks."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, PathParameter

from leapfrog.identity import SignedIn, operator_only, own_device
from leapfrog.kernel.http import AnyRequest, TownIn, read_body
from leapfrog.kernel.images import whole_webp
from leapfrog.kernel.limits import Limit
from leapfrog.rides.documents import keeping
from leapfrog.rides.documents.model import DocumentKind, DriverDocument

LARGEST_PICTURE = 8 << 20
# Pixels; the small print of a licence can be read.
SIDE = 2000
SHOWING = Limit("ride_document", 30, 3600)
PRIVATE = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; sandbox",
}
Kind = Annotated[DocumentKind, PathParameter(description="Which document.")]


@put(
    "/rides/driver/documents/{kind:str}",
    summary="Show a document",
    status_code=204,
    request_max_body_size=LARGEST_PICTURE,
    guards=[own_device],
)
async def show_document(request: AnyRequest, town: TownIn, signed: SignedIn, kind: Kind) -> None:
    """A picture of one's licence, car papers, insurance or inspection, as the raw body; any usual
    one of at most 8 MB. Only operators see it, and that they did is noted. Raises `DiskFull`,
    `NotAPicture`, `NotDriving`, `QuotaFull`, `TooLarge`.
    """
    town.limit(SHOWING, str(signed.person_id))
    picture = await whole_webp(await read_body(request, LARGEST_PICTURE), SIDE, SIDE)
    async with town.database.transaction() as db:
        await keeping.keep_document(db, town.files, signed.person_id, kind, picture)


@get(
    "/rides/driver/documents/{kind:str}",
    summary="Read an own document",
    media_type="image/webp",
)
async def read_document(town: TownIn, signed: SignedIn, kind: Kind) -> Response[bytes]:
    """What one shows oneself. Raises `NoRideDocument`."""
    async with town.database.reading() as db:
        found = await keeping.own_document(db, signed.person_id, kind)
    return await _picture(town, found)


@get(
    "/rides/desk/drivers/{person_id:uuid}/documents/{kind:str}",
    summary="Look at a driver's document",
    media_type="image/webp",
    guards=[operator_only],
)
async def look_at_document(
    town: TownIn, signed: SignedIn, person_id: FromPath[UUID], kind: Kind
) -> Response[bytes]:
    """What a driver shows; that one looked is noted. Raises `NoRideDocument`."""
    async with town.database.transaction() as db:
        found = await keeping.seen_at_desk(db, signed.person_id, person_id, kind)
    return await _picture(town, found)


async def _picture(town: TownIn, found: DriverDocument) -> Response[bytes]:
    content = await town.files.get(found.sha256)
    return Response(content, media_type="image/webp", headers=PRIVATE)


routes: list[HTTPRouteHandler] = [show_document, read_document, look_at_document]
