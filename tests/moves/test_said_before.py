"""Two friends of a group in Lake move to Hill, one after the other. Hill has the group from when
the first one came; what was said before, the second one brings, and reads it beside the group.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.moves import arriving
from leapfrog.moves.errors import MoveRefused
from tests.moves.test_breaking_off import dies_once, still_lives
from tests.moves.test_friends import Friends, held
from tests.moves.test_groups_move import heard_by_all, is_in
from tests.moves.test_moving import all_said, begins, moves
from tests.town_groups.conftest import Grouped, hill, origin, until
from tests.towns.conftest import Dweller, amina

__all__ = ["amina", "hill", "origin"]
PICTURE = b"II*\x00 the boat, as a file"


class Crew:
    """Amina, Ben and Kofi of Lake, in a group of Kofi's, and the accounts of two in Hill."""

    def __init__(self, origin: str, hill: str) -> None:
        self.amina, self.ben, self.kofi = (
            Grouped(origin, name) for name in ("amina", "ben", "kofi")
        )
        self.hers, self.his = Grouped(hill, "amina"), Grouped(hill, "ben")
        for one in (self.amina, self.ben):
            self.kofi.meets(one)
        self.group = self.kofi.makes(self.amina, self.ben)
        self.kofi.says(self.group, "Who sails?")
        sent = self.amina.sends(self.group, PICTURE, "file", "boat.bin")
        self.ben.says(self.group, "I see it", ref=sent["seq"])
        self.ben.says(self.group, "👍", kind="reaction", ref=sent["seq"])
        self.kofi.says(self.group, "On Sunday")

    def she_moves(self) -> None:
        moves(self.amina, self.hers, self.amina.address)
        is_in(self.group, self.hers, self.hers, self.kofi)
        heard_by_all(self.group, self.hers, "from the hill", self.kofi)

    def he_moves(self) -> Any:
        done = moves(self.ben, self.his, self.ben.address)
        is_in(self.group, self.his, self.his, self.hers, self.kofi)
        return done

    def brought(self, who: Grouped) -> list[str]:
        found = who.get(f"/groups/{self.group}/home")["brought"]
        return [one["id"] for one in found]

    def reads_all(self, who: Grouped) -> list[tuple[int, str, str]]:
        """What he brought, and what the group has: one log, each row once."""
        parts = [*reversed(self.brought(who)), self.group]
        return [row for part in parts for row in who.reads(part)]


@pytest.fixture
def crew(origin: str, hill: str, monkeypatch: pytest.MonkeyPatch) -> Crew:
    monkeypatch.setattr(arriving, "LATER", timedelta(milliseconds=100))
    monkeypatch.setattr(arriving, "FIRST_LOOK", 0.1)
    return Crew(origin, hill)


def is_whole(crew: Crew) -> None:
    """All lines, in order, each once; nobody else's word for it, and nobody else reads it."""
    expected = [row for row in crew.kofi.reads(crew.group) if row[1] != "system"]
    until(
        lambda: [row for row in crew.reads_all(crew.his) if row[1] != "system"] == expected,
        "one log",
    )
    [place] = crew.brought(crew.his)
    assert crew.brought(crew.hers) == []
    told = crew.his.get(f"/conversations/{place}/messages")
    rows = told["messages"]
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["body"] for row in rows if row["kind"] == "text"] == [
        "Who sails?",
        "I see it",
        "On Sunday",
    ]
    people = {one["name"]: one["id"] for one in told["people"]}
    assert {"Amina", "Ben", "Kofi"} <= people.keys()
    assert people["Amina"] not in (crew.hers.id, crew.his.id_of(crew.kofi))
    sent = next(row for row in rows if row["kind"] == "file")
    assert sent["sender_id"] == people["Amina"]
    assert [one["emoji"] for one in sent["reactions"]] == ["👍"]
    assert crew.his.downloads(sent["meta"]["file"]) == PICTURE
    assert {row["imported"] for row in rows} == {"leapfrog"}
    assert (
        crew.his.http.put(
            f"/conversations/{place}/messages/{new_id()}", json={"body": "I was never here"}
        ).status_code
        == 403
    )
    for other in (crew.hers, crew.kofi):
        assert other.http.get(f"/conversations/{place}/messages").status_code == 404
        assert other.http.get(f"/conversations/{place}/export").status_code == 404


def test_the_second_one_has_every_line(crew: Crew) -> None:
    crew.she_moves()
    done = crew.he_moves()
    is_whole(crew)
    sets = {one["name"]: one for one in crew.his.get(f"/arrivals/{done['id']}")["sets"]}
    for name in ("conversations", "messages"):
        assert sets[name]["reasons"] == [], sets[name]
    # What is said from then on is in the group alone.
    heard_by_all(crew.group, crew.kofi, "Sunday it was", crew.hers, crew.his)
    is_whole(crew)


@pytest.mark.parametrize("at", ["apply", "finish", "be_here"])
def test_a_move_that_is_done_again_brings_it_once(
    crew: Crew, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    crew.she_moves()
    broken = dies_once(monkeypatch, at)
    crew.he_moves()
    assert broken == [at]
    is_whole(crew)


def test_a_second_try_brings_the_rest(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one came to nothing when all was here; he stayed, and more was said."""
    crew.she_moves()
    whole = arriving._came

    async def fails(*_: Any) -> Any:
        raise MoveRefused

    monkeypatch.setattr(arriving, "_came", fails)
    with pytest.raises(AssertionError, match="failed"):
        crew.he_moves()
    monkeypatch.setattr(arriving, "_came", whole)
    still_lives(crew.ben)
    heard_by_all(crew.group, crew.ben, "I am still at the lake", crew.hers, crew.kofi)
    begins(crew.ben, crew.his, crew.ben.address)
    until(lambda: crew.his.get("/moves")[0]["state"] == "here", "the second move")
    is_in(crew.group, crew.his, crew.his, crew.hers, crew.kofi)
    is_whole(crew)


def test_what_was_said_while_he_moved_is_not_lost(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    """His copy was made before she moved, and more was said before Hill had the group."""
    go = held(monkeypatch, "_finish", crew.ben)
    with ThreadPoolExecutor() as pool:
        coming = pool.submit(crew.he_moves)
        until(lambda: crew.his.get("/moves"), "his move")
        until(lambda: crew.his.get("/moves")[0]["state"] == "finishing", "his copy")
        crew.kofi.says(crew.group, "On Monday, then")
        crew.she_moves()
        go.set()
        coming.result()
    said = [row for row in crew.kofi.reads(crew.group) if row[1] == "text"]
    assert "On Monday, then" in [row[2] for row in said]
    until(lambda: [row for row in crew.reads_all(crew.his) if row[1] == "text"] == said, "all")


def test_what_one_of_two_had_cleared_the_other_one_brings(amina: Dweller, hill: str) -> None:
    """Hill has their conversation as she brought it; he brings what she had deleted for herself."""
    friends = Friends(amina, hill)
    hers = friends.speak(amina, friends.ben, "and when?")
    cleared = next(row["seq"] for row in amina.log(hers) if row["body"] == "and when?") - 1
    body = {"up_to": cleared}
    assert amina.http.post(f"/conversations/{hers}/hidden", json=body).is_success
    friends.she_moves()
    friends.he_moves()
    friends.his.is_tied(friends.hers.address)

    def brought() -> Any:
        rows = friends.his.get("/conversations")["conversations"]
        return [row["id"] for row in rows if row["kind"] == "archive"]

    [place] = brought()
    assert all_said(friends.his, place) == ["shall we go?", "shall we go?, yes"]
    talk = friends.speak(friends.his, friends.hers, "now")
    assert all_said(friends.his, talk) == ["and when?", "and when?, yes", "now", "now, yes"]
    assert brought() == [place]
