"""Reads an extract of OpenStreetMap: pbf, or what else osmium knows."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import osmium
import shapely
from osmium.filter import EmptyTagFilter
from osmium.osm.types import Area, Changeset, Node, NodeRef, NodeRefList, Relation
from osmium.osm.types import Way as OsmWay

from leapfrog.places.errors import BadExtract
from leapfrog.places.extract.drawing import area_shape, line_shape
from leapfrog.places.extract.model import (
    Geometry,
    ReadExtract,
    Restriction,
    Shape,
    Spot,
    Way,
)
from leapfrog.places.extract.squares import degrees, unit
from leapfrog.places.kinds import kind_of
from leapfrog.places.model import Box, MapOptions

DATE = "osmosis_replication_timestamp"
# What is drawn around the box, for tiles reach over it: about a kilometre.
MARGIN = 0.01
# A town is not a continent: more is a mistake, or meant to fill the memory.
MOST_OBJECTS = 20_000_000
# Turns that these may make all the same are no restriction for a taxi.
EXCEPTED = {"motorcar", "motor_vehicle", "taxi"}
# A box around nothing, which grows.
NOTHING = (180.0, 90.0, -180.0, -90.0)
Tags = Mapping[str, str]


def read(path: Path, options: MapOptions) -> ReadExtract:
    """All of an extract that the town needs. Raises `BadExtract`."""
    try:
        return _Reading(path, options.box).read()
    except (RuntimeError, ValueError, OSError) as cause:
        raise BadExtract(f"this is no extract of OpenStreetMap that can be read: {cause}") from None


class _Reading:
    def __init__(self, path: Path, box: Box | None) -> None:
        processor = osmium.FileProcessor(str(path)).with_areas().with_filter(EmptyTagFilter())
        self._processor, header = processor, processor.header
        # Of a part of an extract there is more around it.
        self._more = MARGIN if box else 0.0
        told = header.box()
        if box is None and told.valid():
            low, high = told.bottom_left, told.top_right
            box = Box(low.lon, low.lat, high.lon, high.lat)
        self._box, self._around = box, NOTHING
        self._date = _date(header.get(DATE))
        self._newest = datetime.min.replace(tzinfo=UTC)
        self._shapes: list[Shape] = []
        self._spots: list[Spot] = []
        self._ways: list[Way] = []
        self._coasts: list[Geometry] = []
        self._restrictions: list[Restriction] = []
        self._signals: set[int] = set()

    def read(self) -> ReadExtract:
        count = 0
        for count, each in enumerate(self._processor, 1):
            if count > MOST_OBJECTS:
                raise BadExtract("there is more in it than a town has: cut it first")
            if isinstance(each, Changeset):
                continue
            self._newest = max(self._newest, each.timestamp)
            tags = {tag.k: tag.v for tag in each.tags}
            if isinstance(each, Area):
                self._area(each, tags)
            elif isinstance(each, OsmWay):
                self._way(each, tags)
            elif isinstance(each, Relation):
                self._relation(each, tags)
            elif isinstance(each, Node):
                self._node(each, tags)
        box = self._box or Box(*self._around)
        if not count or box.west > box.east or box.south > box.north:
            raise BadExtract("there is nothing in it")
        return ReadExtract(
            box=box,
            reach=Box(
                box.west - self._more,
                box.south - self._more,
                box.east + self._more,
                box.north + self._more,
            ),
            extracted_at=self._date or self._newest,
            shapes=self._shapes,
            coasts=self._coasts,
            spots=self._spots,
            ways=self._ways,
            restrictions=self._restrictions,
            signals=self._signals,
        )

    def _node(self, node: Node, tags: Tags) -> None:
        if not node.location.valid():
            return
        if tags.get("highway") == "traffic_signals":
            self._signals.add(node.id)
        self._spot(Spot(f"n{node.id}", node.lat, node.lon, tags))

    def _way(self, way: OsmWay, tags: Tags) -> None:
        # An extract has ways whose nodes beyond its edge it has not.
        for is_here, nodes in groupby(way.nodes, lambda node: node.location.valid()):
            if is_here:
                self._part_of_way(way.id, [*nodes], tags)

    def _part_of_way(self, ident: int, nodes: Sequence[NodeRef], tags: Tags) -> None:
        lats, lons = [node.lat for node in nodes], [node.lon for node in nodes]
        if len(nodes) < 2 or not self._near(lons, lats):
            return
        line = shapely.LineString(unit(lons, lats))
        if tags.get("natural") == "coastline":
            self._coasts.append(line)
        if shape := line_shape(tags, line):
            self._shapes.append(shape)
        if "highway" in tags:
            self._ways.append(Way(ident, tags, [node.ref for node in nodes], lats, lons))

    def _area(self, area: Area, tags: Tags) -> None:
        shells = [_corners(ring) for ring in area.outer_rings()]
        if not shells or not any(self._near(*_apart(shell)) for shell in shells):
            return
        holes = [map(_corners, area.inner_rings(ring)) for ring in area.outer_rings()]
        polygons = [
            shapely.Polygon(_ring(shell), [_ring(hole) for hole in inner])
            for shell, inner in zip(shells, holes, strict=True)
        ]
        whole = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
        if not whole.is_valid:
            whole = shapely.make_valid(whole)
        if shape := area_shape(tags, whole):
            self._shapes.append(shape)
        if is_place(tags):
            middle = whole.representative_point()
            at = degrees(middle.x, middle.y)
            ident = f"{'w' if area.from_way() else 'r'}{area.orig_id()}"
            self._spot(Spot(ident, at.lat, at.lon, tags))

    def _relation(self, relation: Relation, tags: Tags) -> None:
        rule = tags.get("restriction:motorcar") or tags.get("restriction", "")
        if tags.get("type") != "restriction" or not rule.startswith(("no_", "only_")):
            return
        if EXCEPTED & {*tags.get("except", "").split(";")}:
            return
        parts = {member.role: member for member in relation.members}
        if {"from", "via", "to"} <= {*parts} and parts["via"].type == "n":
            start, via, end = (parts[role].ref for role in ("from", "via", "to"))
            self._restrictions.append(Restriction(start, via, end, rule.startswith("only_")))

    def _spot(self, spot: Spot) -> None:
        if is_place(spot.tags) and self._near([spot.lon], [spot.lat], 0):
            self._spots.append(spot)

    def _near(self, lons: Sequence[float], lats: Sequence[float], margin: float = MARGIN) -> bool:
        """Whether something is in the box or beside it; without a box, that grows around it."""
        west, south, east, north = min(lons), min(lats), max(lons), max(lats)
        if self._box is None:
            low_x, low_y, high_x, high_y = self._around
            self._around = (
                min(low_x, west),
                min(low_y, south),
                max(high_x, east),
                max(high_y, north),
            )
            return True
        box = self._box
        beside = west > box.east + margin or east < box.west - margin
        return not (beside or south > box.north + margin or north < box.south - margin)


def is_place(tags: Tags) -> bool:
    """Whether people may look for it, by what it is or by its address."""
    return "addr:housenumber" in tags or kind_of(tags) is not None


def _corners(ring: NodeRefList) -> list[tuple[float, float]]:
    return [(node.lon, node.lat) for node in ring]


def _ring(corners: Sequence[tuple[float, float]]) -> Any:
    return unit(*_apart(corners))


def _apart(corners: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """All longitudes, and all latitudes."""
    return [lon for lon, _ in corners], [lat for _, lat in corners]


def _date(told: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
