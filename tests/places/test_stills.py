"""Stills of the map, for pages without a script."""

from xml.etree import ElementTree

import pytest

from leapfrog.kernel.http import Town
from leapfrog.places import Box, NoMap, Point, StillFrame, Tiles, picture

STATION = Point(60.1712, 24.9415)


@pytest.mark.parametrize(
    ("zoom", "width", "height"), [(15, 640, 360), (14, 1200, 630), (12, 320, 180), (15, 1200, 900)]
)
async def test_a_still_is_small_and_says_whose_data_it_shows(
    town: Town, mapped: str, zoom: int, width: int, height: int
) -> None:
    frame = StillFrame(STATION, zoom, width, height)
    still = await picture(Tiles(town), mapped, frame)
    assert len(still.encode()) <= 15_000
    svg = ElementTree.fromstring(still)
    assert svg.attrib["viewBox"] == f"0 0 {width} {height}"
    assert "© OpenStreetMap contributors" in "".join(svg.itertext())
    drawn = [part.attrib["d"] for part in svg if part.tag.endswith("path")]
    assert len(drawn) > 2
    assert "script" not in still
    assert "style=" not in still


@pytest.mark.parametrize(
    ("point", "pin"),
    [
        (STATION, (180, 85)),
        # A hundred pixels from the eastern edge, fifty from the southern one.
        (Point(60.164534, 24.950854), (260, 120)),
        # Where the map ends the pin stays within.
        (Point(60.179, 24.935), (34, 34)),
    ],
)
async def test_a_still_shows_nothing_beyond_the_map(
    town: Town, mapped: str, point: Point, pin: tuple[int, int]
) -> None:
    bounds = Box(24.935, 60.164, 24.953, 60.179)
    frame = StillFrame(point, 15, 360, 170, bounds)
    assert frame.pin == pytest.approx(pin, abs=2)
    still = await picture(Tiles(town), mapped, frame)
    assert f'<path d="M{frame.pin[0]} {frame.pin[1]}l' in still


async def test_where_no_map_is_there_is_no_still(town: Town, mapped: str) -> None:
    with pytest.raises(NoMap):
        await picture(Tiles(town), mapped, StillFrame(Point(1, 1), 15, 640, 360))
    with pytest.raises(NoMap):
        await picture(Tiles(town), "0" * 64, StillFrame(STATION, 15, 640, 360))
