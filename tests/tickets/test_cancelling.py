"""A show that does not take place: each ticket is refunded once, also when the process dies in the
middle; and twelve people who want the last two seats.
"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.tickets import returning
from tests.contacts.conftest import Join
from tests.pay.acts import code as problem
from tests.tickets.acts import ADULT, Cinema, balance, ok


class Died(Exception):
    """The process is gone before the commit."""


async def test_a_cancelled_show_is_refunded_once_whatever_dies(
    cinema: Cinema, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await cinema.bought(cinema.amina, 0, 1)
    two = await cinema.bought(cinema.bo, 4, 5)
    three = await cinema.bought(cinema.amina, 8, 9)
    ok(await cinema.amina.post(f"/tickets/{three['tickets'][0]['id']}/return"))
    held = ok(await cinema.hold(cinema.bo, 16, 17))
    monkeypatch.setattr(returning, "BATCH", 1)
    deaths, really = iter((False, True, True)), returning.store_orders.void_orders

    async def dies(*args: Any) -> None:
        await really(*args)
        if next(deaths, False):
            raise Died

    monkeypatch.setattr(returning.store_orders, "void_orders", dies)
    path = f"/tickets/shows/{cinema.show}/cancellation"
    shown = ok(await cinema.olga.put(path, json={"why": "The projector is ill."}))
    assert shown["show"]["state"] == "cancelled"
    for _ in range(6):
        await cinema.all_done()
        cinema.clock.advance(timedelta(hours=1))
    assert ok(await cinema.olga.put(path, json={"why": "again"}))["show"]["why"] == (
        "The projector is ill."
    )
    await cinema.all_done()
    for who in (cinema.amina, cinema.bo):
        assert await balance(who) == (10_000, 0, 0)
    for paid in (one, two, three):
        trade = await cinema.in_escrow(paid["id"])
        assert (trade.state, trade.rest, trade.refunded) == ("refunded", 0, 2 * ADULT)
    orders = ok(await cinema.amina.get("/tickets/orders"))["orders"]
    assert [(each["state"], each["refunded"]) for each in orders] == [("refunded", 2 * ADULT)] * 2
    assert ok(await cinema.amina.get("/tickets"))["tickets"] == []
    assert problem(await cinema.hold(cinema.bo, 0, 1)) == "not_on_sale"
    assert problem(await cinema.pay(cinema.bo, held)) == "not_on_sale"
    assert problem(await cinema.amina.post(f"/tickets/{one['tickets'][0]['id']}/return")) == (
        "not_returnable"
    )


async def test_twelve_people_want_the_last_two_seats(cinema: Cinema, join: Join) -> None:
    """One of them has both, and nobody is told anything but that they are gone."""
    hall, show = str(new_id()), str(new_id())
    grid = {"rows": 1, "seats": 2, "category": "Seat"}
    body: dict[str, Any] = {"venue_id": cinema.venue, "name": "Box", "grid": grid}
    ok(await cinema.olga.put(f"/tickets/halls/{hall}", json=body))
    body = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "hall_id": hall,
        "starts_at": cinema.starts.isoformat(),
        "prices": {"Seat": 0},
    }
    ok(await cinema.olga.put(f"/tickets/shows/{show}", json=body))
    people = [await join(f"person{n}") for n in range(12)]

    async def tries(n: int) -> str:
        wish = {"best": 2} if n % 2 else {"seats": [0, 1]}
        made = new_id()
        held = await people[n].put(f"/tickets/orders/{made}", json={"show_id": show, **wish})
        if not held.is_success:
            return problem(held)
        ok(await people[n].put(f"/tickets/orders/{made}/payment", json={}))
        return "has both"

    found = await asyncio.gather(*map(tries, range(12)))
    assert sorted(found) == ["has both"] + ["seat_gone"] * 11
    sales = ok(await cinema.olga.get(f"/tickets/shows/{show}/sales"))
    assert (sales["sold"], sales["show"]["left"]) == (2, 0)
