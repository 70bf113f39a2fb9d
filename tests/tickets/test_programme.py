"""What organisers change: a draft as they like, and nothing of what is on sale silently."""

import json
from datetime import timedelta
from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.tickets import grid, write_plan
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, ok


async def test_what_is_on_sale_stands_and_a_draft_is_made_anew(cinema: Cinema) -> None:
    draft = str(new_id())
    floor = {"name": "Floor", "price": 500, "capacity": 3}
    body: dict[str, Any] = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "starts_at": cinema.starts.isoformat(),
        "standing": [floor],
        "on_sale": False,
    }
    path = f"/tickets/shows/{draft}"
    ok(await cinema.olga.put(path, json=body))
    hall = {"hall_id": cinema.hall, "prices": {"Seat": 900}, "standing": [], "on_sale": True}
    for minutes in (-92, 0, 92):
        at = {"starts_at": (cinema.starts + timedelta(minutes=minutes)).isoformat()}
        assert problem(await cinema.olga.put(path, json=body | hall | at)) == "hall_taken"
    seats = body | {"hall_id": cinema.hall, "prices": {"Seat": 900}, "standing": []}
    shown = ok(await cinema.olga.put(path, json=seats))["show"]
    assert ([one["price"] for one in shown["categories"]], shown["places"]) == ([900], 32)
    body |= {"standing": [floor | {"price": 700, "capacity": 5}], "on_sale": True}
    shown = ok(await cinema.olga.put(path, json=body))["show"]
    assert (shown["state"], shown["places"], shown["left"]) == ("on_sale", 5, 5)
    assert shown["categories"][0]["price"] == 700
    assert ok(await cinema.olga.put(path, json=body))["show"] == shown, "again is the same"
    other = {"name": "Balcony", "price": 1, "capacity": 1}
    async with unchanged(str(cinema.town.settings.database_url), "identity_session"):
        for change in (
            {"standing": [floor | {"price": 800, "capacity": 5}]},
            {"standing": [floor | {"price": 700, "capacity": 6}]},
            {"standing": [*body["standing"], other]},
            {"on_sale": False},
            {"most_each": 7},
        ):
            assert problem(await cinema.olga.put(path, json=body | change)) == "show_stands"
    after = {"starts_at": (cinema.starts + timedelta(minutes=93)).isoformat()}
    ok(await cinema.olga.put(f"/tickets/shows/{new_id()}", json=body | hall | after))


BAD = (
    {"doors_minutes": 10**15},
    {"doors_minutes": -1},
    {"starts_at": "9999-12-31T23:59:59Z"},
    {"starts_at": "0001-01-01T00:00:00+14:00"},
    {"starts_at": "2026-11-26T12:00:00"},
    {"standing": [{"name": "Floor", "price": 1, "capacity": 0}]},
    {"refund_hours": 10**12},
)


async def test_what_no_show_can_be_is_refused_and_a_whole_arena_is_a_hall(cinema: Cinema) -> None:
    body: dict[str, Any] = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "starts_at": cinema.starts.isoformat(),
        "standing": [{"name": "Floor", "price": 500, "capacity": 3}],
    }
    async with unchanged(str(cinema.town.settings.database_url), "identity_session"):
        for change in BAD:
            answer = await cinema.olga.put(f"/tickets/shows/{new_id()}", json=body | change)
            assert 400 <= answer.status_code < 500, (change, answer.text)
        for name in ("since", "until"):
            for given in ("9999-12-31T23:59:59Z", "2026-11-26T12:00:00"):
                answer = await cinema.amina.get("/tickets/shows", params={name: given})
                assert problem(answer) == "invalid", (name, given)
        seen = {"id": str(new_id()), "code": "x", "at": "2026-11-26T12:00:00"}
        scans = {"gate": "A", "scans": [seen]}
        answer = await cinema.gita.post(f"/tickets/shows/{cinema.show}/scans", json=scans)
        assert 400 <= answer.status_code < 500
    plan = write_plan(grid("Arena", 25, 200, "Seat"))
    hall = {"venue_id": cinema.venue, "name": "Arena", "plan": plan}
    assert len(json.dumps(hall)) > 500_000
    assert ok(await cinema.olga.put(f"/tickets/halls/{new_id()}", json=hall))["seats"] == 5_000
