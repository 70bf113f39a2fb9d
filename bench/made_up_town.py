"""A made-up town as an extract: N × N junctions about 100 m apart, arterials, missing pieces, some
streets one-way; the same each time.
"""

from pathlib import Path
from random import Random
from typing import Any

import osmium
from osmium.osm import mutable

LAT, LON = 60.10, 24.80
NORTH, EAST = 100 / 111_320, 100 / 55_400
MISSING, ONE_WAY, ASIDE = 0.22, 0.15, 0.3


def write_town(side: int, path: Path) -> Path:
    """Writes the town; answers its file."""
    path.unlink(missing_ok=True)
    chance, writer = Random(7), osmium.SimpleWriter(str(path))
    for row in range(side):
        for column in range(side):
            lon = LON + (column + chance.uniform(-ASIDE, ASIDE)) * EAST
            lat = LAT + (row + chance.uniform(-ASIDE, ASIDE)) * NORTH
            ident = row * side + column + 1
            writer.add_node(mutable.Node(id=ident, version=1, location=(lon, lat), tags={}))
    for number, (nodes, tags) in enumerate(streets(side, chance), 1):
        writer.add_way(mutable.Way(id=number, version=1, nodes=nodes, tags=tags))
    writer.close()
    return path


def streets(side: int, chance: Random) -> list[tuple[list[int], dict[str, str]]]:
    """(nodes, tags) of all streets, to the east and to the north."""
    found: list[tuple[list[int], dict[str, str]]] = []
    for line in range(side):
        kind = "primary" if line % 20 == 10 else "tertiary" if line % 5 == 0 else "residential"
        for across in (True, False):
            run: list[int] = []
            for at in range(side):
                node = (line * side + at if across else at * side + line) + 1
                if run and kind == "residential" and chance.random() < MISSING:
                    found += _street(run, kind, len(found), chance)
                    run = []
                run.append(node)
            found += _street(run, kind, len(found), chance)
    return found


def _street(run: list[int], kind: str, number: int, chance: Random) -> Any:
    if len(run) < 2:
        return []
    tags = {"highway": kind, "name": f"Street {number}"}
    if kind == "residential" and chance.random() < ONE_WAY:
        tags["oneway"] = "yes"
    return [(run, tags)]
