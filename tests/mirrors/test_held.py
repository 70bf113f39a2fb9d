"""A town that holds spares, as other towns see it that share no code with it: whose spare it takes,
how much of it, and to whom it gives it back.
"""

import hashlib
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.mirrors import holding
from tests.fediverse.in_process import app, client, clock, join, settle, speaking, town
from tests.http import Enter
from tests.matrix import unchanged
from tests.mirrors import keys
from tests.towns.stranger import Key, Person, canonical, key, sign_request
from tests.towns.test_hostile import EVE, HILL, OAK, TARIQ, Line, Said, hill, named

__all__ = ["app", "client", "clock", "hill", "join", "settle", "town"]

PATH, G1, G2 = "/town/v1/mirror", "a" * 32, "b" * 32
HEARD = ("mirrors_held", "kernel_file", "mirrors_part", "mirrors_generation")


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return speaking(tmp_path, database_url, mirror_room=1, mirror_most=2)


class Spare:
    """A spare of somebody of Hill, as Hill sends it."""

    def __init__(self, hill: Line, who: Person, generation: str = G1) -> None:
        self.hill, self.who, self.generation = hill, who, generation

    async def asks(
        self, step: str, content: bytes = b"", by: Key | None = None, **more: Any
    ) -> httpx.Response:
        said: Said = {"from": self.hill.domain, "to": "lake.town", "pid": self.who.pid}
        said |= {"step": step, "generation": self.generation} | more
        url, body = f"https://lake.town{PATH}", canonical(said) + b"\n" + content
        signer = by or self.hill.signer
        key_id = f"{self.hill.domain}#{named(self.hill.signer)}"
        headers = sign_request(signer, url, body, 1_795_000_000, key_id)
        return await self.hill.amina.post(url, content=body, headers=headers)

    async def opens(self, **more: Any) -> httpx.Response:
        home = self.who.record(1, "tariq@hill.town", HILL)
        body = {"record": home, "sealed": keys.b64std(bytes(80)), "boxes": [], "link": {}}
        return await self.asks("open", **body | more)


@pytest.fixture
def spare(hill: Line) -> Spare:
    return Spare(hill, TARIQ)


async def test_only_who_lives_there_has_a_spare_here(
    hill: Line, spare: Spare, settings: Settings
) -> None:
    oak = Line(hill.amina, "oak.town", OAK)
    attempts: dict[str, tuple[Callable[[], Awaitable[httpx.Response]], int]] = {
        "not signed by it": (lambda: spare.opens(by=OAK), 401),
        "another town's": (lambda: Spare(oak, TARIQ).opens(), 403),
        "another one's record": (
            lambda: spare.opens(record=EVE.record(1, "eve@hill.town", HILL)),
            403,
        ),
        "a record that is not right": (
            lambda: spare.opens(record=TARIQ.record(1, "tariq@hill.town", HILL) | {"n": 2}),
            403,
        ),
        "in the name of another": (lambda: spare.opens(**{"from": "oak.town"}), 403),
        "for another town": (lambda: spare.opens(to="oak.town"), 403),
        "no word": (lambda: spare.opens(generation="x"), 422),
        "no such step": (lambda: spare.asks("steal"), 400),
        "nothing is there": (lambda: spare.asks("state"), 404),
        "no chunk of nobody": (lambda: spare.asks("chunk_of", n=1), 404),
        "nothing to drop": (lambda: spare.asks("drop"), 404),
    }
    async with unchanged(str(settings.database_url)):
        for why, (attempt, status) in attempts.items():
            answer = await attempt()
            assert answer.status_code == status, (why, answer.text)


async def test_it_is_given_back_to_its_town_alone(
    hill: Line, spare: Spare, settings: Settings
) -> None:
    assert (await spare.opens()).json()["generation"] == G1
    chunk, piece = os.urandom(1000), os.urandom(900)
    told = (await spare.asks("chunk", chunk, n=1, last=True)).json()
    start = hashlib.sha256(f"leapfrog.mirror:{G1}".encode()).digest()
    chain = hashlib.sha256(start + hashlib.sha256(chunk).digest()).hexdigest()
    assert (told["n"], told["chain"], told["used"]) == (1, chain, 1000)
    await spare.asks("piece", piece, name="f" * 64, n=0)
    assert (await spare.asks("chunk_of", n=1)).content == chunk
    assert (await spare.asks("piece_of", name="f" * 64, n=0)).content == piece
    oak = Spare(Line(hill.amina, "oak.town", OAK), TARIQ)
    async with unchanged(str(settings.database_url)):
        for step in ("chunk_of", "piece_of", "state", "drop", "chunk", "piece", "forget"):
            more = {"n": 1} if step == "chunk_of" else {"name": "f" * 64, "n": 0}
            assert (await oak.asks(step, b"x", **more)).status_code == 404, step
        # The same again is there already.
        again = (await spare.asks("piece_of", name="f" * 64, n=0)).content
        assert again == piece
    repeated = (await spare.asks("chunk", chunk, n=1, last=True)).json()
    assert (repeated["why"], repeated["n"], repeated["used"]) == ("gap", 1, 1900)
    skipped = (await spare.asks("chunk", chunk, n=3)).json()
    assert (skipped["why"], skipped["n"]) == ("gap", 1)
    assert (await spare.asks("forget", names=["f" * 64])).json()["used"] == 1000
    assert (await spare.asks("drop")).status_code == 200
    assert (await spare.asks("state")).status_code == 404


async def test_more_than_its_room_is_not_taken(
    hill: Line, spare: Spare, town: Town, settings: Settings
) -> None:
    await spare.opens()
    for n in range(1, 4):
        told = (await spare.asks("chunk", os.urandom(400_000), n=n)).json()
        assert told["used"] <= 1_000_000
    assert (told["why"], told["n"]) == ("full", 2)
    for n in range(3):
        told = (await spare.asks("piece", os.urandom(150_000), name="p", n=n)).json()
    assert (told["why"], told["used"]) == ("full", 950_000)
    large = await spare.asks("chunk", os.urandom(1_000_001), n=3)
    assert large.status_code == 422
    # One copy after the other that is never whole: of these the last stays.
    for number in range(5):
        spare.generation = f"{number}" * 32
        await spare.opens()
        await spare.asks("chunk", os.urandom(400_000), n=1)
    async with town.database.glance() as db:
        assert await db.value("select sum(size) from mirrors_part") <= 1_000_000
        assert await db.value("select count(*) from mirrors_generation") == 1
    # No more people than the operator said, who has one goes on.
    assert (await Spare(hill, EVE).opens(record=eves())).status_code == 200
    third = Person(key(68), key(69))
    home = third.record(1, "third@hill.town", HILL)
    refused = await Spare(hill, third).opens(record=home)
    assert (refused.status_code, refused.json()["code"]) == (409, "no_room_offered")
    assert (await spare.opens()).status_code == 200


def eves() -> Said:
    return EVE.record(1, "eve@hill.town", HILL)


async def test_an_old_copy_stays_until_the_new_one_is_whole(spare: Spare) -> None:
    await spare.opens()
    await spare.asks("chunk", b"old" * 10, n=1, last=True)
    spare.generation = G2
    await spare.opens()
    await spare.asks("chunk", b"new" * 10, n=1)
    spare.generation = G1
    assert (await spare.asks("chunk_of", n=1)).content == b"old" * 10
    spare.generation = G2
    await spare.asks("chunk", b"end" * 10, n=2, last=True)
    assert (await spare.asks("chunk_of", n=2)).content == b"end" * 10
    spare.generation = G1
    assert (await spare.asks("chunk_of", n=1)).status_code == 404


async def test_nobody_comes_back_as_another(
    spare: Spare, hill: Line, client: Enter, join: Any, settings: Settings
) -> None:
    await spare.opens()
    ben = await join("ben")
    address = {"address": "tariq@hill.town"}
    move = "/mirrors/revivals/01a221c0-7059-753c-abcc-5f64b099c317"
    async with unchanged(str(settings.database_url)):
        assert (await client().get("/mirrors", params=address)).status_code == 401
        assert (await client().put(move, json=address)).status_code == 401
        arrival = "01a221c0-7059-753c-abcc-5f64b099c318"
        keyed = {"arrival": arrival, "passphrase": "three herons"}
        by_key = f"/moves/{arrival}/key"
        assert (await client().put(by_key, json=keyed)).status_code == 401
        assert (await client().get(f"/arrivals/{arrival}/key")).status_code == 401
        assert (await ben.put(by_key, json=keyed)).status_code == 404
        assert (await ben.get(f"/arrivals/{arrival}/key")).status_code == 404
        for path in ("/me/mirror", "/operator/mirrors"):
            assert (await client().get(path)).status_code == 401
        assert (await ben.get("/operator/mirrors")).status_code == 403
        assert (await ben.get("/mirrors", params={"address": "x@y"})).status_code == 404
        # It was begun, and never whole.
        assert (await ben.get("/mirrors", params=address)).json()["code"] == "not_yet_whole"
        body = {**address, "next": keys.b64std(bytes(32))}
        assert (await ben.put(move, json=body)).json()["code"] == "not_yet_whole"
        assert (await ben.delete("/me/mirror")).status_code == 404
        assert (await ben.post("/me/mirror/check")).status_code == 404
    await spare.asks("chunk", os.urandom(900), n=1, last=True)
    async with unchanged(str(settings.database_url)):
        assert (await ben.put(move, json=body)).json()["code"] == "not_that_key"
        # The right key, of a spare whose data key nobody sealed to it.
        right = {**address, "next": keys.b64std(bytes([22]) * 32)}
        assert (await ben.put(move, json=right)).json()["code"] in ("not_that_key", "spare_broken")


async def test_a_key_that_was_given_up_takes_no_spare(
    hill: Line, spare: Spare, settings: Settings
) -> None:
    """Whose key was turned over since: the town of before, or who has an old copy, has the old."""
    fay = Person(key(71), key(72))
    hers = Spare(hill, fay)
    assert (await hers.opens(record=fay.record(1, "fay@hill.town", HILL))).status_code == 200
    old = fay.record(99, "fay@hill.town", HILL)
    away = fay.record(100, "fay@oak.town", OAK)
    fay.rotate(key(73))
    oak = Spare(Line(hill.amina, "oak.town", OAK), fay, G2)
    assert (await oak.opens(record=fay.record(2, "fay@oak.town", OAK))).status_code == 200
    assert (await oak.asks("chunk", b"hers" * 10, n=1, last=True)).json()["n"] == 1
    async with unchanged(str(settings.database_url)):
        # Hill is not where she lives, and signs with what it still has; so would a thief in Oak.
        assert (await hers.opens(record=old)).status_code == 403
        assert (await oak.opens(record=away)).status_code == 403
    # Her town restored itself from yesterday, with the same keys: it goes on.
    later, earlier = (fay.record(n, "fay@oak.town", OAK) for n in (7, 5))
    for record in (later, earlier):
        assert (await oak.opens(record=record)).status_code == 200


async def test_small_pieces_are_counted(
    spare: Spare, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(holding, "MOST_PARTS", 3)
    await spare.opens()
    for n in range(2):
        assert "why" not in (await spare.asks("piece", b"x", name="f", n=n)).json()
    assert "why" not in (await spare.asks("chunk", b"x" * 20, n=1)).json()
    seen = ("mirrors_held",)
    async with unchanged(str(settings.database_url), *seen):
        assert (await spare.asks("piece", b"x", name="f", n=2)).json()["why"] == "full"
        assert (await spare.asks("chunk", b"x" * 20, n=2)).json()["why"] == "full"


async def test_a_spare_whose_home_is_silent_for_a_year_goes(
    hill: Line, spare: Spare, town: Town, clock: FixedClock
) -> None:
    await spare.opens()
    await spare.asks("piece", os.urandom(900), name="p", n=0)
    await spare.asks("chunk", os.urandom(900), n=1, last=True)
    clock.advance(timedelta(days=364))
    await Spare(hill, EVE).opens(record=eves())
    left = "select count(*) from mirrors_held", "select count(*) from mirrors_part"
    for days, held, parts in ((0, 2, 2), (2, 1, 0)):
        clock.advance(timedelta(days=days))
        async with town.database.transaction() as db:
            await holding.forget_silent(db, "", None)
        async with town.database.glance() as db:
            assert [await db.value(one) for one in left] == [held, parts]
    async with town.database.glance() as db:
        assert await db.value("select count(*) from kernel_file where purpose = 'mirror'") == 0
        again = await db.value("select due_at from kernel_timer where kind = 'mirrors.forget'")
    assert again - clock.now() == timedelta(days=1)
