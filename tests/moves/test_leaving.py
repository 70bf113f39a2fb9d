"""The town of before, as a new town sees it that shares no code with it: who may take somebody,
that one transaction decides, and that the answer is the same each time it is asked for.
"""

import base64
import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import asyncpg
import pytest

from leapfrog import contacts, identity
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.moves import leaving, store
from leapfrog.moves.store import StoredLeaving
from tests.contacts.acts import befriend
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.http import PASSWORD, Client, Enter
from tests.jobs import worked_off
from tests.matrix import unchanged
from tests.pay.acts import funded
from tests.towns.stranger import Key, b64
from tests.towns.test_hostile import OAK, TARIQ, Line, Said, bounces, dispatch, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

VERIFIER = "v" * 64
CHALLENGE = b64(hashlib.sha256(VERIFIER.encode()).digest())
PATH = "/town/v1/move"


class Move:
    """A move of Amina to Hill, as Hill asks for it."""

    def __init__(self, hill: Line, move: str, code: str) -> None:
        self.hill, self.move, self.code = hill, move, code

    def said(self, step: str, **more: Any) -> Said:
        said = {"from": self.hill.domain, "to": "lake.town", "move": self.move, "step": step}
        return said | more

    async def asks(self, step: str, **more: Any) -> Any:
        return await self.hill.asks(PATH, self.said(step, **more))

    async def begins(self) -> Said:
        answer = await self.asks("begin", code=self.code, verifier=VERIFIER)
        assert answer.status_code == 200, answer.text
        found: Said = answer.json()
        return found

    async def brings(self) -> None:
        """The take-out, which is what was announced."""
        ready = (await self.asks("state")).json()
        assert ready["state"] == "ready"
        zipped = b""
        while part := (await self.asks("part", at=len(zipped))).content:
            zipped += part
        assert (len(zipped), hashlib.sha256(zipped).hexdigest()) == (ready["size"], ready["sha256"])


async def consents(amina: Client, town: str = "hill.town") -> tuple[str, str]:
    """The id of the move, and the code that goes to the other town."""
    move = str(uuid4())
    body = {"domain": town, "challenge": CHALLENGE}
    answer = await amina.put(f"/leavings/{move}", json=body)
    assert answer.status_code == 200, answer.text
    back = urlsplit(answer.json()["back"])
    assert (back.scheme, back.netloc, back.path) == ("https", town, "/me/moving")
    return move, parse_qs(back.query)["code"][0]


@pytest.fixture
async def move(hill: Line) -> Move:
    return Move(hill, *await consents(hill.amina))


async def test_nobody_else_takes_somebody(
    hill: Line, move: Move, clock: FixedClock, settings: Settings
) -> None:
    oak = Line(hill.amina, "oak.town", OAK)
    right = {"code": move.code, "verifier": VERIFIER}
    attempts: dict[str, tuple[Line, Said, int]] = {
        "another town": (oak, move.said("begin", **right) | {"from": "oak.town"}, 404),
        "in the name of another": (oak, move.said("begin", **right), 403),
        "another code": (hill, move.said("begin", **right | {"code": "x"}), 403),
        "another verifier": (hill, move.said("begin", **right | {"verifier": "x"}), 403),
        "no such move": (hill, move.said("begin", **right) | {"move": str(uuid4())}, 404),
        "before it began": (hill, move.said("finish", address="amina@hill.town"), 403),
        "no copy yet": (hill, move.said("part", at=0), 403),
        "nothing to settle": (hill, move.said("done"), 403),
        "no such step": (hill, move.said("steal"), 400),
    }
    async with unchanged(settings.database_url, "towns_key", "fediverse_key"):
        for why, (line, said, status) in attempts.items():
            answer = await line.asks(PATH, said)
            assert answer.status_code == status, (why, answer.text)
        assert (await hill.asks(PATH, move.said("begin", **right), by=OAK)).status_code == 401
        clock.advance(timedelta(minutes=11))
        assert (await move.asks("begin", **right)).status_code == 403


async def test_only_who_lives_here_consents(
    hill: Line, client: Enter, join: Any, settings: Settings
) -> None:
    ben = await join("ben")
    move, _ = await consents(hill.amina)
    body = {"domain": "hill.town", "challenge": CHALLENGE}
    async with unchanged(settings.database_url):
        assert (await client().put(f"/leavings/{move}", json=body)).status_code == 401
        for path in ("/moves", "/leavings", "/leavings/hindrance?domain=hill.town"):
            assert (await client().get(path)).status_code == 401
        assert (await client().delete(f"/leavings/{move}")).status_code == 401
        assert (await ben.put(f"/leavings/{move}", json=body)).status_code == 404
        assert (await ben.delete(f"/leavings/{move}")).status_code == 404
        assert (await ben.get("/leavings")).json() == []
        assert (await ben.delete(f"/moves/{move}")).status_code == 404
        assert (await ben.put(f"/moves/{move}/code", json={"code": "x"})).status_code == 404
        elm = {**body, "domain": "elm.town"}
        assert (await ben.put(f"/leavings/{uuid4()}", json=elm)).status_code == 502
    await hill.amina.delete(f"/leavings/{move}")
    assert (await hill.amina.get("/leavings")).json()[0]["state"] == "ended"


async def test_one_with_whom_it_fails_keeps_nobody_from_who_moved(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ring of locks is met again; what is wrong for good is left out, and blocks none."""
    mover, poison, unlucky, well = sorted(uuid4() for _ in range(4))
    now, done = town.clock.now(), list[UUID]()

    async def leaving_of(_db: Db, move_id: UUID) -> StoredLeaving:
        code, at = b"", "amina@hill.town"
        return StoredLeaving(
            move_id, mover, "hill.town", "", code, "gone", None, at, None, now, now
        )

    async def holders(_db: Db, _who: UUID) -> set[UUID]:
        return {poison, unlucky, well}

    async def settle_with(_db: Db, _move: StoredLeaving, holder: UUID) -> None:
        done.append(holder)
        if holder == poison:
            raise asyncpg.CheckViolationError("no such contact")
        if holder == unlucky and done.count(unlucky) == 1:
            raise asyncpg.DeadlockDetectedError("deadlock detected")

    monkeypatch.setattr(store, "leaving", leaving_of)
    monkeypatch.setattr(contacts, "holders", holders)
    monkeypatch.setattr(leaving, "_settle_with", settle_with)
    with pytest.raises(asyncpg.DeadlockDetectedError):
        await leaving.settle(town, {"id": str(uuid4())})
    await leaving.settle(town, {"id": str(uuid4())})
    assert done == [poison, unlucky, poison, unlucky, well]


async def test_one_transaction_decides(
    hill: Line,
    move: Move,
    town: Town,
    join: Any,
    settle: Callable[[], Awaitable[None]],
    clock: FixedClock,
) -> None:
    amina, ben = hill.amina, await join("ben")
    await befriend(amina, ben)
    her = (await amina.get("/me")).json()["id"]
    talk = (await ben.put(f"/conversations/direct/{her}")).json()["id"]
    said = f"/conversations/{talk}/messages"
    assert (await ben.put(f"{said}/{uuid4()}", json={"body": "before"})).is_success
    async with town.database.reading() as db:
        pid = (await identity.pids_of(db, [(await identity.find(db, "amina")).id])).popitem()[1]

    begun = await move.begins()
    home = begun.pop("home")
    assert (home["pid"], home["address"]) == (pid, "amina@lake.town")
    assert begun == {"state": "copying", "address": "amina@lake.town", "actor": begun["actor"]}
    assert (await amina.get("/me")).status_code == 401
    await worked_off(town)
    await move.brings()

    # What is said since goes along, whoever says it.
    assert (await ben.put(f"{said}/{uuid4()}", json={"body": "meanwhile"})).is_success
    elsewhere = await move.asks("finish", address="amina@oak.town", heard={talk: 1})
    assert elsewhere.status_code == 403
    finish = {"address": "amina@hill.town", "heard": {talk: 1}}
    told = (await move.asks("finish", **finish)).json()
    assert [one["body"] for one in told["late"]["messages"]] == ["meanwhile"]
    checked(told, pid, hill.signer)
    assert (await move.asks("finish", **finish)).json() == told

    # Until Hill says that she is there, nothing is said to nobody.
    refused = await ben.put(f"{said}/{uuid4()}", json={"body": "lost?"})
    assert (refused.status_code, refused.json()["code"]) == (409, "moved_away")
    body = {"i": str(uuid4()), "kind": "text", "body": "hello"}
    await hill.says(dispatch("say", TARIQ, pid, body))
    assert bounces_of(await bounces(town)) == ["moved_away"]

    assert (await move.asks("done")).json() == {"state": "gone"}
    assert (await move.asks("done")).json() == {"state": "gone"}
    assert (await move.asks("finish", **finish)).status_code == 403
    await settle()
    assert (await ben.put(f"{said}/{uuid4()}", json={"body": "there?"})).is_success
    assert (await hill.amina.get("/handles/amina")).json()["reason"] == "taken"

    clock.advance(timedelta(days=31))
    async with town.database.transaction() as db:
        await leaving.forget(db, her, None)
    await is_still_there(ben, talk)


async def is_still_there(ben: Client, talk: str) -> None:
    """After thirty days only what others have is left of her: they have all of it."""
    messages = (await ben.get(f"/conversations/{talk}/messages")).json()["messages"]
    said = [one["body"] for one in messages if one["kind"] == "text"]
    assert said == ["before", "meanwhile", "there?"]
    assert (await ben.get(f"/conversations/{talk}")).json()["writable"]


def checked(told: Said, pid: str, town: Key) -> None:
    """The record is hers, of the new town, and the keys are those that it names."""
    home = told["home"]
    ours, following = (Key(base64.b64decode(told[name])) for name in ("key", "next"))
    assert (home["pid"], home["address"], home["n"]) == (pid, "amina@hill.town", 3)
    assert (home["key"], home["next"]) == (ours.text, following.hash)
    assert home["town_key"] == town.hash
    bare = {name: value for name, value in home.items() if name != "sig"}
    assert ours.sign(bare) == home


def bounces_of(found: Any) -> list[str]:
    return [one["code"] for one in found]


async def test_money_that_is_left_keeps_one(hill: Line, town: Town, settings: Settings) -> None:
    await funded(town, hill.amina, 1200)
    body = {"domain": "hill.town", "challenge": CHALLENGE}
    async with unchanged(settings.database_url):
        answer = await hill.amina.put(f"/leavings/{uuid4()}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "money_left")
        # It is said before one begins, and asking changes nothing.
        asked = await hill.amina.get("/leavings/hindrance", params={"domain": "hill.town"})
        assert asked.json() == {"code": "money_left", "where": "wallet"}


async def test_who_owes_nothing_may_go(hill: Line, settings: Settings) -> None:
    async with unchanged(settings.database_url):
        asked = await hill.amina.get("/leavings/hindrance", params={"domain": "hill.town"})
        assert asked.json() == {"code": None, "where": None}


async def test_who_is_erased_leaves_no_move(
    hill: Line, move: Move, town: Town, settle: Callable[[], Awaitable[None]]
) -> None:
    going = {"handle": "amina", "password": PASSWORD}
    assert (await hill.amina.request("DELETE", "/me", json=going)).is_success
    await settle()
    async with town.database.reading() as db:
        assert not await db.value("select count(*) from moves_leaving")
    right = {"code": move.code, "verifier": VERIFIER}
    assert (await move.asks("begin", **right)).status_code == 404
