"""Amina lives in Lake and keeps a spare in Oak, which cannot read it. Lake is gone for ever: with
the code on paper she is who she was in Oak, and her friends, who do nothing, reach her.
"""

import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest
from PIL import Image

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.mirrors import asking, holding, keeping, spares
from leapfrog.mirrors.errors import SpareTownNotReached
from leapfrog.mirrors.model import MirrorAnswer
from tests.administrator import ADMINISTRATOR
from tests.http import PASSWORD
from tests.mirrors import keys
from tests.town import database
from tests.towns.conftest import Dweller, hill, open_town, tariq, until

__all__ = ["hill", "tariq"]

SEED = bytes([77]) * 32
LETTER = b"a letter of Tariq's"
WORDS = "The heron sleeps under the third bridge"


@pytest.fixture
def oak_settings(
    settings: Settings, postgres_dsn: str, template: str, tmp_path: Path
) -> Iterator[Settings]:
    with database(postgres_dsn, template) as url:
        more = {"home": tmp_path / "oak", "database_url": url, "mirror_room": 50}
        yield msgspec.structs.replace(settings, **more)


@pytest.fixture
def oak(oak_settings: Settings) -> Iterator[str]:
    with open_town(oak_settings) as address:
        yield address


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spares, "EVERY", timedelta(milliseconds=200))
    monkeypatch.setattr(spares, "SHARE", 0)


def proves(one: Dweller) -> None:
    one.told(one.http.post("/me/proof", json={"password": PASSWORD}))


def holds(one: Dweller, seed: bytes = SEED) -> None:
    """The home key is theirs from now on."""
    proves(one)
    pid = one.get("/me/home")["pid"]
    assert one.put("/me/home/own", keys.held(pid, seed))["mine"]


def keeps(one: Dweller, there: str) -> Any:
    """A spare in the other town, once it is fresh."""
    proves(one)
    one.put("/me/mirror", {"domain": there.partition("//")[2]})
    return until(lambda: fresh(one), "a fresh spare")


def fresh(one: Dweller, after: str = "") -> Any:
    found = one.get("/me/mirror")["spare"]
    return found if found["state"] == "fresh" and (found["fresh_at"] or "") > after else None


def comes_back(one: Dweller, address: str, code: str = keys.CODE) -> Any:
    found = one.get("/mirrors", address=address)
    seed = keys.opened(found["boxes"][0], found["pid"], code)
    body = {"address": address, "next": keys.b64std(seed)}
    return one.http.put(f"/mirrors/revivals/{new_id()}", json=body)


def last_minutes(monkeypatch: pytest.MonkeyPatch, amina: Dweller) -> None:
    """No round has what is said from now on; one that begins before this is called has all."""
    spare = fresh(amina)
    for _ in range(2):
        spare = until(partial(fresh, amina, spare["fresh_at"]), "a round")
    assert spare["records"] > 10
    assert spare["opens"]
    over = threading.Event()

    async def nothing(*_: object) -> None:
        over.set()
        raise SpareTownNotReached(why="the last minutes")

    monkeypatch.setattr(keeping, "keep", nothing)
    assert over.wait(60)


def lives_in_lake(
    amina: Dweller, friends: list[Dweller], oak: str, monkeypatch: pytest.MonkeyPatch
) -> str:
    """She talks with Tariq, holds her key, and keeps a spare; of the last minutes Oak has nothing.
    Answers the conversation, as Tariq has it.
    """
    for one in friends:
        amina.befriends(one)
    tariq = friends[0]
    talk: str = tariq.talk(tariq.id_of(amina))["id"]
    hers = amina.talk(amina.id_of(tariq))["id"]
    amina.says(hers, "I live in Lake")
    tariq.hears(talk, "I live in Lake")
    tariq.sends(talk, LETTER, "file", "letter.txt")
    until(lambda: [one for one in amina.log(hers) if one["kind"] == "file"], "the file")
    holds(amina)
    keeps(amina, oak)
    tariq.says(talk, "kept in the spare")
    amina.hears(hers, "kept in the spare")
    last_minutes(monkeypatch, amina)
    tariq.says(talk, "never in the spare")
    amina.hears(hers, "never in the spare")
    return talk


def test_whose_town_is_gone_goes_on_where_the_spare_is(
    settings: Settings,
    oak: str,
    tariq: Dweller,
    quick: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    zola = Dweller(oak, "zola")
    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        address = amina.address
        tariqs = lives_in_lake(amina, [tariq, zola], oak, monkeypatch)
    tariq.says(tariqs, "to a town that is gone")

    new = Dweller(oak, "amina")
    come = comes_back(new, address)
    assert come.status_code == 204, come.text
    new.is_tied(tariq.address)
    found = new.talk(new.id_of(tariq))["id"]
    new.hears(found, "never in the spare")
    new.hears(found, "to a town that is gone")
    said = [one["body"] for one in new.log(found) if one["kind"] == "text"]
    assert sorted(said) == [
        "I live in Lake",
        "kept in the spare",
        "never in the spare",
        "to a town that is gone",
    ]
    [file] = [one for one in new.log(found) if one["kind"] == "file"]
    assert new.downloads(file["meta"]["file"]) == LETTER
    # Who knew her does nothing, and has her at her new address, in the same conversation.
    tariq.says(tariqs, "Are you there?")
    new.says(found, "Yes", ref=new.hears(found, "Are you there?")["seq"])
    tariq.hears(tariqs, "Yes")
    assert tariq.contact(new.address)["connected"]
    until(lambda: zola.contact(new.address), "Zola of the same town")
    assert new.http.get("/mirrors", params={"address": address}).status_code == 404


def test_the_town_that_keeps_it_cannot_read_it(
    settings: Settings, oak: str, oak_settings: Settings, tariq: Dweller, quick: None
) -> None:
    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        amina.befriends(tariq)
        hers = amina.talk(amina.id_of(tariq))["id"]
        amina.says(hers, WORDS)
        amina.sends(hers, f"{WORDS}, in a file".encode(), "file", "heron.txt")
        holds(amina)
        keeps(amina, oak)
        words = (WORDS.encode(), b"heron.txt", b"tariq", SEED)
        kept = ADMINISTRATOR.ask(str(oak_settings.database_url), everything)
        for path in oak_settings.home.rglob("*"):
            kept += path.read_bytes() if path.is_file() else b""
        assert b"mirrors_held" in kept
        assert [one for one in words if one in kept or one.hex().encode() in kept] == []
        # With a wrong code it opens nothing, and nothing changes.
        eve = Dweller(oak, "eve")
        with pytest.raises(Exception):  # noqa: B017, PT011
            comes_back(eve, amina.address, "AAAA")
        body = {"address": amina.address, "next": keys.b64std(bytes(32))}
        wrong = eve.http.put(f"/mirrors/revivals/{new_id()}", json=body)
        assert (wrong.status_code, wrong.json()["code"]) == (403, "not_that_key")
        assert eve.get("/contacts")["contacts"] == []
        assert eve.get("/moves") == []


async def everything(connection: asyncpg.Connection) -> bytes:
    """All that is in a database, as text."""
    tables = await connection.fetch(
        "select tablename::text from pg_tables where schemaname = 'public'"
    )
    found = []
    for (name,) in tables:
        found.append(name)
        found += [row[0] for row in await connection.fetch(f'select t::text from "{name}" t')]
    return "\n".join(found).encode()


def test_a_spare_is_checked_and_given_up(
    settings: Settings, oak: str, oak_settings: Settings, quick: None
) -> None:
    with open_town(settings) as lake:
        amina, ben = Dweller(lake, "amina"), Dweller(lake, "ben")
        proves(amina)
        assert amina.http.post("/me/mirror/check").status_code == 404
        spare = keeps(amina, oak)
        assert not spare["opens"]
        good = checks(amina)
        assert (good["problem"], good["found"], good["of"]) == (None, good["of"], spare["records"])
        # Nobody came of the trial.
        people = "select count(*) from identity_person where handle like 'rehearsal%'"
        assert asked(settings, people) == 0
        keeps(ben, oak)
        # Oak gives what is another one's, then less than it was given.
        for lie in (
            """update mirrors_part p set sha256 = o.sha256 from mirrors_part o
               where o.pid <> p.pid and o.n = p.n and o.name = p.name""",
            "delete from mirrors_part",
        ):
            asked(oak_settings, lie)
            assert checks(amina)["problem"] == "spare_broken"
            # All is sent anew, and good again.
            until(lambda: fresh(amina), "a new copy")
            assert checks(amina)["problem"] is None
        amina.delete("/me/mirror")
        assert amina.get("/me/mirror")["spare"] is None
        gone = f"select count(*) from mirrors_held where address = '{amina.address}'"
        until(lambda: asked(oak_settings, gone) == 0, "Oak to forget it")
        assert asked(oak_settings, "select count(*) from mirrors_held") == 1


def checks(one: Dweller) -> Any:
    """What the next check finds."""
    before = one.get("/me/mirror")["spare"]["check"]
    one.told(one.http.post("/me/mirror/check"))

    def look() -> Any:
        found = one.get("/me/mirror")["spare"]["check"]
        return found if found != before else None

    return until(look, "a check")


def asked(settings: Settings, statement: str) -> Any:
    return ADMINISTRATOR.ask(str(settings.database_url), lambda db: db.fetchval(statement))


def test_a_lost_answer_breaks_nothing(
    settings: Settings, oak: str, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Oak has a round of which Lake never heard that it has it."""
    ask, lost = asking.ask, list[str]()

    async def once(*asked: Any) -> MirrorAnswer:
        said = await ask(*asked)
        if asked[2].last and not lost:
            lost.append(said.chain)
            raise SpareTownNotReached(why="the answer was lost")
        return said

    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        spare = keeps(amina, oak)
        monkeypatch.setattr(asking, "ask", once)
        amina.shows("phone", "1")
        until(lambda: lost, "a lost answer")
        amina.shows("phone", "2")
        for _ in range(3):
            spare = until(partial(fresh, amina, spare["fresh_at"]), "a round")
        good = checks(amina)
        assert (good["problem"], good["found"]) == (None, good["of"])


def test_a_file_is_there_as_long_as_records_name_it(
    settings: Settings, oak: str, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lake may be gone after any step: what Oak has must be whole then."""
    ask, steps = asking.ask, list[str]()

    async def noted(*asked: Any) -> MirrorAnswer:
        steps.append(asked[2].step)
        return await ask(*asked)

    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        picture(amina, "red")
        keeps(amina, oak)
        monkeypatch.setattr(asking, "ask", noted)
        picture(amina, "blue")
        until(lambda: "forget" in steps, "the old picture to go")
        told = [one for one in steps if one != "state"]
        assert told[: told.index("forget") + 1] == ["piece"] * told.count("piece") + [
            "chunk",
            "forget",
        ]
        assert "piece" in told


def picture(one: Dweller, colour: str) -> None:
    made = BytesIO()
    Image.new("RGB", (40, 40), colour).save(made, "PNG")
    one.told(one.http.put("/me/avatar", content=made.getvalue()))


def test_a_full_spare_is_made_anew(
    settings: Settings, oak: str, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came and went takes room: it is given up before anybody is told that there is none."""
    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        keeps(amina, oak)
        generation = "select generation from mirrors_spare"
        first = asked(settings, generation)

        async def full(*given: Any) -> bool:
            return bool(given[3] == first)

        asked(settings, "update mirrors_spare set since_whole = whole")
        monkeypatch.setattr(holding, "_is_full", full)
        amina.shows("phone", "1")
        whole = f"{generation} where whole_at is not null and generation not in ('', '{first}')"
        until(lambda: asked(settings, whole), "a new copy")
        assert asked(settings, "select count(*) from mirrors_spare where told_late") == 0
        assert checks(amina)["problem"] is None


def test_who_is_somebody_else_since_has_one_spare(
    settings: Settings, oak: str, oak_settings: Settings, quick: None
) -> None:
    """As after coming from another town into an account that had one."""
    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        keeps(amina, oak)
        before = asked(oak_settings, "select pid from mirrors_held")
        asked(settings, "delete from identity_home")
        pids = "select array_agg(pid) from mirrors_held"
        until(lambda: asked(oak_settings, pids) not in ([before], None), "the new one")
        until(lambda: len(asked(oak_settings, pids)) == 1, "the old one to go")
        assert asked(oak_settings, pids) == [amina.get("/me/home")["pid"]]
        until(lambda: fresh(amina), "a fresh spare")
        assert checks(amina)["problem"] is None


def test_no_room_is_said(settings: Settings, hill: str, tariq: Dweller, quick: None) -> None:
    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        proves(amina)
        here = amina.http.put("/me/mirror", json={"domain": lake.partition("//")[2]})
        assert here.json()["code"] == "invalid"
        none = amina.http.put("/me/mirror", json={"domain": hill.partition("//")[2]})
        assert (none.status_code, none.json()["code"]) == (409, "no_room_offered")
        nowhere = amina.http.put("/me/mirror", json={"domain": "nowhere.invalid"})
        assert (nowhere.status_code, nowhere.json()["code"]) == (502, "spare_not_reached")
        assert amina.get("/me/mirror") == {"spare": None, "mine": False}
