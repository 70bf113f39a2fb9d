"""Machines on the town's map: where their owner says that they stand, until they are taken away."""

from typing import Any
from uuid import UUID

import pytest

from leapfrog import vending
from leapfrog.kernel.settings import Settings
from tests.http import Client
from tests.matrix import unchanged
from tests.vending.acts import Scene, code, ok

HERE = {"lat": 60.1702, "lon": 24.9441}


async def found(one: Client, words: str) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = ok(await one.get("/places", params={"q": words}))["places"]
    return [place for place in places if place["source"] == "machine"]


async def put(scene: Scene, **more: Any) -> None:
    body = {"merchant_id": scene.shop, "name": "Pier machine", "place": "By the pier", **more}
    ok(await scene.juma.put(f"/vending/machines/{scene.id}", json=body))


async def test_a_machine_is_found_by_its_name_its_kind_and_what_it_sells(scene: Scene) -> None:
    await put(scene)
    assert await found(scene.amina, "pier") == []
    await put(scene, **HERE)
    for words in ("pier machine", "vending", "自动售货机", "green tea"):
        [machine] = await found(scene.amina, words)
        assert machine["id"] == f"machine:{UUID(scene.id)}"
        assert (machine["lat"], machine["lon"]) == (HERE["lat"], HERE["lon"])
    assert (await scene.machine())["lat"] == HERE["lat"]
    body = {"name": "Mango juice", "price": 300, "capacity": 5}
    ok(await scene.juma.put(f"/vending/machines/{scene.id}/slots/B2", json=body))
    assert await found(scene.amina, "mango")


async def test_it_goes_from_the_map_with_its_pin_or_with_itself(scene: Scene) -> None:
    await put(scene, **HERE)
    await put(scene)
    assert await found(scene.amina, "pier machine") == []
    await put(scene, **HERE)
    answer = await scene.juma.delete(f"/vending/machines/{scene.id}")
    assert answer.status_code == 204
    assert await found(scene.amina, "pier machine") == []


async def test_whoever_goes_takes_it_along(scene: Scene) -> None:
    await put(scene, **HERE)
    async with scene.database.transaction() as db:
        for kept in vending.RECORD_SETS:
            await kept.erase(db, UUID(scene.juma.me["id"]))
    assert await found(scene.amina, "pier machine") == []


@pytest.mark.parametrize("pin", [{"lat": 60.0}, {"lat": 91.0, "lon": 0.0}, {"lat": 0, "lon": 181}])
async def test_half_a_pin_and_nowhere_are_refused(
    scene: Scene, settings: Settings, pin: dict[str, float]
) -> None:
    body = {"merchant_id": scene.shop, "name": "Pier machine", **pin}
    async with unchanged(str(settings.database_url)):
        answer = await scene.juma.put(f"/vending/machines/{scene.id}", json=body)
        assert code(answer) == "invalid"


async def test_nobody_else_moves_it(scene: Scene, settings: Settings) -> None:
    await put(scene, **HERE)
    body = {"merchant_id": scene.shop, "name": "Mine", "lat": 1.0, "lon": 1.0}
    async with unchanged(str(settings.database_url)):
        answer = await scene.amina.put(f"/vending/machines/{scene.id}", json=body)
        assert answer.status_code == 404
