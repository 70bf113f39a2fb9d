"""Towns drawn by chance: what is left out of the graph of junctions changes no time."""

from itertools import product
from math import inf
from pathlib import Path
from random import Random

import numpy as np
import pytest

from leapfrog.places import MapOptions, NoRoad
from leapfrog.places.extract.graphs import write_roads
from leapfrog.places.extract.reading import read
from leapfrog.places.roads.arrays import read_arrays
from leapfrog.places.roads.core import Core, Edges
from leapfrog.places.roads.network import Roads
from leapfrog.places.roads.snapping import Snapped
from tests.places.drawing import DrawnTown, at
from tests.places.plain_search import PlainRoads

SIDE, BLOCK = 6, 100.0
RULES = ("no_left_turn", "no_right_turn", "only_straight_on", "no_u_turn")


def drawn_by_chance(chance: Random) -> DrawnTown:
    """Streets of a grid of which some are missing, bent, one-way or fast, some that end nowhere,
    and places where one may not turn.
    """
    drawn = DrawnTown()
    nodes = {
        (x, y): drawn.node(x * BLOCK + chance.gauss(0, 20), y * BLOCK + chance.gauss(0, 20))
        for x, y in product(range(SIDE), repeat=2)
    }
    ways: dict[int, list[int]] = {}
    for (x, y), node in nodes.items():
        ends = [nodes.get(one) for one in ((x + 1, y), (x, y + 1))]
        ends += [nodes.get((x + 1, y + 1)) if chance.random() < 0.15 else None]
        if chance.random() < 0.15:
            ends.append(drawn.node(x * BLOCK + 40, y * BLOCK + 40))
        for end in ends:
            if end is None or chance.random() < 0.15:
                continue
            tags = {"oneway": "yes"} if chance.random() < 0.25 else {}
            if chance.random() < 0.2:
                tags["highway"] = "primary"
            way = drawn.road(node, end, **tags)
            ways.setdefault(node, []).append(way)
            ways.setdefault(end, []).append(way)
    for node in nodes.values():
        if len(ways.get(node, ())) > 1 and chance.random() < 0.3:
            drawn.turn(chance.choice(RULES), *_around(chance, ways[node], node))
    return drawn


def _around(chance: Random, ways: list[int], node: int) -> tuple[int, int, int]:
    start, end = chance.sample(ways, 2)
    return start, node, end


def somewhere(roads: Roads, chance: Random, count: int) -> list[Snapped]:
    far = (SIDE - 1) * BLOCK
    return [roads.snap(*at(chance.uniform(0, far), chance.uniform(0, far))) for _ in range(count)]


def way(roads: Roads, start: Snapped, end: Snapped) -> float:
    try:
        return roads.route(start, end).seconds
    except NoRoad:
        return inf


@pytest.mark.parametrize("seed", range(30))
def test_times_and_ways_are_those_of_a_plain_search(tmp_path: Path, seed: int) -> None:
    chance, path = Random(seed), tmp_path / "roads.bin"
    drawn = drawn_by_chance(chance).write(tmp_path / "drawn.osm.pbf")
    write_roads(read(drawn, MapOptions()), path)
    roads, plain = Roads(path), PlainRoads(read_arrays(path))
    points, sources = somewhere(roads, chance, 20), somewhere(roads, chance, 20)
    # The same places, too.
    sources += points[:2]
    times = roads.times_to(points, sources, 3_600)
    near = roads.times_to(points, sources, 40)
    for n, source in enumerate(sources):
        expected = np.array(plain.times(source, points))
        assert times[n] == pytest.approx(expected, abs=0.001)
        clear = abs(expected - 40) > 0.001
        assert near[n][clear] == pytest.approx(
            np.where(expected > 40, inf, expected)[clear], abs=0.001
        )
    for start, end in zip(sources[:10], points[10:], strict=True):
        assert way(roads, start, end) == pytest.approx(plain.way(start, end), abs=0.001)


def test_no_two_neighbours_are_left_out_and_nobody_else_is_needed() -> None:
    """A cross of one-way streets: over its middle one goes from the west and the south to the east
    and the north.
    """
    west, south, middle, east, north = range(5)
    start, end = np.array([west, south, middle, middle]), np.array([middle, middle, east, north])
    core = Core(Edges(start, end, np.array([1.0, 2.0, 4.0, 8.0])), 5)
    # The four ends have one neighbour each, so they go and the middle stays.
    assert core.count == 1
    assert core.graph.nnz == 0
    assert core.gates_out.seconds[[west, south, middle], 0].tolist() == [1, 2, 0]
    assert core.gates_in.seconds[[east, north, middle], 0].tolist() == [4, 8, 0]
    assert np.isinf(core.gates_out.seconds[[east, north]]).all()


def test_over_what_is_left_out_goes_an_edge_each_way_and_none_back() -> None:
    """Four junctions that stay, as each has five neighbours, around one that has four."""
    corners, ends = [0, 1, 2, 3], range(5, 21)
    pairs = [(4, one) for one in corners]
    pairs += [(corners[n % 4], end) for n, end in enumerate(ends)]
    pairs += [(end, ends[(n + 5) % 16]) for n, end in enumerate(ends)]
    both = np.array([*pairs, *((b, a) for a, b in pairs)])
    core = Core(Edges(both[:, 0], both[:, 1], np.ones(len(both))), 21)
    out = [one for one in range(21) if np.isfinite(core.gates_out.seconds[one]).sum() > 1]
    assert 4 in out
    edges = {*zip(*(ends.tolist() for ends in core.graph.nonzero()), strict=True)}
    assert {(a, b) for a, b in product(range(4), repeat=2) if a != b} <= edges
    assert all(a != b for a, b in edges)
