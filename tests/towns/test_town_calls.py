"""Calls between two towns: both have the same call, and one line of it each, however it ended."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.shared_database import Lender
from tests.towns.conftest import Dweller, amina, hill, open_town, origin, tariq, until

__all__ = ["amina", "hill", "origin", "tariq"]


def places(who: Dweller, whom: Dweller, media: str = "voice", call: str = "") -> Any:
    body = {"person_id": who.id_of(whom), "media": media, "device": str(new_id())}
    return who.put(f"/calls/{call or new_id()}", body)


def live(who: Dweller) -> Any:
    """The call that somebody is in, or that rings for them."""
    return next(iter(who.get("/calls")["calls"]), None)


def rings(who: Dweller, call: str) -> Any:
    def look() -> Any:
        found = live(who)
        return found if found and found["id"] == call and not found["outgoing"] else None

    return until(look, "a call that rings")


def stands(who: Dweller, call: str, state: str) -> Any:
    def look() -> Any:
        found = who.get(f"/calls/{call}")
        return found if found["state"] == state else None

    return until(look, f"the call is {state}")


def answers(who: Dweller, call: str, *, accept: bool = True) -> Any:
    return who.put(f"/calls/{call}/answer", {"accept": accept, "device": str(new_id())})


def line(who: Dweller, other: Dweller, call: str) -> Any:
    """The one line of a call in the conversation with somebody."""
    talk = who.talk(who.id_of(other))["id"]

    def look() -> Any:
        return [one for one in who.log(talk) if one["client_id"] == call]

    [found] = until(look, "the line of the call")
    return found


@pytest.fixture
def friends(amina: Dweller, tariq: Dweller) -> tuple[Dweller, Dweller]:
    amina.befriends(tariq)
    return amina, tariq


def test_a_call_rings_is_answered_and_ends_in_both_towns(
    friends: tuple[Dweller, Dweller],
) -> None:
    amina, tariq = friends
    call = places(amina, tariq, "video")["id"]
    ringing = rings(tariq, call)
    assert (ringing["media"], ringing["person"]["name"]) == ("video", "Amina")
    answers(tariq, call)
    assert stands(amina, call, "answered")["outgoing"]
    tariq.delete(f"/calls/{call}")
    assert stands(amina, call, "ended")["outcome"] == "answered"
    for who, other in ((amina, tariq), (tariq, amina)):
        found = line(who, other, call)
        assert (found["kind"], found["meta"]["outcome"]) == ("call", "answered")
        assert live(who) is None
    # What is over rings nobody again, whoever says so.
    assert places(amina, tariq, "video", call)["state"] == "ended"
    assert live(tariq) is None


ENDS: dict[str, tuple[str, Callable[[Dweller, Dweller, str], Any]]] = {
    "declined": ("declined", lambda _, his, call: answers(his, call, accept=False)),
    "cancelled": ("cancelled", lambda hers, _, call: hers.delete(f"/calls/{call}")),
}


@pytest.mark.parametrize("outcome", ENDS)
def test_a_call_that_is_not_taken_leaves_its_line(
    friends: tuple[Dweller, Dweller], outcome: str
) -> None:
    amina, tariq = friends
    call = places(amina, tariq)["id"]
    rings(tariq, call)
    said, act = ENDS[outcome]
    act(amina, tariq, call)
    for who, other in ((amina, tariq), (tariq, amina)):
        assert stands(who, call, "ended")["outcome"] == said
        assert line(who, other, call)["meta"]["outcome"] == said


def test_who_talks_with_another_one_is_busy(friends: tuple[Dweller, Dweller]) -> None:
    amina, tariq = friends
    zola = Dweller(tariq.origin, "zola")
    zola.asks(tariq.address)
    tariq.accepts(tariq.is_asked()["id"])
    until(lambda: zola.contact(tariq.address), "a tie")
    first = places(zola, tariq)["id"]
    rings(tariq, first)
    call = places(amina, tariq)["id"]
    assert stands(amina, call, "ended")["outcome"] == "busy"
    assert live(tariq)["id"] == first
    for who, other in ((amina, tariq), (tariq, amina)):
        assert line(who, other, call)["meta"]["outcome"] == "busy"


def test_two_who_call_each_other_have_at_most_one_call(
    friends: tuple[Dweller, Dweller],
) -> None:
    amina, tariq = friends
    first, second = str(new_id()), str(new_id())
    places(tariq, amina, call=second)
    answer = amina.http.put(
        f"/calls/{first}", json={"person_id": amina.id_of(tariq), "media": "voice"}
    )
    if answer.is_success:
        until(lambda: _settled(amina, tariq), "both towns agree")
    else:
        # His rings already: she takes it.
        assert answer.json()["code"] == "calls_you"
    found = live(amina), live(tariq)
    assert {one["id"] for one in found if one} <= {first, second}
    if found[0]:
        answers(tariq if found[0]["outgoing"] else amina, found[0]["id"])
        for who in (amina, tariq):
            assert stands(who, found[0]["id"], "answered")


def _settled(amina: Dweller, tariq: Dweller) -> bool:
    hers, his = live(amina), live(tariq)
    return (hers and hers["id"]) == (his and his["id"])


def test_who_is_no_contact_calls_nobody(amina: Dweller, tariq: Dweller) -> None:
    """Nor who was one, or is blocked: nothing rings, and there is no line."""
    stranger = amina.http.put(
        f"/calls/{new_id()}", json={"person_id": str(new_id()), "media": "voice"}
    )
    assert stranger.json()["code"] == "not_contacts"
    amina.befriends(tariq)
    theirs = amina.id_of(tariq)
    tariq.put(f"/blocks/{tariq.id_of(amina)}")
    until(lambda: not amina.contact(tariq.address)["connected"], "the end of the tie")
    call = str(new_id())
    refused = amina.http.put(f"/calls/{call}", json={"person_id": theirs, "media": "voice"})
    assert refused.json()["code"] == "not_contacts"
    assert live(tariq) is None


def test_a_town_that_sleeps_is_not_reached_and_hears_of_it_later(
    settings: Settings, amina: Dweller, lender: Lender, tmp_path: Path
) -> None:
    with lender.lend() as url:
        there = msgspec.structs.replace(settings, home=tmp_path / "oak", database_url=url)
        with open_town(there) as origin:
            zola = Dweller(origin, "zola")
            amina.befriends(zola)
        call = places(amina, zola)["id"]
        assert stands(amina, call, "ended")["outcome"] == "unreachable"
        assert line(amina, zola, call)["meta"]["outcome"] == "unreachable"
        assert live(amina) is None
        with open_town(there, port=int(origin.rpartition(":")[2])):
            assert line(zola, amina, call)["meta"]["outcome"] == "unreachable"
            assert live(zola) is None
