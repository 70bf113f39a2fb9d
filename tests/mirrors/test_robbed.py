"""Whoever took Lake over empties Amina's things, and sends a whole copy of that to Oak: she comes
back to what was there before.
"""

from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.mirrors import keys
from tests.mirrors.test_spare import (
    LETTER,
    asked,
    fresh,
    holds,
    keeps,
    oak,
    oak_settings,
    quick,
)
from tests.towns.conftest import Dweller, hill, open_town, tariq, until

__all__ = ["hill", "oak", "oak_settings", "quick", "tariq"]
WORDS = "The heron sleeps under the third bridge"


def test_who_was_robbed_comes_back_to_the_day_before(
    settings: Settings, oak: str, oak_settings: Settings, tariq: Dweller, quick: None
) -> None:
    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        amina.befriends(tariq)
        hers = amina.talk(amina.id_of(tariq))["id"]
        amina.says(hers, WORDS)
        amina.sends(hers, LETTER, "file", "letter.txt")
        holds(amina)
        keeps(amina, oak)
        until(lambda: fresh(amina) and fresh(amina)["opens"], "a copy that she opens")
        address = amina.address
        asked(settings, "delete from chat_message where kind in ('text', 'file')")
        asked(settings, "update mirrors_spare set generation = ''")
        replaced = "select count(*) from mirrors_generation where replaced_at is not null"
        before = asked(oak_settings, replaced)
        until(lambda: asked(oak_settings, replaced) > before, "the empty copy")

    new = Dweller(oak, "amina")
    found = new.get("/mirrors", address=address)
    full = max(found["earlier"], key=lambda one: int(one["size"]))
    assert full["size"] > found["records"]
    body: dict[str, Any] = {"address": address, "as_of": full["at"]}
    body["next"] = keys.b64std(keys.opened(full["boxes"][0], found["pid"]))
    come = new.http.put(f"/mirrors/revivals/{new_id()}", json=body)
    assert come.status_code == 204, come.text
    new.is_tied(tariq.address)
    talk = new.talk(new.id_of(tariq))["id"]
    new.hears(talk, WORDS)
    [file] = [one for one in new.log(talk) if one["kind"] == "file"]
    assert new.downloads(file["meta"]["file"]) == LETTER
    assert new.http.get("/mirrors", params={"address": address}).status_code == 404
