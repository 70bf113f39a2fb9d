"""Routes of pictures of questions about orders, whether these were paid before or at the door."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import Response, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog import till
from leapfrog.case_pictures import showing, store
from leapfrog.case_pictures.model import MOST, CasePicture, PictureSide, QuestionedOrder
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, DbIn, TownIn, read_body
from leapfrog.kernel.images import whole_webp
from leapfrog.kernel.limits import Limit
from leapfrog.pay import desk_only

LARGEST_PICTURE, SIDE = 8 << 20, 1600
SHOWING = Limit("case_picture", 60, 3600)
# Given out to be looked at here, and kept nowhere on the way.
PRIVATE = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; sandbox",
}
CaseId = FromPath[UUID]
PictureId = FromPath[UUID]


class CasePictureShown(msgspec.Struct, frozen=True):
    """A picture that one side shows, in pixels; `url`: where whoever asked may look at it."""

    id: UUID
    side: PictureSide
    url: str
    width: int
    height: int
    added_at: datetime


class CasePictures(msgspec.Struct, frozen=True):
    """Those of both sides, the oldest first; `left`: so many more one may show oneself."""

    pictures: list[CasePictureShown]
    left: int


@put(
    "/cases/{case_id:uuid}/pictures/{picture_id:uuid}",
    summary="Show a picture of a question about an order",
    guards=[own_device],
    request_max_body_size=LARGEST_PICTURE,
)
async def show_case_picture(
    town: TownIn, signed: SignedIn, case_id: CaseId, picture_id: PictureId, request: AnyRequest
) -> CasePictures:
    """Either side while it is open, any usual picture of at most 8 MB, as the raw body. The other
    side sees it, and the desk once the town was called. The same id again is the same. Raises
    `CaseIsOver`, `CasePictureIdUsed`, `DiskFull`, `Invalid`, `NoCasePicture`, `NoMerchant`,
    `NotAPicture`, `QuotaFull`, `RateLimited`, `RoleNeeded`, `TooLarge`, `TooManyCasePictures`.
    """
    me = signed.person_id
    town.limit(SHOWING, str(me))
    async with town.database.glance() as db:
        await showing.either(db, me, case_id, till.LEADING_ROLES)
    content = await whole_webp(await read_body(request, LARGEST_PICTURE), SIDE, SIDE)
    async with town.database.transaction() as db:
        await showing.show(db, town, me, case_id, picture_id, content)
        return await _of_mine(db, me, case_id)


@get("/cases/{case_id:uuid}/pictures", summary="List pictures of a question about an order")
async def list_case_pictures(db: DbIn, signed: SignedIn, case_id: CaseId) -> CasePictures:
    """For who bought it, and who reads the shop's orders. Raises `NoCasePicture`, `RoleNeeded`."""
    return await _of_mine(db, signed.person_id, case_id)


@get(
    "/cases/{case_id:uuid}/pictures/{picture_id:uuid}",
    summary="Look at a picture of a question about an order",
    media_type="image/webp",
)
async def read_case_picture(
    town: TownIn, signed: SignedIn, case_id: CaseId, picture_id: PictureId
) -> Response[bytes]:
    """For those who may list them. Raises `NoCasePicture`, `RoleNeeded`."""
    async with town.database.reading() as db:
        about, _ = await showing.either(db, signed.person_id, case_id)
        found = await showing.one_of(db, about, picture_id)
    return await _picture(town, found)


@get(
    "/desk/cases/{case_id:uuid}/pictures",
    summary="List pictures of a question that the town judges",
    guards=[desk_only],
)
async def list_case_pictures_at_desk(db: DbIn, signed: SignedIn, case_id: CaseId) -> CasePictures:
    """Of one about which the town was called. Raises `ClerkNeeded`, `NoCasePicture`,
    `OwnDeviceNeeded`.
    """
    about = await showing.of_appeal(db, case_id)
    return await _shown(db, about, None, "/desk")


@get(
    "/desk/cases/{case_id:uuid}/pictures/{picture_id:uuid}",
    summary="Look at a picture of a question that the town judges",
    guards=[desk_only],
    media_type="image/webp",
)
async def read_case_picture_at_desk(
    town: TownIn, signed: SignedIn, case_id: CaseId, picture_id: PictureId
) -> Response[bytes]:
    """Of one about which the town was called. Raises `ClerkNeeded`, `NoCasePicture`,
    `OwnDeviceNeeded`.
    """
    async with town.database.reading() as db:
        about = await showing.of_appeal(db, case_id)
        found = await showing.one_of(db, about, picture_id)
    return await _picture(town, found)


async def _of_mine(db: Db, me: UUID, case_id: UUID) -> CasePictures:
    return await _shown(db, *await showing.either(db, me, case_id))


async def _picture(town: TownIn, found: CasePicture) -> Response[bytes]:
    content = await town.files.get(found.sha256)
    return Response(content, media_type=showing.MEDIA_TYPE, headers=PRIVATE)


async def _shown(
    db: Db, about: QuestionedOrder, side: PictureSide | None, at: str = ""
) -> CasePictures:
    """As a side sees them; None: the desk, whose addresses begin with `at`."""
    found = await store.of_case(db, about.case_id)
    mine = sum(one.side == side for one in found)
    pictures = [
        CasePictureShown(
            id=one.id,
            side=one.side,
            url=f"/api/v1{at}/cases/{one.case_id}/pictures/{one.id}",
            width=one.width,
            height=one.height,
            added_at=one.added_at,
        )
        for one in found
    ]
    return CasePictures(pictures, MOST - mine if about.is_open and side else 0)


routes: list[HTTPRouteHandler] = [
    show_case_picture,
    list_case_pictures,
    read_case_picture,
    list_case_pictures_at_desk,
    read_case_picture_at_desk,
]
