"""A real town and one that was written from the protocol's page alone: they find each other, their
people ask and say yes, say things, and come to terms after a gap, a fork and a lost epoch.
"""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.towns.conftest import Dweller, amina, origin, until
from tests.towns.stranger import canonical, key
from tests.towns.tiny_town import TinyTown

__all__ = ["amina", "origin"]


@pytest.fixture
def tiny() -> Iterator[TinyTown]:
    town = TinyTown()
    yield town
    town.close()


def text(body: str, **more: Any) -> dict[str, Any]:
    return {"i": str(uuid.uuid4()), "kind": "text", "body": body, **more}


def lake_of(origin: str) -> str:
    return origin.partition("//")[2]


def tie(tiny: TinyTown, lake: str, amina: Dweller) -> str:
    """Amina asks Tariq, who says yes; her pid."""
    amina.asks(tiny.address, "From the lake")
    until(lambda: tiny.asked, "a request")
    assert tiny.asked[0]["b"]["greeting"] == "From the lake"
    pid = tiny.accept(lake)
    assert tiny.carry(lake)[0] == 200
    amina.is_tied(tiny.address)
    return pid


def test_it_speaks_with_a_real_town(origin: str, amina: Dweller, tiny: TinyTown) -> None:
    lake = lake_of(origin)
    assert tiny.carry(lake, hello=True) == (200, {"ack": 0})
    pid = tie(tiny, lake, amina)
    talk = amina.talk(amina.contact(tiny.address)["person"]["id"])["id"]
    amina.says(talk, "Good morning")
    until(lambda: [one for one in tiny.talk if one["body"] == "Good morning"], "her words")
    tiny.say(lake, "say", text("And to you", at="2026-11-28T12:00:00+00:00"), pid)
    status, answer = tiny.carry(lake)
    assert (status, answer["ack"]) == (200, 2)
    amina.hears(talk, "And to you")
    # Again from the beginning: nothing is said twice.
    assert tiny.carry(lake, first=1) == (200, {"ack": 2})
    assert [one["body"] for one in amina.log(talk)].count("And to you") == 1
    # A kind that nobody knows bounces, and holds up nothing.
    tiny.say(lake, "wave", {}, pid)
    tiny.say(lake, "say", text("still here"), pid)
    assert tiny.carry(lake)[1]["ack"] == 4
    amina.hears(talk, "still here")
    until(lambda: tiny.bounced, "a bounce")


def test_it_comes_to_terms_after_a_gap_and_a_fork(
    origin: str, amina: Dweller, tiny: TinyTown
) -> None:
    lake = lake_of(origin)
    pid = tie(tiny, lake, amina)
    talk = amina.talk(amina.contact(tiny.address)["person"]["id"])["id"]
    for word in ("two", "three", "four"):
        tiny.say(lake, "say", text(word), pid)
    assert tiny.carry(lake, first=3) == (409, {"ack": 1, "why": "gap"})
    assert tiny.carry(lake) == (200, {"ack": 4})
    # It came back from a backup, and says something else under the same number.
    line = tiny.line(lake)
    line.said[3] = {**line.said[3], "id": str(uuid.uuid4()), "b": text("another four")}
    assert tiny.carry(lake, first=4) == (409, {"ack": 4, "why": "fork"})
    assert tiny.carry(lake)[0] == 200
    amina.hears(talk, "another four")
    # An epoch that never began.
    line.epoch, line.acked = "never", 2
    assert tiny.carry(lake) == (409, {"ack": 0, "why": "epoch"})
    assert tiny.carry(lake)[0] == 200
    said = [one["body"] for one in amina.log(talk) if one["kind"] == "text"]
    assert said == ["two", "three", "four", "another four"]


def test_the_real_town_comes_to_terms_with_what_it_forgot(
    origin: str, amina: Dweller, tiny: TinyTown
) -> None:
    """The tiny town lost what it heard: the real one begins anew, and nothing is heard twice."""
    lake = lake_of(origin)
    tie(tiny, lake, amina)
    talk = amina.talk(amina.contact(tiny.address)["person"]["id"])["id"]
    amina.says(talk, "one")
    until(lambda: tiny.talk, "one")
    with tiny.lock:
        tiny.heard.clear()
    amina.says(talk, "two")
    until(lambda: len(tiny.talk) > 1, "two")
    assert [one["body"] for one in tiny.talk] == ["one", "two"]


def test_what_is_not_signed_by_it_is_not_its_own(
    origin: str, amina: Dweller, tiny: TinyTown
) -> None:
    lake = lake_of(origin)
    line = tiny.line(lake)
    head = {"from": tiny.domain, "to": lake, "epoch": line.epoch, "first": 1}
    body = canonical({**head, "prev": line.prev(1)})
    assert tiny.post(lake, "/town/v1/line", body, by=key(9))[0] == 401
    other = canonical({**head, "from": "hill.town", "prev": line.prev(1)})
    assert tiny.post(lake, "/town/v1/line", other)[0] == 403
    assert tiny.post(lake, "/town/v1/line", b"hello")[0] == 400
    assert tiny.post(lake, "/town/v1/line", body) == (200, {"ack": 0})
