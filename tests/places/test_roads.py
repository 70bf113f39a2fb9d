"""The rules of the road, on small maps drawn by hand; lengths in metres from a corner."""

import itertools
from math import inf
from pathlib import Path
from random import Random

import pytest

from leapfrog.places import BuiltMap, MapOptions, NoRoad, Point
from leapfrog.places.extract.graphs import write_roads
from leapfrog.places.extract.reading import read
from leapfrog.places.model import DrivingRoute
from leapfrog.places.roads.arrays import read_arrays
from leapfrog.places.roads.network import Roads
from leapfrog.places.roads.snapping import Snapped
from tests.places.drawing import DrawnTown, at
from tests.places.plain_search import PlainRoads

# Metres a second on a residential street: 25 km/h × 0.8.
PACE = 25 / 3.6 * 0.8
LEFT, RIGHT, BACK, SIGNAL = 4, 2, 10, 6


def roads_of(drawn: DrawnTown, folder: Path) -> Roads:
    extract = read(drawn.write(folder / "drawn.osm.pbf"), MapOptions())
    write_roads(extract, folder / "roads.bin")
    return Roads(folder / "roads.bin")


def way(
    roads: Roads, start: tuple[float, float], end: tuple[float, float], heading: float | None = None
) -> DrivingRoute:
    return roads.route(roads.snap(*at(*start), heading), roads.snap(*at(*end)))


def square(drawn: DrawnTown, **first: str) -> list[int]:
    """A block of 100 × 100 m, whose southern street has these tags; its corners against the clock
    from the south-west.
    """
    corners = [drawn.node(*where) for where in ((0, 0), (100, 0), (100, 100), (0, 100))]
    drawn.road(corners[0], corners[1], **first)
    for n in (1, 2, 3):
        drawn.road(corners[n], corners[(n + 1) % 4])
    return corners


def test_the_shortest_way_along_one_street(tmp_path: Path) -> None:
    drawn = DrawnTown()
    square(drawn)
    found = way(roads_of(drawn, tmp_path), (20, 0), (80, 0))
    assert found.metres == pytest.approx(60, abs=0.5)
    assert found.seconds == pytest.approx(60 / PACE, abs=0.2)
    assert [
        round((point.lon - at(0, 0)[1]) / (at(1, 0)[1] - at(0, 0)[1])) for point in found.line
    ] == [20, 80]


def test_a_one_way_street_is_driven_around(tmp_path: Path) -> None:
    drawn = DrawnTown()
    square(drawn, oneway="yes")
    roads = roads_of(drawn, tmp_path)
    assert way(roads, (20, 0), (80, 0)).metres == pytest.approx(60, abs=0.5)
    around = way(roads, (80, 0), (20, 0))
    assert around.metres == pytest.approx(20 + 300 + 20, abs=1)
    assert around.seconds == pytest.approx(340 / PACE + 4 * LEFT, abs=0.5)


def test_against_the_arrow_of_a_way_drawn_backwards(tmp_path: Path) -> None:
    drawn = DrawnTown()
    square(drawn, oneway="-1")
    roads = roads_of(drawn, tmp_path)
    assert way(roads, (80, 0), (20, 0)).metres == pytest.approx(60, abs=0.5)
    assert way(roads, (20, 0), (80, 0)).metres == pytest.approx(340, abs=1)


def crossing(drawn: DrawnTown) -> tuple[int, dict[str, int]]:
    """Four blocks: streets of 200 m that cross at (100, 100), and a road around them."""
    middle = drawn.node(100, 100)
    ends = {
        "south": drawn.node(100, 0),
        "east": drawn.node(200, 100),
        "north": drawn.node(100, 200),
        "west": drawn.node(0, 100),
    }
    ways = {name: drawn.road(node, middle) for name, node in ends.items()}
    corners = [drawn.node(*where) for where in ((200, 0), (200, 200), (0, 200), (0, 0))]
    ring = [ends["south"], corners[0], ends["east"], corners[1]]
    ring += [ends["north"], corners[2], ends["west"], corners[3], ends["south"]]
    for start, end in itertools.pairwise(ring):
        drawn.road(start, end)
    return middle, ways


def test_a_left_turn_takes_longer_than_a_right_one(tmp_path: Path) -> None:
    drawn = DrawnTown()
    crossing(drawn)
    roads = roads_of(drawn, tmp_path)
    for end, seconds in (((60, 100), LEFT), ((140, 100), RIGHT), ((100, 140), 0)):
        found = way(roads, (100, 60), end)
        assert found.metres == pytest.approx(80, abs=0.5)
        assert found.seconds == pytest.approx(80 / PACE + seconds, abs=0.3)


def test_no_left_turn_is_driven_around(tmp_path: Path) -> None:
    drawn = DrawnTown()
    middle, ways = crossing(drawn)
    drawn.turn("no_left_turn", ways["south"], middle, ways["west"])
    roads = roads_of(drawn, tmp_path)
    assert way(roads, (100, 60), (60, 100), heading=0).metres > 200
    assert way(roads, (100, 60), (140, 100)).metres == pytest.approx(80, abs=0.5)
    assert way(roads, (100, 140), (60, 100)).metres == pytest.approx(80, abs=0.5)


def test_only_straight_on_forbids_both_turns(tmp_path: Path) -> None:
    drawn = DrawnTown()
    middle, ways = crossing(drawn)
    drawn.turn("only_straight_on", ways["south"], middle, ways["north"])
    roads = roads_of(drawn, tmp_path)
    assert way(roads, (100, 60), (100, 140)).metres == pytest.approx(80, abs=0.5)
    for end in ((60, 100), (140, 100)):
        assert way(roads, (100, 60), end, heading=0).metres > 200


def test_a_restriction_that_is_not_for_taxis_changes_nothing(tmp_path: Path) -> None:
    drawn = DrawnTown()
    middle, ways = crossing(drawn)
    drawn.turn("no_left_turn", ways["south"], middle, ways["west"])
    drawn._relations[-1].tags["except"] = "taxi"
    found = way(roads_of(drawn, tmp_path), (100, 60), (60, 100))
    assert found.metres == pytest.approx(80, abs=0.5)


def test_a_roundabout_is_driven_against_the_clock(tmp_path: Path) -> None:
    drawn = DrawnTown()
    ring = [drawn.node(*where) for where in ((100, 80), (120, 100), (100, 120), (80, 100))]
    drawn.road(*ring, ring[0], junction="roundabout")
    ends = [drawn.node(*where) for where in ((100, 0), (200, 100), (100, 200), (0, 100))]
    for n in range(4):
        drawn.road(ends[n], ring[n])
    roads = roads_of(drawn, tmp_path)
    quarter = 20 * 2**0.5
    right, left = way(roads, (100, 40), (160, 100)), way(roads, (100, 40), (40, 100))
    assert right.metres == pytest.approx(80 + quarter, abs=1)
    assert left.metres == pytest.approx(80 + 3 * quarter, abs=1)


def test_one_turns_back_only_where_the_road_ends(tmp_path: Path) -> None:
    drawn = DrawnTown()
    corners = square(drawn)
    drawn.road(corners[1], drawn.node(200, 0))
    roads = roads_of(drawn, tmp_path)
    east, back = roads.snap(*at(150, 0), 90), roads.snap(*at(120, 0), 270)
    found = roads.route(east, back)
    assert found.metres == pytest.approx(50 + 80, abs=1)
    assert found.seconds == pytest.approx(130 / PACE + BACK, abs=0.5)
    # In the middle of the street nobody turns: once around the block.
    ahead, behind = roads.snap(*at(50, 0), 90), roads.snap(*at(20, 0), 270)
    assert roads.route(ahead, behind).metres > 200


def test_once_around_to_what_lies_behind(tmp_path: Path) -> None:
    drawn = DrawnTown()
    square(drawn)
    roads = roads_of(drawn, tmp_path)
    found = roads.route(roads.snap(*at(60, 0), 90), roads.snap(*at(40, 0), 90))
    assert found.metres == pytest.approx(380, abs=1)


@pytest.mark.parametrize(
    ("tags", "metres"), [({}, 140), ({"access": "private"}, 260), ({"motor_vehicle": "no"}, 260)]
)
def test_private_roads_are_no_way_through(
    tmp_path: Path, tags: dict[str, str], metres: int
) -> None:
    drawn = DrawnTown()
    square(drawn, **tags)
    found = way(roads_of(drawn, tmp_path), (0, 20), (100, 20))
    assert found.metres == pytest.approx(metres, abs=1)


def test_taxis_drive_where_others_may_not(tmp_path: Path) -> None:
    drawn = DrawnTown()
    square(drawn, motor_vehicle="no", taxi="yes")
    assert way(roads_of(drawn, tmp_path), (20, 0), (80, 0)).metres == pytest.approx(60, abs=0.5)


def test_traffic_lights_take_time(tmp_path: Path) -> None:
    drawn = DrawnTown()
    a, b = drawn.node(0, 0), drawn.node(200, 0)
    light = drawn.node(100, 0, highway="traffic_signals")
    drawn.road(a, light, b)
    found = way(roads_of(drawn, tmp_path), (50, 0), (150, 0))
    plain = 100 / PACE
    # A light within a piece of road is shared out along it.
    assert plain < found.seconds <= plain + SIGNAL + 0.1


def test_what_cannot_be_left_again_is_not_snapped_to(tmp_path: Path) -> None:
    drawn = DrawnTown()
    corners = square(drawn)
    drawn.road(corners[2], drawn.node(100, 300), oneway="yes")
    roads = roads_of(drawn, tmp_path)
    found = roads.snap(*at(100, 290))
    assert found.metres == pytest.approx(190, abs=1)


def test_far_from_all_roads_is_on_none(tmp_path: Path) -> None:
    drawn = DrawnTown()
    square(drawn)
    roads = roads_of(drawn, tmp_path)
    with pytest.raises(NoRoad):
        roads.snap(*at(5_000, 0))


def test_a_town_without_roads_has_none(tmp_path: Path) -> None:
    drawn = DrawnTown()
    drawn.node(0, 0, amenity="cafe", name="Alone")
    drawn.node(10, 10, amenity="bar", name="Two")
    roads = roads_of(drawn, tmp_path)
    assert len(roads) == 0
    with pytest.raises(NoRoad):
        roads.snap(*at(0, 0))


def test_what_an_extract_lacks_is_not_bridged(tmp_path: Path) -> None:
    drawn = DrawnTown()
    corners = square(drawn)
    far = drawn.node(300, 0), drawn.node(400, 0)
    # A node beyond the edge, of which only the number is known.
    drawn.road(corners[1], 99, *far)
    roads = roads_of(drawn, tmp_path)
    assert len(roads) == 8
    assert roads.snap(*at(200, 0)).metres == pytest.approx(100, abs=1)


def test_over_a_stop_between(tmp_path: Path) -> None:
    drawn = DrawnTown()
    square(drawn)
    roads = roads_of(drawn, tmp_path)
    stops = [roads.snap(*at(*where)) for where in ((20, 0), (50, 100), (80, 0))]
    found = roads.route(stops[0], stops[2], [stops[1]])
    legs = [roads.route(stops[0], stops[1]), roads.route(stops[1], stops[2])]
    assert found.metres == pytest.approx(sum(leg.metres for leg in legs))
    assert found.seconds == pytest.approx(sum(leg.seconds for leg in legs))
    assert all(isinstance(point, Point) for point in found.line)


@pytest.fixture(scope="module")
def centre(helsinki: BuiltMap) -> Roads:
    return Roads(helsinki.roads)


def some_places(roads: Roads, count: int) -> list[Snapped]:
    """Somewhere in the centre of Helsinki, the same each time."""
    chance = Random(5)
    return [
        roads.snap(chance.uniform(60.1645, 60.1785), chance.uniform(24.9355, 24.953))
        for _ in range(count)
    ]


def test_a_thousand_ways_are_as_long_as_plain_dijkstra_says(
    centre: Roads, helsinki: BuiltMap
) -> None:
    plain = PlainRoads(read_arrays(helsinki.roads))
    stops = some_places(centre, 2_000)
    for start, end in zip(stops[::2], stops[1::2], strict=True):
        expected = plain.way(start, end)
        assert centre.route(start, end).seconds == pytest.approx(expected, abs=0.001)


def test_a_thousand_times_are_what_plain_dijkstra_says(centre: Roads, helsinki: BuiltMap) -> None:
    plain = PlainRoads(read_arrays(helsinki.roads))
    stops = some_places(centre, 65)
    sources, points = stops[:40], stops[40:]
    times = centre.times_to(points, sources, 3_600)
    assert times.shape == (40, 25)
    for row, source in zip(times, sources, strict=True):
        assert row == pytest.approx(plain.times(source, points), abs=0.001)


def test_what_is_too_far_is_left_out(centre: Roads) -> None:
    stops = some_places(centre, 30)
    all_times = centre.times_to(stops[:15], stops[15:], 3_600)
    some = centre.times_to(stops[:15], stops[15:], 90)
    assert (all_times > 90).any()
    assert ((some == all_times) | (all_times > 90)).all()
    assert (some[all_times > 90] == inf).all()
