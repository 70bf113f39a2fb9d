"""`kill -9` at the points of a move that decide, and in the middle of what is brought and let in:
of the town where that is, of both at once, or of PostgreSQL. She lives in one of both, has all that
was said, and her friend reaches her.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.moves import arriving, leaving
from tests.moves.test_moving import all_said, begins
from tests.shared_database import Lender
from tests.towns.conftest import Dweller, until
from tests.towns.mortal import (
    HILL,
    LAKE,
    Mortal,
    MortalPostgres,
    Point,
    beside,
    die_at,
    two_lent,
    two_mortals,
)

# Of the take-out, so that it is many pages.
PAGE = 3_000


def is_second_page(*given: Any) -> bool:
    return bool(given[-1].step == "part" and given[-1].at == PAGE)


def finishes(*given: Any) -> bool:
    return bool(given[-1].step == "finish")


POINTS = {
    "a page is given, and not answered": Point(LAKE, leaving, "answer", True, is_second_page),
    "a page came": Point(HILL, arriving, "_post", True, is_second_page),
    "let in, and not noted": Point(HILL, arriving, "_came", False),
    "decided, before the commit": Point(LAKE, leaving, "_decide", True),
    "decided, and not answered": Point(LAKE, leaving, "answer", True, finishes),
    "answered, and not noted": Point(HILL, arriving, "_post", True, finishes),
    "here, before the commit": Point(HILL, arriving, "be_here", True),
}
# In the middle of what is one page or one transaction.
MIDDLE = ("a page came", "decided, before the commit")


def prepare(flag: Path) -> None:
    leaving.PART = PAGE
    arriving.LATER = timedelta(milliseconds=200)
    die_at(POINTS, flag)


def prepare_to_stand(flag: Path) -> None:
    leaving.PART = PAGE
    arriving.LATER = timedelta(milliseconds=200)
    die_at(POINTS, flag, signal.SIGSTOP)


def has_arrived(new: Dweller) -> bool:
    with suppress(httpx.TransportError):
        answer = new.http.get("/moves")
        # While the database is away it says so.
        if answer.status_code != 503:
            [found] = new.told(answer)
            assert found["state"] != "failed", found
            return bool(found["state"] == "here")
    return False


Stroke = Callable[[Mortal], None]


def moves_at(
    point: str,
    towns: tuple[Mortal, Mortal],
    ben: Dweller,
    stroke: Stroke,
    aside: Callable[..., AbstractContextManager[None]] = beside,
) -> None:
    """Somebody moves; at that point the stroke falls. `aside`: how it is begun."""
    handle = f"amina_{list(POINTS).index(point)}"
    old, new = (Dweller(one.origin, handle) for one in towns)
    old.asks(ben.handle)
    ben.accepts(ben.is_asked()["id"])
    bens = ben.talk(old.id)["id"]
    ben.says(bens, "before")
    town = towns[POINTS[point].which]
    town.flag.write_text(point)
    with aside(begins, old, new, old.address):
        stroke(town)
    until(lambda: has_arrived(new), f"the move: {point}")
    until(lambda: old.http.get("/me").status_code == 401, f"she left: {point}")
    new.is_tied(ben.address)
    ben.says(bens, "after")
    hers = new.talk(new.id_of(ben))["id"]
    new.hears(hers, "after")
    assert all_said(new, hers) == ["before", "after"], point


def begun(act: Callable[..., None], *given: Any) -> AbstractContextManager[None]:
    """Before the stroke falls."""
    act(*given)
    return nullcontext()


def test_whoever_dies_in_a_move_leaves_her_in_one_town(
    settings: Settings, lender: Lender, tmp_path: Path
) -> None:
    with two_lent(lender) as urls, two_mortals(settings, urls, tmp_path, prepare) as towns:
        ben = Dweller(towns[LAKE].origin, "ben")
        for point in POINTS:
            moves_at(point, towns, ben, Mortal.dies, begun)


def test_both_towns_that_die_in_a_move_leave_her_in_one_town(
    settings: Settings, lender: Lender, tmp_path: Path
) -> None:
    with two_lent(lender) as urls, two_mortals(settings, urls, tmp_path, prepare_to_stand) as towns:

        def both(town: Mortal) -> None:
            town.stands_still()
            for one in towns:
                one.kill()
            for one in towns:
                one.start()

        ben = Dweller(towns[LAKE].origin, "ben")
        for point in MIDDLE:
            moves_at(point, towns, ben, both)


@pytest.fixture
def postgres(folder: Path) -> Iterator[MortalPostgres]:
    server = MortalPostgres(folder)
    yield server
    server.close()


def test_postgresql_that_dies_in_a_move_leaves_her_in_one_town(
    settings: Settings, postgres: MortalPostgres, tmp_path: Path
) -> None:
    with two_mortals(settings, postgres.urls, tmp_path, prepare_to_stand) as towns:

        def database(town: Mortal) -> None:
            town.stands_still()
            postgres.dies()
            town.goes_on()

        ben = Dweller(towns[LAKE].origin, "ben")
        for point in MIDDLE:
            moves_at(point, towns, ben, database)
