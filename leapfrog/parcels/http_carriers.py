"""Routes of carriers: which there are, their labels, and where they tell of parcels."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, PathParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, DbIn, TownIn, address_of, headers_of, read_body
from leapfrog.kernel.limits import Limit
from leapfrog.parcels import access, speaking, store_carriers
from leapfrog.parcels.carriers import CARRIERS
from leapfrog.parcels.errors import NoCarrierLabel, NoParcel

LARGEST = 256 * 1024
TELLING = Limit("carrier_news", 600, 60)
OCTETS = "application/octet-stream"
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "application/zpl": "zpl"}
CarrierName = Annotated[str, PathParameter(description="A carrier, as `GET /carriers` names it.")]


class CarrierShown(msgspec.Struct, frozen=True):
    """`id`: what a shipment names; `name`: empty for those of the town itself; `books`: it makes
    number and label itself.
    """

    id: str
    name: str
    books: bool


class CarriersShown(msgspec.Struct, frozen=True):
    carriers: list[CarrierShown]


class NewsTaken(msgspec.Struct, frozen=True):
    """How much of it was new, and about parcels that are known here."""

    taken: int


@get("/carriers", summary="List carriers")
async def list_carriers(signed: SignedIn) -> CarriersShown:
    """Who can carry what shops of this town send."""
    return CarriersShown(
        [CarrierShown(id, one.name, one.books) for id, one in sorted(CARRIERS.items())]
    )


@get("/parcels/{parcel_id:uuid}/label", summary="Download a carrier's label", media_type=OCTETS)
async def carrier_label(db: DbIn, signed: SignedIn, parcel_id: FromPath[UUID]) -> Response[bytes]:
    """The label that a carrier made for a parcel, as it made it, for who leads the shop or packs.
    Raises `NoParcel`, `NoCarrierLabel`.
    """
    _, parcel, mine = await access.enter(db, signed.person_id, parcel_id)
    if "shop" not in mine:
        raise NoParcel
    found = await store_carriers.booking(db, parcel_id)
    if found is None or found.label is None:
        raise NoCarrierLabel
    name = f"{parcel.number}.{ENDINGS.get(found.media_type, 'bin')}"
    headers = {
        # Whatever an adapter brought, it is never run as a page of ours.
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
    }
    kind = found.media_type if found.media_type in ENDINGS else OCTETS
    return Response(found.label, media_type=kind, headers=headers)


@post("/carriers/{carrier:str}/news", summary="Hear a carrier", status_code=200)
async def hear_carrier(town: TownIn, request: AnyRequest, carrier: CarrierName) -> NewsTaken:
    """What a carrier tells of its parcels, proven by its adapter; needs no session. Again is the
    same. Raises `BadCarrierNews`, `NoCarrier`, `RateLimited`, `TooLarge`.
    """
    town.limit(TELLING, address_of(request))
    body = await read_body(request, LARGEST)
    headers = {
        name.decode("latin-1").lower(): text.decode("latin-1")
        for name, text in headers_of(request).items()
    }
    return NewsTaken(await speaking.hear(town, carrier, headers, body))


routes: list[HTTPRouteHandler] = [list_carriers, carrier_label, hear_carrier]
