"""The sea: OpenStreetMap has only its coast, with the land on the left of each line."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import shapely

from leapfrog.places.extract.model import Geometry

# How far beside a line is looked which side is which, in parts of the box.
ASIDE = 1e-6
# A coast that ends so near the edge goes on there.
NEAR_EDGE = 0.1


def seas(coasts: Sequence[Geometry], bounds: Geometry) -> list[Geometry]:
    """The parts of a box that are sea; none where no coast is, for then nobody knows."""
    lines = [
        part
        for line in coasts
        for part in shapely.get_parts(shapely.intersection(line, bounds))
        if part.geom_type == "LineString" and not part.is_empty
    ]
    if not lines:
        return []
    edges = [*lines, *_missing_ends(lines, bounds), bounds.boundary]
    faces = shapely.get_parts(shapely.polygonize([shapely.node(shapely.union_all(edges))]))
    tree = shapely.STRtree(faces)
    votes = np.zeros(len(faces))
    for line in coasts:
        right, left = _beside(line, bounds)
        for points, vote in ((right, 1), (left, -1)):
            _, hit = tree.query(points, predicate="within")
            np.add.at(votes, hit, vote)
    return [face for face, vote in zip(faces, votes, strict=True) if vote > 0]


def _missing_ends(lines: Sequence[Geometry], bounds: Geometry) -> list[Geometry]:
    """From where a coast ends near the edge straight to that: an extract has no nodes beyond, so
    its lines stop at the last one within.
    """
    ends = Counter(at for line in lines for at in (line.coords[0], line.coords[-1]))
    west, north, east, south = bounds.bounds
    near = max(east - west, south - north) * NEAR_EDGE
    edge = bounds.boundary
    ways = (shapely.shortest_line(shapely.Point(at), edge) for at, n in ends.items() if n == 1)
    return [way for way in ways if 0 < way.length < near]


def _beside(line: Geometry, bounds: Geometry) -> tuple[Geometry, Geometry]:
    """Points to the right and to the left of the middle of each piece of a line. In the unit square
    y goes to the south, so the right hand of who walks to the east is south.
    """
    at = shapely.get_coordinates(line)
    step, middle = np.diff(at, axis=0), (at[1:] + at[:-1]) / 2
    west, north, east, south = bounds.bounds
    length = np.hypot(step[:, 0], step[:, 1])
    kept = length > 0
    away = max(east - west, south - north) * ASIDE
    normal = np.column_stack((-step[kept, 1], step[kept, 0])) / length[kept, None] * away
    return shapely.points(middle[kept] + normal), shapely.points(middle[kept] - normal)
