"""Small towns drawn by hand, written as real extracts."""

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import osmium
from osmium.osm import mutable

LAT, LON = 60.17, 24.94
NORTH = 1 / 111_320
EAST = NORTH / math.cos(math.radians(LAT))
DRAWN_AT = datetime(2026, 11, 20, tzinfo=UTC)


class DrawnTown:
    """Nodes by metres to the east and to the north of a corner; ids count from 1."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._ways: list[Any] = []
        self._relations: list[Any] = []

    def node(self, east: float, north: float, **tags: str) -> int:
        ident = len(self._nodes) + 1
        where = (LON + east * EAST, LAT + north * NORTH)
        self._nodes.append(mutable.Node(id=ident, location=where, tags=tags, **common()))
        return ident

    def way(self, *nodes: int, **tags: str) -> int:
        ident = len(self._ways) + 1
        self._ways.append(mutable.Way(id=ident, nodes=list(nodes), tags=tags, **common()))
        return ident

    def road(self, *nodes: int, **tags: str) -> int:
        return self.way(*nodes, **{"highway": "residential", **tags})

    def turn(self, rule: str, start: int, via: int, end: int) -> None:
        """`no_left_turn` from one way into another at a node."""
        members = [("w", start, "from"), ("n", via, "via"), ("w", end, "to")]
        tags = {"type": "restriction", "restriction": rule}
        ident = len(self._relations) + 1
        made = mutable.Relation(id=ident, members=members, tags=tags, **common())
        self._relations.append(made)

    def write(self, path: Path) -> Path:
        path.unlink(missing_ok=True)
        writer = osmium.SimpleWriter(str(path))
        for node in self._nodes:
            writer.add_node(node)
        for way in self._ways:
            writer.add_way(way)
        for relation in self._relations:
            writer.add_relation(relation)
        writer.close()
        return path


def common() -> dict[str, Any]:
    return {"version": 1, "timestamp": DRAWN_AT, "changeset": 1}


def at(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude so many metres from the corner."""
    return LAT + north * NORTH, LON + east * EAST
