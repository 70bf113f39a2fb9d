"""Routes of the map and of places. The town's map is for passers-by too."""

from typing import Annotated

import msgspec
from litestar import Response, delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, address_of
from leapfrog.kernel.limits import Limit
from leapfrog.places import finding, own, stills, tiles
from leapfrog.places.model import (
    PlaceCluster,
    TownMap,
    TownPlace,
    Whereabouts,
    point_of,
    read_box,
    read_point,
)
from leapfrog.places.store_own import OwnPlace

FINDING = Limit("place_search", 300, 60)
KEEPING = Limit("place_keep", 300, 3600)
# The version is the hash of all tiles, so what is behind such an address never changes.
FOREVER = "public, max-age=31536000, immutable"
TILE_TYPE = "application/vnd.mapbox-vector-tile"
Words = Annotated[str, QueryParameter(max_length=200)]
Near = Annotated[
    str | None,
    QueryParameter(
        max_length=80,
        description="`latitude,longitude` in degrees; without it the centre of the map.",
    ),
]
Kind = Annotated[
    str | None,
    QueryParameter(max_length=60, description="Only of this kind or category: `cafe`, `food`."),
]

OwnWord = Annotated[
    str, PathParameter(max_length=60, description="A word of one's own: `home`, `work`, `gym`.")
]


class PlaceList(msgspec.Struct, frozen=True):
    """Places, the best first."""

    places: list[TownPlace]


class PlaceClusters(msgspec.Struct, frozen=True):
    """Places of a part of the map, those that weigh most first."""

    clusters: list[PlaceCluster]


class OwnPlaces(msgspec.Struct, frozen=True):
    """Places of one's own, by their words."""

    places: list[OwnPlace]


class OwnPlaceInput(Input, frozen=True):
    """Where it is, in degrees; the name as one says it."""

    lat: float
    lon: float
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""


@get("/map")
async def read_map(db: DbIn) -> TownMap:
    """The town's map: where it is, how old, and under which version its tiles are to be had. Needs
    no session. Raises `NoMap`.
    """
    return await finding.town_map(db)


@get("/places")
async def find_places(
    request: AnyRequest,
    db: DbIn,
    town: TownIn,
    *,
    q: Words = "",
    near: Near = None,
    kind: Kind = None,
    limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20,
) -> PlaceList:
    """Places by words in any script, those that fit best and are near first; without words the
    nearest. Needs no session. Raises `Invalid`.
    """
    town.limit(FINDING, address_of(request))
    point = read_point(near) if near else None
    return PlaceList(await finding.find(db, q, near=point, kind=kind, limit=limit))


@get("/places/at", summary="Name a point")
async def name_point(
    request: AnyRequest,
    db: DbIn,
    town: TownIn,
    lat: Annotated[float, QueryParameter(description="The latitude, in degrees.")],
    lon: Annotated[float, QueryParameter(description="The longitude, in degrees.")],
) -> Whereabouts:
    """Where a point is, in words: at an address, by a place that has a name, or on a street. Needs
    no session. Raises `Invalid`, `NoPlace`.
    """
    town.limit(FINDING, address_of(request))
    return await finding.whereabouts(db, point_of(lat, lon))


@get("/places/in", summary="List places of a part of the map")
async def list_places(
    request: AnyRequest,
    db: DbIn,
    town: TownIn,
    *,
    box: Annotated[
        str, QueryParameter(max_length=160, description="`west,south,east,north` in degrees.")
    ],
    zoom: Annotated[
        int, QueryParameter(ge=0, le=22, description="Of the map on which they are shown.")
    ],
    kind: Kind = None,
    own: Annotated[
        bool, QueryParameter(description="Only what is the town's own: shops, machines, venues.")
    ] = False,
) -> PlaceClusters:
    """Places as a map of this zoom can show them: what is close together is one, with how many it
    stands for. Without addresses and streets. Needs no session. Raises `Invalid`.
    """
    town.limit(FINDING, address_of(request))
    found = await finding.clusters(db, read_box(box), zoom, kind=kind, own=own)
    return PlaceClusters(found)


@get("/places/mine")
async def list_own_places(db: DbIn, signed: SignedIn) -> OwnPlaces:
    """The places that one keeps for oneself, such as home and work; nobody else sees them."""
    return OwnPlaces(await own.own_places(db, signed.person_id))


@get("/places/mine/{word:str}")
async def read_own_place(db: DbIn, signed: SignedIn, word: OwnWord) -> OwnPlace:
    """One of the places that one keeps. Raises `NoPlace`."""
    return await own.own_place(db, signed.person_id, word)


@put("/places/mine/{word:str}")
async def keep_place(
    db: DbIn, town: TownIn, signed: SignedIn, word: OwnWord, data: JSONBody[OwnPlaceInput]
) -> OwnPlace:
    """Keeps a place under a word, instead of the one that was kept under it. Raises `Invalid`,
    `PlacesFull`.
    """
    town.limit(KEEPING, str(signed.person_id))
    kept = OwnPlace(word, data.name, data.lat, data.lon, db.now)
    return await own.keep_place(db, signed.person_id, kept)


@delete("/places/mine/{word:str}", status_code=204)
async def forget_place(db: DbIn, signed: SignedIn, word: OwnWord) -> None:
    """Keeps that place no longer. Again, nothing happens."""
    await own.forget_place(db, signed.person_id, word)


@get("/places/{place_id:str}")
async def read_place(
    db: DbIn,
    place_id: Annotated[
        str, PathParameter(max_length=120, description="The place, such as `n123` or `w45`.")
    ],
) -> TownPlace:
    """One place of the town. Needs no session. Raises `NoPlace`."""
    return await finding.place(db, place_id)


@get("/map/{version:str}/{z:int}/{x:int}/{y:int}", include_in_schema=False)
async def read_tile(
    request: AnyRequest,
    *,
    version: FromPath[str],
    z: FromPath[int],
    x: FromPath[int],
    y: FromPath[int],
) -> Response[bytes]:
    """A tile of the map (Mapbox Vector Tile 2.1), or 204 where there is nothing. Raises `NoMap`."""
    opened: tiles.Tiles = request.app.state.tiles
    found = await opened.tile(version, tiles.TileAt(z, x, y))
    headers = {"cache-control": FOREVER, "vary": "Accept-Encoding"}
    if found is None:
        return Response(b"", status_code=204, headers=headers)
    encoding = found.encoding
    if encoding and encoding in request.headers.get("accept-encoding", ""):
        packed = {**headers, "content-encoding": encoding}
        return Response(found.content, media_type=TILE_TYPE, headers=packed)
    return Response(found.unpacked(), media_type=TILE_TYPE, headers=headers)


@get("/map/places/{place_id:str}", include_in_schema=False)
async def read_still(request: AnyRequest, town: TownIn, place_id: FromPath[str]) -> Response[str]:
    """The map around a place, as SVG for pages without a script. Raises `NoMap`, `NoPlace`."""
    town.limit(FINDING, address_of(request))
    async with town.database.glance() as db:
        found = await finding.place(db, place_id)
        shown = await finding.town_map(db)
    drawn = await stills.picture_of(request.app.state.tiles, shown, found)
    headers = {"cache-control": "public, max-age=3600"}
    return Response(drawn, media_type="image/svg+xml", headers=headers)


routes: list[HTTPRouteHandler] = [
    read_map,
    find_places,
    name_point,
    list_places,
    list_own_places,
    read_own_place,
    keep_place,
    forget_place,
    read_place,
]
outside: list[HTTPRouteHandler] = [read_tile, read_still]
