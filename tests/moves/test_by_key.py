"""The old town is gone, and there is a take-out with the key in it: nobody else comes by it, and
who does is who they were.
"""

import hashlib
import json
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.http import PASSWORD
from tests.mirrors import keys
from tests.moves.test_moving import all_said, oak
from tests.portability.test_hostile_arrivals import rewritten
from tests.towns.conftest import Dweller, hill, open_town, tariq, until
from tests.towns.stranger import Person, key

__all__ = ["hill", "oak", "tariq"]

PASSPHRASE = "three herons under a bridge"
FOLLOWING = bytes([92]) * 32


def takes_out(one: Dweller) -> bytes:
    one.told(one.http.post("/me/proof", json={"password": PASSWORD}))
    path = f"/takeouts/{new_id()}"
    one.put(path)
    until(lambda: one.get(path)["state"] == "ready", "a take-out")
    answer = one.http.get(f"{path}/file")
    assert answer.is_success
    return answer.content


def brings(one: Dweller, zipped: bytes) -> str:
    arrival = str(new_id())
    one.told(one.http.put(f"/arrivals/{arrival}", content=zipped))
    return arrival


@pytest.mark.parametrize("held", [False, True])
def test_a_copy_and_a_key_outlive_the_town(
    settings: Settings, oak: str, hill: str, tariq: Dweller, held: bool
) -> None:
    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        amina.befriends(tariq)
        tariqs = tariq.talk(tariq.id_of(amina))["id"]
        hers = amina.talk(amina.id_of(tariq))["id"]
        amina.says(hers, "one")
        tariq.hears(tariqs, "one")
        amina.told(amina.http.post("/me/proof", json={"password": PASSWORD}))
        seed = bytes([78]) * 32
        if held:
            amina.put("/me/home/own", keys.held(amina.get("/me/home")["pid"], seed))
        else:
            amina.put("/me/home/key", {"passphrase": PASSPHRASE})
        zipped = takes_out(amina)
        tariq.says(tariqs, "two")
        amina.hears(hers, "two")
        amina_before = amina.address
    tariq.says(tariqs, "three")

    new = Dweller(oak, "amina_of_oak")
    arrival = brings(new, zipped)
    right: dict[str, Any] = {"next": keys.b64std(seed)} if held else {"passphrase": PASSPHRASE}
    wrong = [{"passphrase": "not that one at all"}, {"next": keys.b64std(bytes(32))}, {}]
    for one in wrong:
        move = f"/moves/{new_id()}/key"
        refused = new.http.put(move, json={"arrival": arrival, **one})
        assert refused.json()["code"] in ("invalid", "not_that_key", "no_home_key"), refused.text
        assert new.get("/contacts")["contacts"] == []
    eve = Dweller(oak, "eve")
    eve.asks(amina_before)
    taken = eve.http.put(f"/moves/{new_id()}/key", json={"arrival": arrival, **right})
    assert taken.status_code == 404

    move = f"/moves/{new_id()}/key"
    assert new.put(move, {"arrival": arrival, **right})["state"] == "here"
    assert new.put(move, {"arrival": arrival, **right})["state"] == "here"
    # That she lived there is her own word, which anybody could sign: what was noted of who lives
    # at that address is not hers.
    assert [one["person"]["address"] for one in eve.sent()] == [amina_before]
    assert (new.asked(), eve.contact(new.address)) == ([], None)
    new.is_tied(tariq.address)
    found = new.talk(new.id_of(tariq))["id"]
    new.hears(found, "three")
    assert sorted(all_said(new, found)) == ["one", "three", "two"]
    new.says(found, "four")
    tariq.hears(tariqs, "four")
    tariq.says(tariqs, "five")
    new.hears(found, "five")
    assert tariq.contact(new.address)["connected"]


def as_if(zipped: bytes, address: str) -> bytes:
    """Eve's take-out with a home record of her own making, in which she lives at this address."""
    eve = Person(key(91), key(92))
    record = eve.record(1, address, key(93))
    eve.rotate(key(94))
    held = {"boxes": [keys.box(FOLLOWING, eve.pid)], "exchange": "", "link": eve.chain[0]}

    def change(files: dict[str, bytes]) -> None:
        line = {"record": record, "sealed": None, "own": held}
        files["records/home.jsonl"] = json.dumps(line).encode() + b"\n"
        about = json.loads(files["manifest.json"]) | {"address": address}
        about["files"]["records/home.jsonl"] = hashlib.sha256(
            files["records/home.jsonl"]
        ).hexdigest()
        files["manifest.json"] = json.dumps(about).encode()

    return rewritten(zipped, change)


def test_nobody_is_another_one_by_a_record_of_their_own_making(
    settings: Settings, oak: str
) -> None:
    with open_town(settings) as lake:
        amina, zola, eve = Dweller(lake, "amina"), Dweller(oak, "zola"), Dweller(oak, "eve")
        zola.asks(amina.address)
        amina.is_asked()
        arrival = brings(eve, as_if(takes_out(eve), amina.address))
        body = {"arrival": arrival, "next": keys.b64std(FOLLOWING)}
        assert eve.put(f"/moves/{new_id()}/key", body)["state"] == "here"
        # What Zola asked, she asked of Amina, who still answers it.
        assert eve.asked() == []
        [sent] = zola.sent()
        assert sent["person"]["address"] == amina.address
        amina.accepts(amina.is_asked()["id"])
        zola.is_tied(amina.address)
