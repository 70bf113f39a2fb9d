"""A still of the map as SVG, for pages without a script and for cards: drawn of the same tiles."""

import math
from collections.abc import Iterable, Mapping
from html import escape

import msgspec

from leapfrog.places.errors import NoMap
from leapfrog.places.model import ATTRIBUTION, EARTH_METRES, Box, Point, TownMap, TownPlace
from leapfrog.places.tiles import TileAt, Tiles
from leapfrog.places.vector_tiles import Line, TileFeature, layers_of

LARGEST = 15_000
TILE, EXTENT = 512, 4096
# The bytes of what is around the paths: ground, pin and attribution.
ROOM_FOR_FRAME = 900


# Of one place: as wide as a small phone, and beyond that scaled.
PLACE_SIZE = (360, 170)
PLACE_ZOOM = 15
# So far from each side stays the pin.
EDGE = 34


class Ink(msgspec.Struct, frozen=True):
    """How something is drawn: of a layer all kinds, or these. What has a high `rank` is left out
    first for want of room.
    """

    layer: str
    rank: int
    kinds: tuple[str, ...] = ()
    fill: str = "none"
    stroke: str = "none"
    width: float = 0


GROUND, WATER, GREEN, HOUSES = "#f2efe9", "#a9d3f0", "#cfe8c6", "#e4ddd3"
# From the bottom up.
INKS = (
    Ink("land", 4, fill=GREEN),
    Ink("water_polygons", 0, fill=WATER),
    Ink("ocean", 0, fill=WATER),
    Ink("buildings", 6, fill=HOUSES),
    Ink("streets", 5, ("footway", "path", "steps", "cycleway"), stroke="#fff", width=1.5),
    Ink("streets", 3, ("service", "pedestrian", "track", "pier"), stroke="#fff", width=3),
    Ink("streets", 2, ("residential", "unclassified", "living_street"), stroke="#fff", width=5),
    Ink("streets", 1, ("secondary", "tertiary"), stroke="#fdf3c8", width=7),
    Ink("streets", 0, ("motorway", "trunk", "primary"), stroke="#fbd98b", width=8),
    Ink("streets", 3, ("rail", "light_rail", "tram"), stroke="#b9b3aa", width=1),
)


class StillFrame(msgspec.Struct, frozen=True):
    """What is shown: around a point, at a zoom that the map has, so many pixels (512 to a tile).
    `bounds`: where the map ends; nothing beyond is shown as far as the pin stays within.
    """

    point: Point
    zoom: int
    width: int
    height: int
    bounds: Box | None = None

    @property
    def corner(self) -> tuple[float, float]:
        """The upper left one in pixels of the whole earth at this zoom."""
        x, y = self._pixels(self.point)
        if self.bounds is None:
            return x - self.width / 2, y - self.height / 2
        left, top = self._pixels(Point(self.bounds.north, self.bounds.west))
        right, bottom = self._pixels(Point(self.bounds.south, self.bounds.east))
        return _begin(x, self.width, left, right), _begin(y, self.height, top, bottom)

    @property
    def pin(self) -> tuple[int, int]:
        """Where the point is in the picture, in pixels from its upper left corner."""
        x, y = self._pixels(self.point)
        left, top = self.corner
        return round(x - left), round(y - top)

    def _pixels(self, point: Point) -> tuple[float, float]:
        """A point in pixels of the whole earth at this zoom."""
        x, y = point.metres
        whole = 2 * math.pi * EARTH_METRES
        side = TILE * 2**self.zoom
        return (x / whole + 0.5) * side, (0.5 - y / whole) * side

    def tiles(self) -> list[TileAt]:
        """The tiles that are seen."""
        left, top = self.corner
        columns = range(int(left // TILE), int((left + self.width) // TILE) + 1)
        rows = range(int(top // TILE), int((top + self.height) // TILE) + 1)
        return [TileAt(self.zoom, x, y) for y in rows for x in columns]


def _begin(at: float, room: int, low: float, high: float) -> float:
    """Where so many pixels begin that have a place in their middle, or as near to it as they can
    without what is beyond two edges; where there are fewer between these, all of them.
    """
    if high - low > room:
        begin = max(low, min(high - room, at - room / 2))
    else:
        begin = (low + high - room) / 2
    return max(at + EDGE - room, min(at - EDGE, begin))


async def picture_of(tiles: Tiles, shown: TownMap, place: TownPlace) -> str:
    """A still around one place, as `picture` draws it. Raises `NoMap`."""
    wide, high = PLACE_SIZE
    zoom = min(PLACE_ZOOM, shown.max_zoom)
    frame = StillFrame(Point(place.lat, place.lon), zoom, wide, high, shown.bounds)
    return await picture(tiles, shown.version, frame)


async def picture(tiles: Tiles, version: str, frame: StillFrame) -> str:
    """A still of the map as SVG of at most 15 KB, with a pin. Where there is not enough room,
    houses, paths and green are left out, in this order. Raises `NoMap`.
    """
    drawn: dict[int, list[str]] = {}
    for at in frame.tiles():
        found = await tiles.tile(version, at)
        layers = layers_of(found.unpacked()) if found else {}
        for number, ink in enumerate(INKS):
            if path := _path(layers.get(ink.layer, ()), ink, at, frame):
                drawn.setdefault(number, []).append(path)
    if not drawn:
        raise NoMap
    paths = {number: _element(INKS[number], "".join(parts)) for number, parts in drawn.items()}
    room = LARGEST - ROOM_FOR_FRAME
    for number in sorted(paths, key=lambda one: (INKS[one].rank, one)):
        room -= len(paths[number])
        if room < 0:
            room += len(paths.pop(number))
    return _svg(frame, paths)


def _svg(frame: StillFrame, paths: Mapping[int, str]) -> str:
    wide, high = frame.width, frame.height
    x, y = frame.pin
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}"'
        f' height="{high}" role="img"><rect width="100%" height="100%" fill="{GROUND}"/>'
        + "".join(paths[number] for number in sorted(paths))
        + f'<path d="M{x} {y}l-9-14a11 11 0 1 1 18 0z" fill="#d93a2b" stroke="#fff"'
        ' stroke-width="2"/>'
        f'<text x="{wide - 4}" y="{high - 5}" text-anchor="end" font-size="10"'
        ' font-family="system-ui,sans-serif" fill="#33413a" stroke="#fff" stroke-width="3"'
        f' paint-order="stroke">{escape(ATTRIBUTION)}</text></svg>'
    )


def _element(ink: Ink, path: str) -> str:
    line = f' stroke="{ink.stroke}" stroke-width="{ink.width:g}"' if ink.width else ""
    return f'<path d="{path}" fill="{ink.fill}"{line}/>'


def _path(features: Iterable[TileFeature], ink: Ink, at: TileAt, frame: StillFrame) -> str:
    left, top = frame.corner
    x, y = at.x * TILE - left, at.y * TILE - top
    lines = (
        [(round(x + u * TILE / EXTENT), round(y + v * TILE / EXTENT)) for u, v in line]
        for feature in features
        if not ink.kinds or feature.kind in ink.kinds
        for line in feature.lines
    )
    return "".join(_moves(line) for line in lines if _is_seen(line, frame))


def _is_seen(line: Line, frame: StillFrame) -> bool:
    across, down = [at[0] for at in line], [at[1] for at in line]
    return (
        max(across) >= 0
        and max(down) >= 0
        and min(across) <= frame.width
        and min(down) <= frame.height
    )


def _moves(line: Line) -> str:
    """A line in relative moves, each pixel once; nothing if it is only one."""
    before, parts = line[0], [f"M{line[0][0]} {line[0][1]}"]
    for x, y in line[1:]:
        if (x, y) != before:
            down = y - before[1]
            parts.append(f"l{x - before[0]}{'' if down < 0 else ' '}{down}")
            before = x, y
    return "".join(parts) if len(parts) > 1 else ""
