"""Venues on the town's map, and a piece of it on the pages of their shows."""

from typing import Any
from uuid import UUID

import pytest

from leapfrog import tickets
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.places import BuiltMap, put_up
from leapfrog.web import pages
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.tickets.acts import Cinema, ok

HERE: dict[str, Any] = {"lat": 60.1702, "lon": 24.9368}


async def put(cinema: Cinema, who: Client | None = None, **more: Any) -> Any:
    body = {"merchant_id": cinema.shop, "name": "Lux", "address": "Quay 2", **more}
    return await (who or cinema.olga).put(f"/tickets/venues/{cinema.venue}", json=body)


async def found(one: Client, words: str = "lux") -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = ok(await one.get("/places", params={"q": words}))["places"]
    return [place for place in places if place["source"] == "event"]


async def test_a_venue_with_a_point_is_a_place(cinema: Cinema, client: Enter) -> None:
    told = ok(await put(cinema, **HERE, kind="theatre"))
    assert told["place_id"] == f"event:{UUID(cinema.venue)}"
    [venue] = await found(client())
    assert (venue["id"], venue["name"], venue["address"]) == (told["place_id"], "Lux", "Quay 2")
    assert (venue["kind"], venue["lat"]) == ("theatre", HERE["lat"])
    assert await found(client(), "剧院")
    # Renamed by who sends its place back, it stays; without one it is gone.
    ok(await put(cinema, place_id=told["place_id"]))
    assert await found(client())
    ok(await put(cinema))
    assert await found(client()) == []


async def test_what_people_call_a_venue_s_address_is_nobody_else_s(
    cinema: Cinema, client: Enter
) -> None:
    ok(await put(cinema, **HERE))
    where = await client().get("/places/at", params=HERE)
    assert ok(where)["how"] == "by"


async def test_nobody_else_puts_it_there(cinema: Cinema, settings: Settings) -> None:
    for who in (cinema.amina, cinema.gita):
        async with unchanged(str(settings.database_url)):
            assert (await put(cinema, who, **HERE)).status_code in (403, 404)


async def test_who_goes_takes_it_along(cinema: Cinema, town: Town, client: Enter) -> None:
    ok(await put(cinema, **HERE))
    async with town.database.transaction() as db:
        for kept in tickets.RECORD_SETS:
            await kept.erase(db, UUID(cinema.olga.me["id"]))
    assert await found(client()) == []


async def test_the_page_of_a_show_has_a_piece_of_the_map(
    cinema: Cinema,
    town: Town,
    helsinki: BuiltMap,
    client: Enter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "_shell_page", lambda language: "<title>app</title>")
    await put_up(town.database, town.files, helsinki)
    nobody, path = client(), f"/tickets/show/{cinema.show}"
    assert "/map/places/" not in (await nobody.page(path)).text
    ok(await put(cinema, **HERE))
    still = f"/map/places/event%3A{UUID(cinema.venue)}"
    assert f'src="{still}" alt="Lux, Quay 2"' in (await nobody.page(path)).text
    assert (await nobody.page(still)).status_code == 200
