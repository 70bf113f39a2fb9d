"""What is sent to Amina between the copy of her move and its end: the message comes with the last
word of Lake, and Hill fetches the file there.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from leapfrog import towns
from leapfrog.moves import arriving
from tests.moves.test_friends import held
from tests.moves.test_moving import moves
from tests.towns.conftest import Dweller, amina, hill, origin, until

__all__ = ["amina", "hill", "origin"]
LETTER = b"the tide table of Hill"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "LATER", timedelta(milliseconds=100))


class Sent:
    """Ben of Lake sends her a file while she is on her way."""

    def __init__(self, origin: str, hill: str, amina: Dweller, go: Any) -> None:
        self.ben, self.new = Dweller(origin, "ben"), Dweller(hill, "amina")
        amina.befriends(self.ben)
        bens = self.ben.talk(self.ben.id_of(amina))["id"]
        self.ben.says(bens, "Bon voyage")
        with ThreadPoolExecutor() as pool:
            coming = pool.submit(moves, amina, self.new, amina.address)
            until(lambda: self.new.get("/moves"), "her move")
            until(lambda: self.new.get("/moves")[0]["state"] == "finishing", "her copy")
            self.ben.sends(bens, LETTER, "file", "tides.txt")
            go.set()
            coming.result()
        self.new.is_tied(self.ben.address)
        self.talk = self.new.talk(self.new.id_of(self.ben))["id"]

    def file(self, away: str) -> Any:
        """Once it is so."""

        def look() -> Any:
            for one in self.new.log(self.talk):
                if one["kind"] == "file" and one["meta"].get("away", "") == away:
                    return one["meta"]
            return None

        return until(look, f"a file that is {away or 'here'}")


def test_a_file_that_was_sent_on_the_way_comes_after(
    origin: str, hill: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Sent(origin, hill, amina, held(monkeypatch, "_finish", amina))
    assert sent.new.downloads(sent.file("")["file"]) == LETTER
    assert sent.file("")["name"] == "tides.txt"


def test_one_that_the_old_town_does_not_give_is_said_to_be_lost(
    origin: str, hill: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: object) -> towns.Digests:
        return {}

    monkeypatch.setattr(towns, "offer_late", nothing)
    sent = Sent(origin, hill, amina, held(monkeypatch, "_finish", amina))
    assert sent.file("lost")["name"] == "tides.txt"
