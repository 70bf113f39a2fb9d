"""Points and boxes on the ground, the town's map, and places; pure."""

import math
from datetime import datetime
from typing import Literal

import msgspec

from leapfrog.kernel.errors import Invalid

ATTRIBUTION = "© OpenStreetMap contributors"
# Where Mercator's square ends.
MOST_LATITUDE = 85.0511287798066
EARTH_METRES = 6_378_137.0
# On the ground, where Mercator stretches nothing (mean radius of the earth).
MEAN_METRES = 6_371_000.0
EARTH_WIDTH = 2 * math.pi * EARTH_METRES
Category = Literal[
    "food",
    "shop",
    "culture",
    "transport",
    "money",
    "health",
    "stay",
    "public",
    "leisure",
    "machine",
    "area",
    "street",
    "address",
]
Source = Literal["osm", "merchant", "machine", "rank", "event"]


class Point(msgspec.Struct, frozen=True):
    """Somewhere, in degrees (WGS 84)."""

    lat: float
    lon: float

    @property
    def metres(self) -> tuple[float, float]:
        """Mercator's metres (EPSG:3857): x to the east, y to the north; stretched by
        `1 / cos(lat)`.
        """
        lat = math.radians(max(-MOST_LATITUDE, min(MOST_LATITUDE, self.lat)))
        y = EARTH_METRES * math.log(math.tan(math.pi / 4 + lat / 2))
        return math.radians(self.lon) * EARTH_METRES, y

    @property
    def shrink(self) -> float:
        """By what Mercator's metres are multiplied here to be those of the ground."""
        return math.cos(math.radians(max(-MOST_LATITUDE, min(MOST_LATITUDE, self.lat))))


def metres_apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """How many metres two places (degrees) are from each other as the crow flies (haversine)."""
    north, south = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(north) * math.cos(south) * math.sin(math.radians(lon - other_lon) / 2) ** 2
    )
    return 2 * MEAN_METRES * math.asin(math.sqrt(min(1.0, half)))


class Box(msgspec.Struct, frozen=True):
    """A part of the earth between these degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def centre(self) -> Point:
        return Point((self.south + self.north) / 2, (self.west + self.east) / 2)

    def holds(self, point: Point) -> bool:
        """Whether a point is in it."""
        return self.west <= point.lon <= self.east and self.south <= point.lat <= self.north

    @property
    def kilometres(self) -> tuple[float, float]:
        """How wide and how high."""
        high = math.radians(self.north - self.south) * EARTH_METRES / 1000
        wide = math.radians(self.east - self.west) * EARTH_METRES / 1000
        return wide * self.centre.shrink, high


class TownMap(msgspec.Struct, frozen=True):
    """The map of a town. `version` is the SHA-256 (hex) of its tiles: another one has other tiles.
    A tile is at `/map/{version}/{z}/{x}/{y}`. `extracted_at`: how old what it shows is.
    """

    version: str
    bounds: Box
    centre: Point
    min_zoom: int
    max_zoom: int
    extracted_at: datetime | None
    attribution: str


class DrivingRoute(msgspec.Struct, frozen=True):
    """A way by car: how long (seconds), how far (metres), and the points of its line."""

    seconds: float
    metres: float
    line: list[Point]


class MapOptions(msgspec.Struct, frozen=True):
    """What an operator asks for: only this box (all of the extract if None); names in these
    languages beside the local ones; tiles of this archive (an absolute path) instead of such that
    are made.
    """

    box: Box | None = None
    languages: tuple[str, ...] = ("en", "zh")
    tiles: str | None = None


class MapSummary(msgspec.Struct, frozen=True):
    """What was made of an extract: how many tiles, places and junctions."""

    bounds: Box
    extracted_at: datetime | None
    min_zoom: int
    max_zoom: int
    tiles: int
    places: int
    junctions: int


class TownPlace(msgspec.Struct, frozen=True):
    """Something that people look for. `id`: `n`, `w` or `r` and the number of a node, way or
    relation of OpenStreetMap, or the source and an id of its own. `names` by language; `hours` in
    the syntax of OSM's `opening_hours`. `metres`: how far from where was asked.
    """

    id: str
    source: Source
    kind: str
    category: Category
    name: str
    names: dict[str, str]
    address: str
    lat: float
    lon: float
    hours: str
    metres: float | None = None


class PlaceCluster(msgspec.Struct, frozen=True):
    """Places that are close together on a map: how many, and the one that weighs most."""

    count: int
    place: TownPlace


class Whereabouts(msgspec.Struct, frozen=True):
    """Where something is, in words: `at` an address, `by` a place, `on` a street; how far it is to
    that (metres).
    """

    how: Literal["at", "by", "on"]
    name: str
    names: dict[str, str]
    metres: float
    place: TownPlace | None


def pin_of(lat: float | None, lon: float | None) -> Point | None:
    """The point at this latitude and longitude (degrees); None where neither is given. Raises
    `Invalid`.
    """
    if lat is None and lon is None:
        return None
    if lat is None or lon is None:
        raise Invalid("A pin has a latitude and a longitude.", field="lat")
    return point_of(lat, lon)


def point_of(lat: float, lon: float) -> Point:
    """The point at this latitude and longitude (degrees, WGS 84). Raises `Invalid` for what is
    nowhere.
    """
    if not (math.isfinite(lat) and abs(lat) <= 90):
        raise Invalid("A latitude is between -90 and 90.")
    if not (math.isfinite(lon) and abs(lon) <= 180):
        raise Invalid("A longitude is between -180 and 180.")
    return Point(lat, lon)


def numbers(text: str, count: int) -> list[float]:
    """So many numbers with commas between. Raises `Invalid`."""
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        found = []
    if len(found) != count:
        raise Invalid(f"{count} numbers with commas between.")
    return found


def read_point(text: str) -> Point:
    """The point that `latitude,longitude` (degrees) says. Raises `Invalid`."""
    return point_of(*numbers(text, 2))


def read_box(text: str) -> Box:
    """The box that `west,south,east,north` (degrees) says. Raises `Invalid`, also for one without
    an inside.
    """
    west, south, east, north = numbers(text, 4)
    point_of(south, west)
    point_of(north, east)
    if west >= east or south >= north:
        raise Invalid("A box is west,south,east,north, and has an inside.")
    return Box(west, south, east, north)
