"""Going back on the last day on which what one had there is whole: the twenty-ninth."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from leapfrog.fediverse import asking
from leapfrog.kernel.settings import Settings
from leapfrog.moves import arriving
from leapfrog.towns import redirecting
from tests.fediverse.conftest import open_town
from tests.http import PASSWORD
from tests.moves.test_going_back import lives, speak
from tests.moves.test_moving import all_said, moves
from tests.shared_database import Lender
from tests.towns.conftest import Dweller, until
from tests.towns.test_clocks import ShiftedClock


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redirecting, "EVERY", timedelta(milliseconds=300))
    monkeypatch.setattr(asking, "FIRST", timedelta(milliseconds=300))
    monkeypatch.setattr(arriving, "LATER", timedelta(milliseconds=200))


@pytest.fixture
def clock() -> ShiftedClock:
    """That of both towns."""
    return ShiftedClock(timedelta())


@pytest.fixture
def towns(
    settings: Settings, lender: Lender, tmp_path: Path, clock: ShiftedClock
) -> Iterator[tuple[str, str]]:
    """Lake and Hill."""
    with lender.lend() as url:
        there = msgspec.structs.replace(settings, home=tmp_path / "hill", database_url=url)
        with open_town(settings, clock=clock) as lake, open_town(there, clock=clock) as hill:
            yield lake, hill


def signs_in(who: Dweller) -> None:
    body = {"handle": who.handle, "password": PASSWORD}
    who.told(who.http.post("/sessions", json=body))


def test_one_goes_back_on_the_twenty_ninth_day(towns: tuple[str, str], clock: ShiftedClock) -> None:
    """What was said in both towns meanwhile is one conversation, and her circles are hers again."""
    lake, hill = towns
    amina, ben, tariq = Dweller(lake, "amina"), Dweller(lake, "ben"), Dweller(hill, "tariq")
    amina.befriends(ben)
    amina.befriends(tariq)
    ben.talk(ben.id_of(amina))
    speak(amina, ben, "in Lake")
    there = Dweller(hill, "amina")
    moves(amina, there, amina.address)
    there.is_tied(ben.address)
    speak(there, ben, "the first day")
    clock.by = timedelta(days=29)
    for one in (ben, tariq, there):
        signs_in(one)
    speak(there, ben, "the last day")
    speak(there, tariq, "next door")
    back = Dweller(lake, "amina_2")
    moves(there, back, there.address)
    lives(back, "amina")
    back.is_tied(tariq.address)
    until(lambda: (ben.contact(back.address) or {}).get("connected"), "Amina in Ben's book")
    speak(back, ben, "in Lake again")
    said = ["in Lake", "the first day", "the last day", "in Lake again"]
    whole = [words for one in said for words in (one, f"{one}, yes")]
    assert all_said(back, back.talk(back.id_of(ben))["id"]) == whole
    assert all_said(ben, ben.talk(ben.id_of(back))["id"]) == whole
    speak(back, tariq, "from Lake")
