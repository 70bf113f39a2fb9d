"""A move that breaks off at each step, and old towns that refuse, lie, or fall silent: either she
lives where she lived, or she is here, and nothing is lost or there twice.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import asyncpg
import msgspec
import pytest

from leapfrog import portability
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import RunAgain
from leapfrog.moves import arriving, leaving
from leapfrog.moves.model import MoveAnswer, MoveRequest
from tests.http import PASSWORD
from tests.moves.test_moving import all_said, hill, moves, origin
from tests.towns.conftest import Dweller, amina, tariq, until

__all__ = ["amina", "hill", "origin", "tariq"]

# What the new town does, in its order: each is done, and the program dies before it is noted.
STEPS = ("begin", "state", "part", "finish", "done")
DEEDS = ("preview", "apply", "_came", "be_here", "_settle")
Answers = Callable[..., Awaitable[Any]]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "LATER", timedelta(milliseconds=100))


@pytest.mark.parametrize("at", [*STEPS, *DEEDS])
def test_it_is_done_again_from_where_it_was(
    hill: str, origin: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    ben, new = Dweller(origin, "ben"), Dweller(hill, "amina")
    amina.befriends(ben)
    bens = ben.talk(ben.id_of(amina))["id"]
    ben.says(bens, "one")
    broken = dies_once(monkeypatch, at)
    moves(amina, new, amina.address)
    assert broken == [at]
    new.is_tied(ben.address)
    ben.says(bens, "two")
    hers = new.talk(new.id_of(ben))["id"]
    new.hears(hers, "two")
    assert all_said(new, hers) == ["one", "two"]
    assert amina.http.get("/me").status_code == 401


def dies_once(monkeypatch: pytest.MonkeyPatch, at: str) -> list[str]:
    """After this step, before what follows from it; answers where it did."""
    broken = list[str]()

    def once(module: Any, name: str, matters: Callable[..., bool]) -> None:
        whole = getattr(module, name)

        async def dies(*args: Any, **more: Any) -> Any:
            found = await whole(*args, **more)
            if matters(*args) and not broken:
                broken.append(at)
                # As after a restart: the job is run again, from its beginning.
                raise RunAgain(timedelta(milliseconds=50))
            return found

        monkeypatch.setattr(module, name, dies)

    if at in STEPS:
        once(arriving, "_post", lambda _town, _move, asked: asked.step == at)
    else:
        module = portability if at in ("preview", "apply") else arriving
        once(module, at, lambda *_: True)
    return broken


@pytest.mark.parametrize("at", ["_came", "be_here"])
def test_a_ring_of_locks_puts_a_move_off(
    hill: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """It is the one whose transaction the database undoes."""
    whole, broken = getattr(arriving, at), list[str]()

    async def undone(*args: Any) -> Any:
        found = await whole(*args)
        if not broken:
            broken.append(at)
            raise asyncpg.DeadlockDetectedError("deadlock detected")
        return found

    monkeypatch.setattr(arriving, at, undone)
    monkeypatch.setattr(arriving, "LATER", timedelta(minutes=10))
    new = Dweller(hill, "amina")
    moves(amina, new, amina.address)
    assert broken


def fails(new: Dweller, amina: Dweller) -> str:
    """Begins to move, and comes to nothing; the code of why."""
    with pytest.raises(AssertionError, match="failed"):
        moves(amina, new, amina.address)
    found: str = new.get("/moves")[0]["problem"]
    return found


def lies(monkeypatch: pytest.MonkeyPatch, change: Callable[[MoveRequest, Any], Any]) -> None:
    """The old town answers something else than what is true."""
    whole = leaving.answer

    async def answer(town: Any, there: Any, asked: MoveRequest) -> Any:
        return change(asked, await whole(town, there, asked))

    monkeypatch.setattr(leaving, "answer", answer)


def still_lives(amina: Dweller) -> None:
    """All is as before in the old town; only her devices are signed out."""
    again = amina.http.post("/sessions", json={"handle": amina.handle, "password": PASSWORD})
    assert again.is_success, again.text
    assert amina.get("/me")["address"] == amina.address


def test_a_town_that_lies_about_what_there_is_gives_nothing(
    hill: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that are not what was announced are asked for again, until they are."""
    tries = list[str]()

    def change(asked: MoveRequest, told: Any) -> Any:
        if asked.step == "state" and told.state == "ready" and len(tries) < 3:
            tries.append(told.sha256)
            return msgspec.structs.replace(told, sha256="0" * 64, size=told.size - 1)
        return told

    lies(monkeypatch, change)
    new = Dweller(hill, "amina")
    moves(amina, new, amina.address)
    assert len(tries) == 3


def test_a_town_that_serves_another_person_brings_nobody(
    hill: str, origin: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The take-out is Ben's: nothing of it is in her account, and she lives in Lake."""
    ben, new = Dweller(origin, "ben"), Dweller(hill, "amina")
    zola = Dweller(origin, "zola")
    ben.befriends(zola)

    def change(asked: MoveRequest, told: Any) -> Any:
        if asked.step == "begin" and isinstance(told, MoveAnswer):
            return msgspec.structs.replace(told, address=ben.address)
        return told

    lies(monkeypatch, change)
    assert fails(new, amina) == "anothers_takeout"
    assert new.get("/contacts")["contacts"] == []
    assert amina.address.startswith("amina@")
    still_lives(amina)


@pytest.mark.parametrize("step", ["begin", "state", "part", "finish"])
def test_a_town_that_refuses_keeps_its_person(
    hill: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    whole = leaving.answer

    async def refuses(town: Any, there: Any, asked: MoveRequest) -> Any:
        if asked.step == step:
            raise leaving.MoveRefused
        return await whole(town, there, asked)

    monkeypatch.setattr(leaving, "answer", refuses)
    new = Dweller(hill, "amina")
    assert fails(new, amina) == "move_refused"
    still_lives(amina)
    assert new.get("/me")["address"] == new.address


def test_a_town_that_never_answers_at_the_end_is_asked_until_it_does(
    hill: str, origin: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It let her go, and its answer is lost again and again: the same one comes at last."""
    ben, new = Dweller(origin, "ben"), Dweller(hill, "amina")
    amina.befriends(ben)
    whole, silent = arriving._post, list[str]()

    async def loses(town: Any, move: Any, asked: MoveRequest) -> Any:
        told = await whole(town, move, asked)
        if asked.step == "finish" and len(silent) < 5:
            silent.append(asked.step)
            raise arriving.NotReached("no answer", later=True)
        return told

    monkeypatch.setattr(arriving, "_post", loses)
    moves(amina, new, amina.address)
    assert len(silent) == 5
    new.is_tied(ben.address)
    until(lambda: ben.contact(new.address), "her new address")


def test_two_requests_of_one_move_are_one(hill: str, amina: Dweller) -> None:
    new = Dweller(hill, "amina")
    move = str(new_id())
    begun = [new.put(f"/moves/{move}", {"address": amina.address}) for _ in range(2)]
    assert begun[0] == begun[1]
    assert len(new.get("/moves")) == 1
