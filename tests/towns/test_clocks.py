"""Two towns whose clocks differ, by hours or by years: nothing follows from it but the times that
are shown. What has no number, and is of now only, is refused where they are a day apart.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.settings import Settings
from tests.clearing.acts import Payer, agreed, olga_of
from tests.fediverse.conftest import open_town
from tests.moves.test_moving import moves
from tests.pay.acts import IBAN
from tests.shared_database import Lender
from tests.towns.conftest import Dweller, until
from tests.towns.test_town_calls import places, rings, stands
from tests.towns.test_two_towns import arrived, at, shown

TOWN: dict[str, Any] = {"operators": ("olga",), "bank_iban": IBAN}
HOURS, YEARS = timedelta(hours=3), timedelta(days=730)
AHEAD = timedelta(minutes=6)


class ShiftedClock:
    """The machine's clock, and so much more."""

    def __init__(self, by: timedelta) -> None:
        self.by = by

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@pytest.fixture(params=[HOURS, -HOURS, YEARS, -YEARS], ids=["+3h", "-3h", "+2y", "-2y"])
def clock(request: pytest.FixtureRequest) -> ShiftedClock:
    """That of Hill; the one of Lake is right."""
    return ShiftedClock(request.param)


@pytest.fixture
def two(
    settings: Settings, lender: Lender, tmp_path: Path, clock: ShiftedClock
) -> Iterator[tuple[Payer, Payer]]:
    """Amina of Lake and Tariq of Hill; each has 100.00."""
    with lender.lend() as url:
        there = msgspec.structs.replace(settings, home=tmp_path / "hill", database_url=url)
        with (
            open_town(settings, **TOWN) as lake,
            open_town(there, clock=clock, **TOWN) as hill,
        ):
            olga, omar = olga_of(lake, str(settings.database_url)), olga_of(hill, url, clock)
            amina, tariq = Payer(lake, "amina"), Payer(hill, "tariq")
            for desk, one in ((olga, amina), (omar, tariq)):
                one.chooses_pin()
                desk.gives(one, 10_000)
            agreed(olga, omar)
            yield amina, tariq


def test_clocks_decide_nothing(two: tuple[Payer, Payer], clock: ShiftedClock) -> None:
    amina, tariq = two
    amina.shows("phone", "+49 170 1234567")
    amina.befriends(tariq)
    until(lambda: shown(tariq.contact(amina.address)), "her card")
    for one, other, here in ((amina, tariq, timedelta()), (tariq, amina, clock.by)):
        talking(one, other)
        # Whatever the other town said of its time, nothing is of the future here.
        latest = datetime.now(UTC) + here + AHEAD
        told = [datetime.fromisoformat(said["created_at"]) for said in everything(one, other)]
        assert all(said <= latest for said in told)
    field = amina.shows("email", "amina@lake.example")
    until(lambda: len(shown(tariq.contact(amina.address))) == 2, "a field more")
    amina.delete(f"/me/card/fields/{field}")
    until(lambda: len(shown(tariq.contact(amina.address))) == 1, "a field less")
    paying(amina, tariq)
    paying(tariq, amina)


def everything(one: Payer, other: Payer) -> list[Any]:
    return one.log(one.talk(one.id_of(other))["id"])


def talking(one: Payer, other: Payer) -> None:
    """What one says is changed, answered by a sign, read and taken back in the other town."""
    ones = one.talk(one.id_of(other))["id"]
    others = other.talk(other.id_of(one))["id"]
    said = one.says(ones, "the boat is blew")
    heard = other.hears(others, "the boat is blew")
    one.says(ones, "the boat is blue", kind="edit", ref=said["seq"])
    until(lambda: at(other, others, heard["seq"])["body"] == "the boat is blue", "an edit")
    other.says(others, "👍", kind="reaction", ref=heard["seq"])
    until(lambda: at(one, ones, said["seq"]).get("reactions"), "a reaction")
    other.told(other.http.put(f"/conversations/{others}/read", json={"seq": heard["seq"]}))
    readers = f"/conversations/{ones}/messages/{said['seq']}/readers"
    until(lambda: one.get(readers)["read"], "a mark")
    one.says(ones, "", kind="recall", ref=said["seq"])
    until(lambda: at(other, others, heard["seq"]).get("recalled"), "a recall")
    one.sends(ones, b"charts" * 100, "file", "charts.bin")
    until(lambda: arrived(other, others, "file"), "a file")


def waits(who: Payer, other: Payer) -> Any:
    """The payment in their conversation that can be accepted."""
    refs = [said["meta"]["ref"] for said in everything(who, other) if said["kind"] == "card"]
    found = who.get("/cards", ref=refs)["cards"] if refs else []
    return next((one for one in found if one["state"] == "shown"), None)


def paying(one: Payer, other: Payer) -> None:
    """A day's time to accept is a day, by whichever clock."""
    had, theirs = one.has()[0], other.has()[0]
    sent = one.pays(other, 1_250)
    card = until(lambda: waits(other, one), "what can be accepted")
    other.told(other.http.post(f"/town-payments/{card['id']}/accept"))
    until(lambda: other.has() == (theirs + 1_250, 0), "it arrives")
    until(lambda: one.state(sent["id"]) == "paid", "that it is paid")
    assert one.has() == (had - 1_250, 0)


def test_what_is_of_now_is_refused_by_a_clock_of_another_day(
    two: tuple[Payer, Payer], clock: ShiftedClock
) -> None:
    amina, tariq = two
    amina.befriends(tariq)
    call = places(amina, tariq)["id"]
    if abs(clock.by) <= HOURS:
        rings(tariq, call)
    else:
        assert stands(amina, call, "ended")["outcome"] == "unreachable"
        assert tariq.get("/calls")["calls"] == []


def test_one_moves_between_clocks(two: tuple[Payer, Payer], clock: ShiftedClock) -> None:
    """Into the town whose clock is another one, and back."""
    amina, tariq = two
    lena = Dweller(amina.origin, "lena")
    lena.befriends(tariq)
    his = tariq.talk(tariq.id_of(lena))["id"]
    lena.says(lena.talk(lena.id_of(tariq))["id"], "I am coming")
    tariq.hears(his, "I am coming")
    there = Dweller(tariq.origin, "lena")
    moves(lena, there, lena.address)
    until(lambda: tariq.contact(there.address), "Lena in his book")
    tariq.says(his, "Welcome")
    there.hears(there.talk(there.id_of(tariq))["id"], "Welcome")
    back = Dweller(amina.origin, "lena_2")
    moves(there, back, there.address)
    back.is_tied(tariq.address)
    tariq.says(his, "Good journey")
    back.hears(back.talk(back.id_of(tariq))["id"], "Good journey")
