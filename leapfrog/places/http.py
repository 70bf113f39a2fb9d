"""Routes of the map and of places. The town's map is for passers-by too."""

from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog.kernel.http import AnyRequest, DbIn, TownIn, address_of
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Size
from leapfrog.places import finding, tiles
from leapfrog.places.model import TownMap, TownPlace, read_point

FINDING = Limit("place_search", 300, 60)
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


class PlaceList(msgspec.Struct, frozen=True):
    """Places, the best first."""

    places: list[TownPlace]


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
    limit: Size = 20,
) -> PlaceList:
    """Places by words in any script, those that fit best and are near first; without words the
    nearest. Needs no session. Raises `Invalid`.
    """
    town.limit(FINDING, address_of(request))
    point = read_point(near) if near else None
    return PlaceList(await finding.find(db, q, near=point, kind=kind, limit=limit))


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
    if tiles.ENCODING in request.headers.get("accept-encoding", ""):
        return Response(
            found, media_type=TILE_TYPE, headers={**headers, "content-encoding": tiles.ENCODING}
        )
    return Response(tiles.unpacked(found), media_type=TILE_TYPE, headers=headers)


routes: list[HTTPRouteHandler] = [read_map, find_places]
outside: list[HTTPRouteHandler] = [read_tile]
