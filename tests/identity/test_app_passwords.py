"""App passwords: one for each program, shown once, good for that person only."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.identity import by_app_password
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.errors import RateLimited
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.http import Client, Enter
from tests.matrix import unchanged

HERE = "198.51.100.7"


async def make(browser: Client, name: str = "Thunderbird", **more: Any) -> dict[str, str]:
    answer = await browser.put(f"/app-passwords/{more.get('id', new_id())}", json={"name": name})
    assert answer.status_code == 200, answer.text
    made: dict[str, str] = answer.json()
    return made


async def who(town: Town, handle: str, password: str, address: str = HERE) -> UUID | None:
    async with town.database.transaction() as db:
        return await by_app_password(db, town.limiter, handle, password, address)


async def test_a_password_for_a_program(client: Enter, town: Town) -> None:
    amina = client()
    me = await amina.join("amina")
    made = await make(amina, " Thunder\nbird ")
    assert re.fullmatch(r"[0-9a-z]{4}(-[0-9a-z]{4}){4}", made["password"])
    assert made["name"] == "Thunder bird"
    for handle in ("amina", "Amina@lake.town"):
        for password in (made["password"], made["password"].upper().replace("-", "")):
            assert await who(town, handle, password) == UUID(me["id"])


async def test_it_opens_nothing_else(client: Enter, town: Town) -> None:
    amina, boris = client(), client()
    await amina.join("amina")
    await boris.join("boris")
    password = (await make(amina))["password"]
    assert await who(town, "boris", password) is None
    assert await who(town, "nobody_here", password) is None
    assert await who(town, "amina", password[:-1]) is None
    assert await who(town, "amina", "") is None
    body = {"handle": "amina", "password": password}
    assert (await client().post("/sessions", json=body)).status_code == 401


async def test_it_is_listed_without_the_secret_and_removed(client: Enter, town: Town) -> None:
    amina = client()
    await amina.join("amina")
    made = await make(amina)
    listed = (await amina.get("/app-passwords")).json()
    assert listed == [
        {
            "id": made["id"],
            "name": "Thunderbird",
            "created_at": "2026-11-24T09:00:00Z",
            "last_used_at": None,
        }
    ]
    assert (await amina.delete(f"/app-passwords/{made['id']}")).status_code == 204
    assert await who(town, "amina", made["password"]) is None
    assert (await amina.delete(f"/app-passwords/{made['id']}")).status_code == 404


async def test_its_use_is_noted_every_ten_minutes(
    client: Enter, town: Town, clock: FixedClock
) -> None:
    amina = client()
    await amina.join("amina")
    made = await make(amina)
    for minutes, used in ((0, "09:00"), (10, "09:00"), (1, "09:11")):
        clock.advance(timedelta(minutes=minutes))
        await who(town, "amina", made["password"])
        [listed] = (await amina.get("/app-passwords")).json()
        assert listed["last_used_at"] == f"2026-11-24T{used}:00Z"


async def test_the_same_id_again_makes_another_in_its_place(client: Enter, town: Town) -> None:
    amina = client()
    me = await amina.join("amina")
    first = await make(amina)
    second = await make(amina, "Phone", id=first["id"])
    assert await who(town, "amina", first["password"]) is None
    assert await who(town, "amina", second["password"]) == UUID(me["id"])
    assert len((await amina.get("/app-passwords")).json()) == 1


async def test_another_persons_id_is_refused(client: Enter, database_url: str) -> None:
    amina, boris = client(), client()
    await amina.join("amina")
    await boris.join("boris")
    made = await make(amina)
    async with unchanged(database_url):
        answer = await boris.put(f"/app-passwords/{made['id']}", json={"name": "Mine"})
        assert answer.status_code == 404
        assert (await boris.delete(f"/app-passwords/{made['id']}")).status_code == 404
    assert (await boris.get("/app-passwords")).json() == []


async def test_wrong_ones_are_slowed_where_they_come_from(client: Enter, town: Town) -> None:
    amina = client()
    me = await amina.join("amina")
    password = (await make(amina))["password"]
    for _ in range(50):
        assert await who(town, "amina", password) == UUID(me["id"])
    for n in range(20):
        assert await who(town, "amina", f"wrong {n}") is None
    with pytest.raises(RateLimited):
        await who(town, "amina", password)
    assert await who(town, "amina", password, "198.51.100.8") == UUID(me["id"])
