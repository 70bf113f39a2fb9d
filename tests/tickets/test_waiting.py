"""Who waits for tickets is asked first, in turn, if it fits their party; and tickets that somebody
gives up go on for what they cost.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import Response

from leapfrog import stock
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.seat_plans import fitting, grid, layout
from leapfrog.stock import Claim, Claimed, Want
from leapfrog.tickets import cancelling, store, store_seats, waiting
from leapfrog.tickets.model import Wish
from leapfrog.tickets.standing import claim_id, pool_id
from leapfrog.tickets.waiting import Chance, choice_for
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.pay.acts import funded, secured
from tests.tickets.acts import ADULT, Cinema, balance, befriend, ok
from tests.waits import somebody_waits

Act = Callable[[Db], Awaitable[object]]


def wish(**more: Any) -> Wish:
    given: dict[str, Any] = {"count": 2, "together": True, "category": None}
    given |= dict.fromkeys(("show_id", "person_id", "made_at")) | {"state": "waiting"}
    return Wish(**given | more)


@pytest.mark.parametrize(
    ("free", "places", "wanted", "seats", "standing"),
    [
        ({0, 1, 5}, {}, wish(), (0, 1), 0),
        ({0, 2, 5}, {}, wish(), None, 0),
        ({0, 2, 5}, {}, wish(together=False), (0, 5), 0),
        ({0, 1}, {}, wish(count=3), None, 0),
        ({0, 1}, {}, wish(category=1), None, 0),
        # Side by side is not across two rows.
        ({3, 4}, {}, wish(), None, 0),
        (set(), {1: 2}, wish(), (), 2),
        (set(), {1: 1}, wish(), None, 0),
        (set(), {1: 9}, wish(category=0), None, 0),
    ],
)
def test_what_fits_a_party(
    free: set[int],
    places: dict[int, int],
    wanted: Wish,
    seats: tuple[int, ...] | None,
    standing: int,
) -> None:
    chance = Chance(layout(grid("Hall", 2, 4, "Seat")), frozenset(free), places)
    found = choice_for(wanted, chance)
    assert (found.seats if found else None) == seats
    assert (found.standing if found else 0) == standing


def test_nothing_fits_where_there_are_not_enough() -> None:
    assert fitting(layout(grid("Hall", 1, 4, "Seat")), {0, 1}, 3, together=False) == ()


async def waits(cinema: Cinema, who: Client, **more: Any) -> Response:
    body = {"count": 2, **more}
    return await who.put(f"/tickets/shows/{cinema.show}/wish", json=body)


async def wishes(who: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(await who.get("/tickets/wishes"))["wishes"]
    return found


async def sold_out(cinema: Cinema, join: Join) -> dict[str, Any]:
    """Amina has seats 0 and 1, another one all others; answers Amina's order."""
    rich = await join("rich")
    await secured(rich)
    await funded(cinema.town, rich, 100_000)
    async with cinema.town.database.transaction() as db:
        await db.run("update tickets_show set most_each = 40")
    paid: dict[str, Any] = await cinema.bought(cinema.amina, 0, 1)
    await cinema.bought(rich, *range(2, 32))
    return paid


async def test_what_comes_free_is_for_the_first_whom_it_fits(cinema: Cinema, join: Join) -> None:
    paid = await sold_out(cinema, join)
    four, two = await join("four"), await join("twoo")
    for who in (four, two):
        await secured(who)
        await funded(cinema.town, who, 10_000)
    assert ok(await waits(cinema, four, count=4))["wishes"][0]["before"] == 0
    cinema.clock.advance(timedelta(seconds=1))
    ok(await waits(cinema, two))
    cinema.clock.advance(timedelta(seconds=1))
    ok(await waits(cinema, cinema.bo))
    assert [(await wishes(who))[0]["before"] for who in (four, two, cinema.bo)] == [0, 1, 2]
    assert problem(await waits(cinema, two, count=50)) == "too_many_tickets"
    await cinema.all_done()

    first, second = [one["id"] for one in paid["tickets"]]
    ok(await cinema.amina.post(f"/tickets/{first}/return"))
    await cinema.all_done()
    assert (await cinema.seats())[:2] == "02", "one seat fits no party"
    held = ok(await cinema.hold(cinema.amina, 0))
    ok(await cinema.amina.delete(f"/tickets/orders/{held['id']}"))
    ok(await cinema.amina.post(f"/tickets/{second}/return"))
    assert problem(await cinema.hold(cinema.amina, 1)) == "seat_gone", "those who wait come first"
    await cinema.all_done()
    [offered] = await wishes(two)
    assert (offered["state"], offered["order_state"]) == ("offered", "held")
    assert [one["state"] for one in await wishes(four)] == ["waiting"], "it keeps its place"
    assert (await cinema.seats())[:2] == "11"

    cinema.clock.advance(timedelta(minutes=30))
    await cinema.all_done()
    assert (await wishes(two))[0]["order_state"] == "lapsed"
    [offered] = await wishes(cinema.bo)
    order = ok(await cinema.bo.get(f"/tickets/orders/{offered['order_id']}"))
    assert [(one["row"], one["seat"]) for one in order["tickets"]] == [("1", "1"), ("1", "2")]
    ok(await cinema.pay(cinema.bo, order))
    assert (await wishes(cinema.bo))[0]["order_state"] == "paid"
    ok(await four.delete(f"/tickets/shows/{cinema.show}/wish"))
    assert await wishes(four) == []


async def test_a_ticket_goes_on_for_what_it_cost(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0, 1)
    [ticket, other] = paid["tickets"]
    path, database = f"/tickets/{ticket['id']}/listing", str(cinema.town.settings.database_url)
    async with unchanged(database, "identity_session"):
        assert problem(await cinema.bo.put(path)) == "no_ticket"
    ok(await cinema.amina.put(path))
    ok(await cinema.amina.put(path))
    assert (await cinema.seats())[:3] == "320"
    held = ok(await cinema.hold(cinema.bo, 0))
    assert (held["amount"], (await cinema.seats())[0]) == (ADULT, "2")
    async with unchanged(database, "identity_session"):
        for refused in (
            await cinema.amina.delete(path),
            await cinema.amina.post(f"/tickets/{ticket['id']}/return"),
        ):
            assert (problem(refused), refused.json()["reason"]) == ("not_listable", "being_bought")
        assert problem(await cinema.hold(cinema.amina, 0)) == "seat_gone"
    bought = ok(await cinema.pay(cinema.bo, held))
    assert ok(await cinema.pay(cinema.bo, held)) == bought
    assert await balance(cinema.amina) == (10_000 - ADULT, 0, 0)
    assert await balance(cinema.bo) == (10_000 - ADULT, 0, 0)
    mine = ok(await cinema.amina.get(f"/tickets/orders/{paid['id']}"))
    assert (mine["state"], mine["refunded"]) == ("part_refunded", ADULT)
    assert (await cinema.in_escrow(paid["id"])).rest == ADULT
    assert (await cinema.in_escrow(held["id"])).rest == ADULT
    await befriend(cinema.amina, cinema.bo)
    to = {"person_id": cinema.amina.me["id"]}
    ok(await cinema.bo.put(f"/tickets/{bought['tickets'][0]['id']}/holder", json=to))
    gift = await cinema.amina.put(f"/tickets/{bought['tickets'][0]['id']}/listing")
    assert gift.json()["reason"] == "passed_on"
    await cinema.at_doors()
    assert (await cinema.scan(ticket["code"]))["outcome"] == "void", "the old code is dead"
    assert (await cinema.scan(bought["tickets"][0]["code"]))["outcome"] == "passed_on"
    assert (await cinema.scan(await cinema.code(cinema.amina, bought["tickets"][0]["id"])))[
        "outcome"
    ] == "ok"
    late = await cinema.amina.put(f"/tickets/{other['id']}/listing")
    assert late.json()["reason"] == "over"


async def test_who_goes_in_after_all_sells_nothing(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0)
    ok(await cinema.amina.put(f"/tickets/{paid['tickets'][0]['id']}/listing"))
    await cinema.at_doors()
    held = ok(await cinema.hold(cinema.bo, 0))
    assert (await cinema.scan(paid["tickets"][0]["code"]))["outcome"] == "ok"
    async with unchanged(str(cinema.town.settings.database_url), "pay_confirmation"):
        assert problem(await cinema.pay(cinema.bo, held)) == "hold_over"
    assert await balance(cinema.bo) == (10_000, 0, 0)
    ok(await cinema.bo.delete(f"/tickets/orders/{held['id']}"))
    assert (await cinema.seats())[0] == "2", "it is not for sale any more"


async def test_those_who_wait_are_asked_before_the_seat_is_on_the_map(
    cinema: Cinema, join: Join
) -> None:
    paid = await sold_out(cinema, join)
    ok(await waits(cinema, cinema.bo, count=1))
    await cinema.all_done()
    ok(await cinema.amina.put(f"/tickets/{paid['tickets'][1]['id']}/listing"))
    await cinema.all_done()
    [offered] = await wishes(cinema.bo)
    order = ok(await cinema.bo.get(f"/tickets/orders/{offered['order_id']}"))
    assert (order["amount"], order["tickets"][0]["seat"]) == (ADULT, "2")
    ok(await cinema.pay(cinema.bo, order))
    assert await balance(cinema.amina) == (10_000 - ADULT, 0, 0)


async def asked_while(cinema: Cinema, show: str, locks: Act, happens: Act) -> None:
    """Those who wait are asked, by the due row; before they are offered anything it meets a lock,
    and this happens.
    """
    begun = asyncio.Event()

    async def asks() -> None:
        await begun.wait()
        async with cinema.town.database.transaction() as db:
            await waiting.ask(db, show, None)

    # It begins outside of the transaction, which holds a connection.
    asked = asyncio.create_task(asks())
    async with cinema.town.database.transaction() as db:
        await locks(db)
        begun.set()
        await somebody_waits(db)
        await happens(db)
    await asked
    await cinema.all_done()


async def test_nothing_is_offered_of_a_show_that_is_called_off_at_this_moment(
    cinema: Cinema, join: Join
) -> None:
    await sold_out(cinema, join)
    ok(await waits(cinema, cinema.bo, count=1))
    await cinema.all_done()
    show = UUID(cinema.show)
    async with cinema.town.database.transaction() as db:
        await store_seats.set_free(db, show, [0])

    async def is_called_off(db: Db) -> None:
        found = await store.lock(db, show)
        assert found is not None
        await cancelling.call_off(db, found, "The projector is ill.")

    await asked_while(cinema, cinema.show, lambda db: store.lock(db, show), is_called_off)
    assert await wishes(cinema.bo) == []
    assert ok(await cinema.bo.get("/tickets/orders"))["orders"] == []


async def test_a_place_that_somebody_takes_at_this_moment_is_not_offered(cinema: Cinema) -> None:
    show = str(new_id())
    body: dict[str, Any] = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "starts_at": (cinema.starts + timedelta(hours=3)).isoformat(),
        "standing": [{"name": "Floor", "price": 0, "capacity": 1}],
    }
    ok(await cinema.olga.put(f"/tickets/shows/{show}", json=body))
    pool = pool_id(UUID(show), 0)
    held = ok(await cinema.hold(cinema.amina, show_id=show, standing=1, category=0))
    ok(await cinema.bo.put(f"/tickets/shows/{show}/wish", json={"count": 1}))
    await cinema.all_done()
    place = claim_id(UUID(held["tickets"][0]["id"]))
    async with cinema.town.database.transaction() as db:
        await stock.release(db, [place])

    async def is_taken(db: Db) -> None:
        want = Claim(new_id(), UUID(cinema.olga.me["id"]), (Want((pool,)),), None)
        assert [type(one) for one in await stock.claim(db, [want])] == [Claimed]

    await asked_while(cinema, show, lambda db: stock.lock_pools(db, [pool]), is_taken)
    assert [one["state"] for one in await wishes(cinema.bo)] == ["waiting"], "and keeps its place"
