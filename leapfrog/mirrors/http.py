"""Routes of spares: of people of this town, and of those that are kept here."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody

from leapfrog import fediverse, towns
from leapfrog.identity import SignedIn, check_fresh, operator_only, own_device
from leapfrog.kernel.errors import Malformed, NotFound
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, address_of, headers_of, read_body
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.pool import take_time
from leapfrog.mirrors import holding, reviving, spares, store_held
from leapfrog.mirrors.errors import NoSpare, SpareRefused
from leapfrog.mirrors.model import (
    LARGEST_BODY,
    MIRROR_PATH,
    HeldSpare,
    MirrorRequest,
    MirrorRoom,
    OwnSpare,
)
from leapfrog.mirrors.reviving import WantedSpare
from leapfrog.towns import Brought

# A whole copy comes in chunks and pieces of files, as fast as it can.
OF_TOWN = Limit("mirrors_of_town", 3000, 60)
BEGUN = Limit("mirrors_begun", 20, 3600)
CHECKED = Limit("mirrors_checked", 5, 3600)
# Whether somebody keeps a spare here is nobody's to find out by trying; nor is a key.
LOOKED = Limit("mirrors_looked", 20, 3600)


class NewSpare(Input, frozen=True):
    """The town that keeps it, by its domain."""

    domain: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]


class RevivalInput(Input, frozen=True):
    """Where one lived, and the 32 private bytes (base64) of the key that one held, as one's device
    took them out of a box. `as_of`: the time of one of `earlier`; without it what came last.
    """

    address: Annotated[str, msgspec.Meta(min_length=3, max_length=320)]
    next: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    as_of: datetime | None = None


@get("/me/mirror", summary="Read own spare")
async def read_spare(db: DbIn, signed: SignedIn) -> OwnSpare:
    """One's spare in another town: how fresh it is, and when it was checked."""
    return await spares.read(db, signed.person_id)


@put("/me/mirror", summary="Keep a spare", status_code=202, guards=[own_device])
async def keep_spare(town: TownIn, signed: SignedIn, data: JSONBody[NewSpare]) -> OwnSpare:
    """From now on the town at this domain keeps a spare of all that is one's own, which it cannot
    read; within ten minutes of a proof that it is oneself. Raises `Invalid`, `NoRoomOffered`,
    `NotAtHome`, `NotFound`, `ProofNeeded`, `SpareElsewhere`, `SpareRefused`, `SpareTownNotReached`.
    """
    town.limit(BEGUN, str(signed.person_id))
    async with town.database.transaction() as db:
        await check_fresh(db, signed)
    take_time()
    await spares.begin(town, signed.person_id, data.domain)
    async with town.database.transaction() as db:
        return await spares.read(db, signed.person_id)


@delete("/me/mirror", summary="Give the spare up", guards=[own_device])
async def end_spare(db: DbIn, signed: SignedIn) -> None:
    """Nothing more is sent, and the other town is told to keep nothing. Raises `NoSpare`."""
    if not await spares.end(db, signed.person_id):
        raise NoSpare


@post("/me/mirror/check", summary="Check own spare", status_code=202)
async def check_spare(db: DbIn, town: TownIn, signed: SignedIn) -> OwnSpare:
    """Has the spare brought back and tried, which is done once a month by itself. Raises `NoSpare`,
    `NotYetWhole`.
    """
    town.limit(CHECKED, str(signed.person_id))
    await spares.check_now(db, signed.person_id)
    return await spares.read(db, signed.person_id)


@get("/mirrors", summary="Look for a spare of one's own")
async def look_for_spare(
    db: DbIn, town: TownIn, signed: SignedIn, address: FromQuery[str]
) -> HeldSpare:
    """The spare that this town keeps of who lived at an address of another one, for them to come
    back from: how fresh it is, what it was on days before, and the boxes in which the key lies.
    Raises `NoSpare`, `NotYetWhole`.
    """
    town.limit(LOOKED, str(signed.person_id))
    return await reviving.look(db, address)


@put("/mirrors/revivals/{move_id:uuid}", summary="Come back", guards=[own_device], status_code=204)
async def come_back(
    town: TownIn, signed: SignedIn, move_id: FromPath[UUID], data: JSONBody[RevivalInput]
) -> None:
    """One's town is gone: by the spare that is kept here, as it is or was on a day before, and the
    key that one held, this account is who one was, and whoever knew one finds one here. The same
    again is done once. Raises
    `AlreadyTied`, `AnothersTakeout`, `DamagedTakeout`, `EmptyMessage`, `IdUsed`, `LongMessage`,
    `MoveUnderWay`, `NoContact`, `NoConversation`, `NoSpare`, `NotAPicture`, `NotATakeout`,
    `NotThatKey`, `NotWhoTheyWere`, `NotYetWhole`, `QuotaFull`, `SpareBroken`, `UidTaken`.
    """
    town.limit(LOOKED, str(signed.person_id))
    take_time()
    wanted = WantedSpare(data.address, data.next, data.as_of)
    await reviving.revive(town, signed.person_id, move_id, wanted)


@get("/operator/mirrors", summary="List spares that are kept here", guards=[operator_only])
async def list_mirrors(db: DbIn, town: TownIn, signed: SignedIn) -> MirrorRoom:
    """For operators: how much room the town offers for spares, and whose it keeps."""
    settings = town.settings
    return MirrorRoom(settings.mirror_room, settings.mirror_most, await store_held.rows(db))


@post(MIRROR_PATH, include_in_schema=False, request_max_body_size=LARGEST_BODY)
async def take_spare(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """What another town says of a spare that this one holds: docs/between-towns.md."""
    async with town.database.glance() as db:
        site = await fediverse.site(db)
    if site is None:
        raise NotFound
    body = await read_body(request, LARGEST_BODY)
    brought = Brought(MIRROR_PATH, headers_of(request), body, address_of(request))
    there = await towns.signer(town, site, brought)
    town.limit(OF_TOWN, there.domain)
    head, _, content = body.partition(b"\n")
    try:
        asked = msgspec.json.decode(head, type=MirrorRequest)
    except (msgspec.DecodeError, RecursionError) as cause:
        raise Malformed(str(cause)) from None
    if (asked.sender, asked.to) != (there.domain, site.domain):
        raise SpareRefused
    told = await holding.take(town, there, asked, content)
    if isinstance(told, bytes):
        return Response(told, media_type="application/octet-stream", status_code=200)
    return Response(msgspec.json.encode(told), media_type="application/json", status_code=200)


public_routes: list[HTTPRouteHandler] = [take_spare]
routes: list[HTTPRouteHandler] = [
    read_spare,
    keep_spare,
    end_spare,
    check_spare,
    look_for_spare,
    come_back,
    list_mirrors,
]
