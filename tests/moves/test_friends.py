"""Two friends of one town who move to another one, at once or one after the other. In whichever
order the steps of both are done, they are contacts there and go on with their conversation, and
nobody taps anything.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain
from leapfrog.moves import arriving
from leapfrog.towns import carrying, dispatches
from tests.moves.test_moving import all_said, hill, moves, origin
from tests.towns.conftest import Dweller, amina, until

__all__ = ["amina", "hill", "origin"]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "LATER", timedelta(milliseconds=200))


class Friends:
    """Amina and Ben of Lake, who said something to each other, and their accounts in Hill."""

    def __init__(self, amina: Dweller, hill: str) -> None:
        self.amina, self.ben = amina, Dweller(amina.origin, "ben")
        amina.befriends(self.ben)
        self.speak(amina, self.ben, "shall we go?")
        self.hers, self.his = Dweller(hill, "amina"), Dweller(hill, "ben")

    @staticmethod
    def speak(one: Dweller, other: Dweller, words: str) -> str:
        """Each says something, and the other one hears it. Answers `one`'s conversation."""
        hers, his = one.talk(one.id_of(other))["id"], other.talk(other.id_of(one))["id"]
        one.says(hers, words)
        other.hears(his, words)
        other.says(his, f"{words}, yes")
        one.hears(hers, f"{words}, yes")
        return str(hers)

    def she_moves(self) -> Any:
        return moves(self.amina, self.hers, self.amina.address)

    def he_moves(self) -> Any:
        return moves(self.ben, self.his, self.ben.address)

    def has_her_copy(self) -> None:
        """Waits until all of it is in her account, in which she is not yet."""
        until(lambda: self.hers.get("/moves"), "her move")
        until(lambda: self.hers.get("/moves")[0]["state"] == "finishing", "her copy")

    def are_friends_there(self) -> None:
        self.hers.is_tied(self.his.address)
        self.his.is_tied(self.hers.address)
        words = ["shall we go?", "here we are"]
        talk = self.speak(self.hers, self.his, words[1])
        assert all_said(self.hers, talk) == [said for one in words for said in (one, f"{one}, yes")]
        for one in (self.hers, self.his):
            assert len(one.get("/contacts")["contacts"]) == 1


@pytest.fixture
def friends(amina: Dweller, hill: str) -> Friends:
    return Friends(amina, hill)


@pytest.fixture
def silent(friends: Friends, monkeypatch: pytest.MonkeyPatch) -> Friends:
    """Nothing is carried between the towns: what one says of who moved comes too late."""

    async def nothing(_db: Db | Town, _domain: str) -> None:
        return

    monkeypatch.setattr(carrying, "carry_own", nothing)
    monkeypatch.setattr(dispatches, "carry_by_job", nothing)
    return friends


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as made:
        yield made


def held(monkeypatch: pytest.MonkeyPatch, name: str, who: Dweller) -> threading.Event:
    """A step of their move is not done before the event is set."""
    step, go = getattr(arriving, name), threading.Event()

    async def waits(where: Any, move: Any, *more: Any) -> Any:
        if move.address == who.address and not go.is_set():
            raise RunAgain(arriving.LATER)
        return await step(where, move, *more)

    monkeypatch.setattr(arriving, name, waits)
    return go


def test_both_move_at_once(friends: Friends, pool: ThreadPoolExecutor) -> None:
    for one in [pool.submit(friends.she_moves), pool.submit(friends.he_moves)]:
        one.result()
    friends.are_friends_there()


def test_the_copy_of_the_second_says_that_the_first_lives_there(silent: Friends) -> None:
    silent.he_moves()
    silent.she_moves()
    silent.are_friends_there()


def test_who_was_let_go_first_comes_last(
    silent: Friends, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her copy says that he lives there, before he does."""
    go = held(monkeypatch, "be_here", silent.ben)
    coming = pool.submit(silent.he_moves)
    until(lambda: silent.amina.contact(silent.his.address), "Ben under his new address")
    silent.she_moves()
    go.set()
    coming.result()
    silent.are_friends_there()


def test_the_line_ties_them_before_the_second_is_there(
    friends: Friends, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her copy says that he lives where he lived; their town says meanwhile that she has him."""
    go = held(monkeypatch, "_finish", friends.amina)
    coming = pool.submit(friends.she_moves)
    friends.has_her_copy()
    friends.he_moves()
    friends.his.is_tied(friends.amina.address)
    go.set()
    coming.result()
    friends.are_friends_there()


def test_who_was_deleted_meanwhile_asks_like_anybody(
    silent: Friends, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her copy, and that of his, say that they are contacts."""
    go = held(monkeypatch, "_finish", silent.amina)
    coming = pool.submit(silent.she_moves)
    silent.has_her_copy()
    silent.he_moves()
    silent.his.delete(f"/contacts/{silent.his.contact(silent.amina.address)['id']}")
    go.set()
    coming.result()
    assert silent.his.is_asked()["person"]["address"] == silent.hers.address
    assert silent.his.contact(silent.hers.address) is None
    assert not silent.hers.contact(silent.his.address)["connected"]
