"""Only operators see and change the town's key, and only with its paper say that it was stolen."""

from typing import Any

from leapfrog.kernel.settings import Settings
from leapfrog.towns import rotation
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.http import Enter
from tests.matrix import unchanged

__all__ = ["app", "client", "clock", "join", "settings", "settle", "town"]


async def test_only_operators_change_the_key(client: Enter, join: Any, settings: Settings) -> None:
    amina, olga = await join("amina"), await join("olga")
    shown = (await olga.get("/town-keys")).json()
    path = f"/town-keys/{shown['keys'][0]['id']}/successor"
    async with unchanged(settings.database_url):
        for one, status in ((client(), 401), (amina, 403)):
            assert (await one.get("/town-keys")).status_code == status
            assert (await one.put(path, json={})).status_code == status
            assert (await one.post("/town-keys/offline")).status_code == status
        wrong = await olga.put(path, json={"stolen": rotation.written(bytes(32))})
        assert (wrong.status_code, wrong.json()["code"]) == (403, "not_the_offline_key")
        unknown = await olga.put("/town-keys/nothing/successor", json={})
        assert (unknown.status_code, unknown.json()["code"]) == (409, "key_given_up")
    made = await olga.post("/town-keys/offline")
    assert made.status_code == 201
    twice = await olga.post("/town-keys/offline")
    assert twice.json()["code"] == "offline_key_made"
    first = (await olga.put(path, json={})).json()
    assert [bool(one["listed_until"]) for one in first["keys"]] == [False, True]
    assert (await olga.put(path, json={})).json() == first, "the same again changes nothing"
    path = f"/town-keys/{first['keys'][0]['id']}/successor"
    [last] = (await olga.put(path, json={"stolen": made.json()["key"]})).json()["keys"]
    assert last["offline"]
