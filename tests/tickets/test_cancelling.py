"""A show that does not take place: each ticket is refunded once, also when the process dies in the
middle; and twelve people who want the last two seats.
"""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog import pay, wallet
from leapfrog.kernel.ids import new_id
from leapfrog.push import PushNotice
from leapfrog.reactions.notices import COMPOSERS
from leapfrog.ticket_gates import store_entries
from leapfrog.tickets import archive, cancelling
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import ADULT, Cinema, balance, befriend, ok


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
    monkeypatch.setattr(cancelling, "BATCH", 1)
    deaths, really = iter((False, True, True)), cancelling.store_orders.void_orders

    async def dies(*args: Any) -> None:
        await really(*args)
        if next(deaths, False):
            raise Died

    monkeypatch.setattr(cancelling.store_orders, "void_orders", dies)
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


async def takes_money(cinema: Cinema, one: Client, takes: bool) -> None:
    """Whether money can come to somebody's account from now on."""
    async with cinema.town.database.transaction() as db:
        account = (await pay.wallet_account_of(db, UUID(one.me["id"]))).id
        if takes:
            await wallet.unfreeze(db, account, None, "")
        else:
            await wallet.freeze(db, account, None, "", incoming=True)


async def test_what_cannot_go_back_now_never_goes_to_the_organiser(
    cinema: Cinema, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried each hour, and the escrow gives it back by itself in the end."""
    one = await cinema.bought(cinema.amina, 0, 1)
    two = await cinema.bought(cinema.bo, 4, 5)
    for who in (cinema.amina, cinema.bo):
        await takes_money(cinema, who, takes=False)
    path = f"/tickets/shows/{cinema.show}/cancellation"
    ok(await cinema.olga.put(path, json={"why": "ill"}))
    await cinema.all_done()
    shown = ok(await cinema.amina.get(f"/tickets/orders/{one['id']}"))
    assert (shown["state"], shown["problem"]) == ("paid", "account_frozen")
    assert (shown["show"]["state"], shown["show"]["why"]) == ("cancelled", "ill")
    assert ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/sales"))["stuck"] == 2

    monkeypatch.setattr(cancelling, "AGAIN", timedelta(days=90))
    await takes_money(cinema, cinema.amina, takes=True)
    cinema.clock.advance(timedelta(hours=1))
    await cinema.all_done()
    shown = ok(await cinema.amina.get(f"/tickets/orders/{one['id']}"))
    assert (shown["state"], shown["problem"]) == ("refunded", None)
    assert await balance(cinema.amina) == (10_000, 0, 0)
    cinema.clock.advance(timedelta(days=2))
    await cinema.all_done()
    trade = await cinema.in_escrow(two["id"])
    assert (trade.refund, trade.rest, trade.released) == ("asked", 2 * ADULT, 0)
    assert ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/sales"))["stuck"] == 1

    await takes_money(cinema, cinema.bo, takes=True)
    cinema.clock.advance(timedelta(days=4))
    await cinema.all_done()
    await settle()
    shown = ok(await cinema.bo.get(f"/tickets/orders/{two['id']}"))
    assert (shown["state"], shown["refunded"], shown["problem"]) == ("refunded", 2 * ADULT, None)
    assert await balance(cinema.bo) == (10_000, 0, 0)


async def test_who_wanted_to_come_hears_why_and_no_gate_lets_them_in(
    cinema: Cinema, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[PushNotice] = []
    notify = cancelling.push.notify

    async def hears(db: Any, notices: Iterable[PushNotice]) -> None:
        made = list(notices)
        told.extend(made)
        await notify(db, made)

    monkeypatch.setattr(cancelling.push, "notify", hears)
    paid = await cinema.bought(cinema.amina, 0)
    await befriend(cinema.amina, cinema.bo)
    [ticket] = paid["tickets"]
    to = {"person_id": cinema.bo.me["id"]}
    ok(await cinema.amina.put(f"/tickets/{ticket['id']}/holder", json=to))
    held = ok(await cinema.hold(cinema.amina, 8, 9))
    olga, show = UUID(cinema.olga.me["id"]), UUID(cinema.show)
    async with cinema.town.database.transaction() as db:
        assert list(await store_entries.entries(db, show, live=False)) == [UUID(ticket["id"])], (
            "no holds"
        )
        await cancelling.cancel_show(db, olga, show, "The projector is ill.")
        for found in (
            await store_entries.entries(db, show, live=False),
            await store_entries.entries_of(db, [UUID(ticket["id"])]),
        ):
            assert [one.void for one in found.values()] == [True], "before anything went back"
    await cinema.all_done()
    people = {UUID(one.me["id"]) for one in (cinema.amina, cinema.bo)}
    assert {one.person_id for one in told} == people
    kind, _, ref = told[0].tag.partition(":")
    async with cinema.town.database.transaction() as db:
        for one in people:
            said = await COMPOSERS[kind](db, one, ref)
            assert said is not None
            assert (said.title, said.url) == ("Le Havre", f"/tickets/show/{show}")
            assert "The projector is ill." in said.body
        assert await COMPOSERS[kind](db, olga, ref) is None
    assert problem(await cinema.pay(cinema.amina, held)) == "not_on_sale"


async def test_what_an_organiser_who_leaves_would_show_is_called_off(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0, 1)
    held = ok(await cinema.hold(cinema.bo, 4, 5))
    async with cinema.town.database.transaction() as db:
        await archive.erase_programme(db, UUID(cinema.olga.me["id"]))
    await cinema.all_done()
    assert ok(await cinema.amina.get("/tickets/shows"))["shows"] == []
    shown = ok(await cinema.amina.get(f"/tickets/orders/{paid['id']}"))
    assert (shown["state"], shown["show"]["state"]) == ("refunded", "cancelled")
    assert ok(await cinema.bo.get(f"/tickets/orders/{held['id']}"))["state"] == "lapsed"
    assert await balance(cinema.amina) == (10_000, 0, 0)


async def test_what_is_over_is_not_called_off(cinema: Cinema) -> None:
    await cinema.bought(cinema.amina, 0)
    cinema.clock.advance(timedelta(hours=35))
    await cinema.all_done()
    async with unchanged(str(cinema.town.settings.database_url), "identity_session"):
        path = f"/tickets/shows/{cinema.show}/cancellation"
        assert problem(await cinema.olga.put(path, json={})) == "show_over"


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
