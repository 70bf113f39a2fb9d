"""`kill -9` of either town at the points of a move that decide: she lives in one of both, has all
that was said, and her friend reaches her.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.moves import arriving, leaving
from tests.moves.test_moving import all_said, begins
from tests.shared_database import Lender
from tests.towns.conftest import Dweller, until
from tests.towns.mortal import HILL, LAKE, Mortal, Point, die_at, two_mortals

POINTS = {
    "decided, before the commit": Point(LAKE, leaving, "_decide", True),
    "decided, and not answered": Point(
        LAKE, leaving, "answer", True, lambda _town, _there, asked: asked.step == "finish"
    ),
    "answered, and not noted": Point(
        HILL, arriving, "_post", True, lambda _town, _move, asked: asked.step == "finish"
    ),
    "here, before the commit": Point(HILL, arriving, "be_here", True),
}


def prepare(flag: Path) -> None:
    arriving.LATER = timedelta(milliseconds=200)
    die_at(POINTS, flag)


@pytest.fixture
def towns(settings: Settings, lender: Lender, tmp_path: Path) -> Iterator[tuple[Mortal, Mortal]]:
    with two_mortals(settings, lender, tmp_path, prepare) as made:
        yield made


def has_arrived(new: Dweller) -> bool:
    with suppress(httpx.TransportError):
        [found] = new.get("/moves")
        assert found["state"] != "failed", found
        return bool(found["state"] == "here")
    return False


def test_whoever_dies_in_a_move_leaves_her_in_one_town(towns: tuple[Mortal, Mortal]) -> None:
    ben = Dweller(towns[LAKE].origin, "ben")
    for number, (point, where) in enumerate(POINTS.items()):
        old, new = (Dweller(one.origin, f"amina_{number}") for one in towns)
        old.asks(ben.handle)
        ben.accepts(ben.is_asked()["id"])
        bens = ben.talk(old.id)["id"]
        ben.says(bens, "before")
        towns[where.which].flag.write_text(point)
        begins(old, new, old.address)
        towns[where.which].dies()
        until(lambda new=new: has_arrived(new), f"the move: {point}")  # type: ignore[misc]
        assert old.http.get("/me").status_code == 401, point
        new.is_tied(ben.address)
        ben.says(bens, "after")
        hers = new.talk(new.id_of(ben))["id"]
        new.hears(hers, "after")
        assert all_said(new, hers) == ["before", "after"], point
