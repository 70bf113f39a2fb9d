"""Amina moves from Lake to Hill, with friends in both: nobody taps anything, and all she is told
reaches her there.
"""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.moves import arriving
from leapfrog.towns import redirecting
from tests.http import PASSWORD
from tests.town import database
from tests.towns.conftest import Dweller, amina, hill, open_town, origin, tariq, until

__all__ = ["amina", "hill", "origin", "tariq"]


@pytest.fixture
def oak(settings: Settings, postgres_dsn: str, template: str, tmp_path: Path) -> Iterator[str]:
    """A third town."""
    with database(postgres_dsn, template) as url:
        there = msgspec.structs.replace(settings, home=tmp_path / "oak", database_url=url)
        with open_town(there) as address:
            yield address


def begins(here: Dweller, there: Dweller, address: str) -> None:
    """To move into the account `there`, from the one `here`: what a person does for that."""
    move = str(new_id())
    begun = there.put(f"/moves/{move}", {"address": address})
    consent = urlsplit(begun["consent"])
    asked = {name: value[0] for name, value in parse_qs(consent.query).items()}
    assert consent.path == "/move"
    assert asked["move"] == move
    here.told(here.http.post("/me/proof", json={"password": PASSWORD}))
    body = {"domain": asked["to"], "challenge": asked["challenge"]}
    back = parse_qs(urlsplit(here.put(f"/leavings/{move}", body)["back"]).query)
    there.put(f"/moves/{move}/code", {"code": back["code"][0]})


def moves(here: Dweller, there: Dweller, address: str) -> Any:
    """Into the account `there`, from the one `here`."""
    begins(here, there, address)
    return arrives(there)


def arrives(there: Dweller) -> Any:
    """The move, once it is done."""

    def look() -> Any:
        [found] = there.get("/moves")
        assert found["state"] != "failed", found
        return found if found["state"] == "here" else None

    return until(look, "the move")


def test_whoever_moves_is_still_reached(
    origin: str, hill: str, amina: Dweller, tariq: Dweller
) -> None:
    ben = Dweller(origin, "ben")
    amina.befriends(ben)
    amina.befriends(tariq)
    with_ben = amina.talk(amina.id_of(ben))["id"]
    amina.says(with_ben, "I am leaving for Hill")
    bens = ben.talk(ben.id_of(amina))["id"]
    ben.says(bens, "Write!")
    tariqs = tariq.talk(tariq.id_of(amina))["id"]
    tariq.says(tariqs, "When do you come?")
    amina.hears(amina.talk(amina.id_of(tariq))["id"], "When do you come?")

    new = Dweller(hill, "amina")
    done = moves(amina, new, amina.address)
    assert done["tied"] == 2

    # Ben taps nothing: his conversation goes on, with all that was said, and she answers in it.
    new.is_tied(ben.address)
    hers = new.talk(new.id_of(ben))["id"]
    assert [one["body"] for one in new.log(hers) if one["kind"] == "text"] == [
        "I am leaving for Hill",
        "Write!",
    ]
    assert ben.contact(new.address)["connected"]
    ben.says(bens, "Are you there?")
    heard = new.hears(hers, "Are you there?")
    new.says(hers, "Yes, at the hill", ref=heard["seq"])
    ben.hears(bens, "Yes, at the hill")
    # Tariq, who knew her as somebody elsewhere, has her as one of his own town.
    until(lambda: tariq.contact(new.address), "Amina in his book")
    tariq.says(tariqs, "Welcome")
    hers = new.talk(new.id_of(tariq))["id"]
    assert hers == tariqs
    new.hears(hers, "Welcome")
    # The old account is closed, and says where she lives.
    assert amina.http.get("/me").status_code == 401
    refused = ben.http.put(
        f"/contact-requests/{new_id()}", json={"handle": "amina", "greeting": ""}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "moved_away")


def test_a_friend_in_a_third_town_reaches_who_moved(
    origin: str, hill: str, oak: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Zola of Oak writes on the way, to the old town, is sent on by her own town."""
    monkeypatch.setattr(redirecting, "EVERY", timedelta(milliseconds=300))
    zola = Dweller(oak, "zola")
    amina.befriends(zola)
    zolas = zola.talk(zola.id_of(amina))["id"]
    zola.says(zolas, "Bon voyage")
    amina.hears(amina.talk(amina.id_of(zola))["id"], "Bon voyage")
    new = Dweller(hill, "amina")
    stop = threading.Event()
    said = list[str]()

    def talks() -> None:
        while not stop.is_set():
            said.append(f"line {len(said)}")
            zola.says(zolas, said[-1])
            stop.wait(0.05)

    writing = threading.Thread(target=talks)
    writing.start()
    try:
        moves(amina, new, amina.address)
        new.is_tied(zola.address)
    finally:
        stop.set()
        writing.join()
    hers = new.talk(new.id_of(zola))["id"]
    new.hears(hers, said[-1])
    # Each once; what was sent on may stand behind what was said to the new town at once.
    until(lambda: len(all_said(new, hers)) > len(said), "all of it")
    assert sorted(all_said(new, hers)) == sorted(["Bon voyage", *said])
    new.says(hers, "I am here")
    zola.hears(zolas, "I am here")


def all_said(who: Dweller, talk: str) -> list[str]:
    """All texts of a conversation."""
    found, path = list[Any](), f"/conversations/{talk}/messages"
    while page := who.get(path, after=found[-1]["seq"] if found else 0)["messages"]:
        found += page
    return [one["body"] for one in found if one["kind"] == "text"]


def test_what_breaks_off_in_the_middle_is_done_again(
    origin: str, hill: str, amina: Dweller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lake let her go, and Hill breaks down before she is there; then before Lake hears of it."""
    monkeypatch.setattr(arriving, "LATER", timedelta(milliseconds=100))
    broken = set[str]()

    def once(module: Any, name: str) -> None:
        whole = getattr(module, name)

        async def breaks(*args: Any) -> Any:
            found = await whole(*args)
            if name not in broken:
                broken.add(name)
                raise RuntimeError(f"killed after {name}")
            return found

        monkeypatch.setattr(module, name, breaks)

    once(arriving, "be_here")
    once(arriving, "_settle")
    ben, new = Dweller(origin, "ben"), Dweller(hill, "amina")
    amina.befriends(ben)
    bens = ben.talk(ben.id_of(amina))["id"]
    ben.says(bens, "one")
    moves(amina, new, amina.address)
    assert broken == {"be_here", "_settle"}
    new.is_tied(ben.address)
    ben.says(bens, "two")
    hers = new.talk(new.id_of(ben))["id"]
    new.hears(hers, "two")
    assert all_said(new, hers) == ["one", "two"]


def test_one_may_stay(origin: str, hill: str, amina: Dweller, tariq: Dweller) -> None:
    """An account that others know elsewhere takes nobody in; who stops lives where they lived."""
    new = Dweller(hill, "amina")
    move = f"/moves/{new_id()}"
    here = new.http.put(move, json={"address": f"amina@{new.address.partition('@')[2]}"})
    assert here.json()["code"] == "invalid"
    nowhere = new.http.put(move, json={"address": "amina@nowhere.invalid"})
    assert nowhere.json()["code"] == "town_not_reached"
    amina.befriends(tariq)
    tied = tariq.http.put(move, json={"address": amina.address})
    assert tied.json()["code"] == "already_tied"

    new.put(move, {"address": amina.address})
    another = new.http.put(f"/moves/{new_id()}", json={"address": amina.address})
    assert another.json()["code"] == "move_under_way"
    new.put(f"{move}/code", {"code": "guessed"})
    until(lambda: new.get("/moves")[0]["state"] == "failed", "a refusal")
    assert new.get("/moves")[0]["problem"] == "move_refused"
    new.delete(move)
    assert amina.get("/me")["address"] == amina.address
    assert amina.get("/leavings") == []
