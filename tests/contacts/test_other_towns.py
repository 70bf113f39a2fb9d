"""An address of another town is never that of its namesake here; one of this town is."""

import pytest

from leapfrog import identity
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ask, code, id_of, look_up, ok, rows
from tests.contacts.conftest import Join
from tests.http import PASSWORD, Enter

AWAY = "tariq@hill.town"


async def note(town: Town) -> identity.Person:
    """Tariq of Hill is known here."""
    async with town.database.transaction() as db:
        return await identity.remote(db, new_id(), AWAY, "Tariq of Hill")


@pytest.mark.parametrize("name", [AWAY, "@Tariq@Hill.Town", "tariq@lake.town.example", "tariq@x@y"])
async def test_a_request_to_another_town_reaches_nobody_here(
    join: Join, town: Town, name: str
) -> None:
    amina, tariq = await join("amina"), await join("tariq")
    await note(town)
    refused = await ask(amina, name)
    assert (refused.status_code, code(refused)) == (404, "lives_elsewhere")
    assert ok(await tariq.get("/contact-requests")) == {"received": [], "sent": []}
    assert ok(await amina.get("/contact-requests")) == {"received": [], "sent": []}
    assert await rows(amina) == await rows(tariq) == []


@pytest.mark.parametrize("name", ["tariq", "@tariq", "tariq@lake.town", " @Tariq@Lake.Town "])
async def test_a_request_to_an_address_of_this_town_reaches_who_has_it(
    join: Join, name: str
) -> None:
    amina, tariq = await join("amina"), await join("tariq")
    assert ok(await ask(amina, name))["person"]["id"] == str(id_of(tariq))


async def test_who_lives_elsewhere_is_looked_up_there_or_not_at_all(join: Join, town: Town) -> None:
    amina, tariq = await join("amina"), await join("tariq")
    assert code(await amina.get(f"/people/{AWAY}")) == "lives_elsewhere"
    known = await note(town)
    found = await look_up(amina, AWAY)
    assert (found["id"], found["kind"]) == (str(known.id), "remote")
    assert (await look_up(amina, "tariq@lake.town"))["id"] == str(id_of(tariq))
    assert code(await amina.get("/people/nobody@lake.town")) == "not_found"


async def test_the_search_finds_an_address_in_its_own_town(join: Join, town: Town) -> None:
    amina, tariq = await join("amina"), await join("tariq")
    known = await note(town)

    async def found(words: str) -> list[str]:
        page = ok(await amina.get("/search/people", params={"q": words}))
        return [one["person"]["id"] for one in page["people"]]

    assert await found(f"@{AWAY}") == [str(known.id)]
    assert await found("tariq@lake.town") == [str(id_of(tariq))]
    assert await found("tariq@oak.town") == []


async def test_nobody_signs_in_by_an_address_of_another_town(join: Join, client: Enter) -> None:
    await join("tariq")
    device = client()
    said = {"handle": AWAY, "password": PASSWORD}
    assert code(await device.post("/sessions", json=said)) == "wrong_credentials"
    assert (await device.get("/me")).status_code == 401
    said["handle"] = "tariq@lake.town"
    assert (await device.post("/sessions", json=said)).status_code == 201
