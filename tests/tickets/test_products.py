"""Fares and extras: so many in one order, the quotas of those that somebody has, and their money
when it does not go back at once.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from leapfrog import concessions, escrow, wallet
from leapfrog.ticket_sales import http_given_up
from leapfrog.tickets import store_orders
from tests.contacts.conftest import Settle
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import ADULT, Cinema, balance, ok
from tests.tickets.test_baskets import PARKING, POPCORN, STUDENT, fill, left, stall
from tests.tickets.test_cancelling import takes_money


async def test_of_a_fare_there_are_only_so_many_in_one_order(cinema: Cinema) -> None:
    made = await stall(cinema)
    products = [
        {**one["product"], "quotas": one["quotas"], "hidden": one["hidden"]}
        for one in made["products"]
    ]
    for one in products:
        del one["left"]
    products[0]["most_each"] = 1
    body = {"quotas": made["quotas"], "products": products}
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/products", json=body))
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    url = str(cinema.town.settings.database_url)
    async with unchanged(url, "identity_session"):
        refused = await fill(cinema.amina, held, fares={0: STUDENT, 1: STUDENT})
        assert problem(refused) == "invalid"
    filled = ok(await fill(cinema.amina, held, fares={1: STUDENT}))
    assert filled["amount"] == ADULT + ADULT // 2


async def put_anew(cinema: Cinema, quotas: list[int]) -> Any:
    """Popcorn draws from these quotas."""
    body = {
        "quotas": [{"n": n, "name": f"Quota {n}", "units": 5} for n in (1, 2, 3)],
        "products": [
            {"id": POPCORN, "kind": "extra", "name": "Popcorn", "price": 400, "quotas": quotas}
        ],
    }
    return await cinema.olga.put(f"/tickets/shows/{cinema.show}/products", json=body)


@pytest.mark.parametrize("quotas", [[], [1], [2, 3]])
async def test_from_what_a_product_draws_stays_while_somebody_has_it(
    cinema: Cinema, quotas: list[int]
) -> None:
    await stall(cinema)
    held = ok(await cinema.hold(cinema.amina, 0))
    filled = ok(await fill(cinema.amina, held, extras={POPCORN: 3}))
    url = str(cinema.town.settings.database_url)
    async with unchanged(url, "identity_session"):
        refused = await put_anew(cinema, quotas)
        assert (problem(refused), refused.json()["products"]) == ("quotas_stay", [POPCORN])
    paid = ok(await cinema.pay(cinema.amina, filled))
    assert problem(await put_anew(cinema, quotas)) == "quotas_stay"
    ok(await put_anew(cinema, [2]))
    assert (await left(cinema)) == {"Popcorn": 2}
    line = paid["extras"][0]["id"]
    ok(await cinema.amina.post(f"/tickets/orders/{paid['id']}/extras/{line}/return"))
    assert (await left(cinema)) == {"Popcorn": 5}
    ok(await put_anew(cinema, quotas))


async def test_money_of_extras_that_cannot_go_back_now_is_tried_again(
    cinema: Cinema, settle: Settle
) -> None:
    paid = await bought(cinema)
    await takes_money(cinema, cinema.amina, takes=False)
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/cancellation", json={}))
    await cinema.all_done()
    await takes_money(cinema, cinema.amina, takes=True)
    cinema.clock.advance(timedelta(hours=1))
    await cinema.all_done()
    await settle()
    assert await balance(cinema.amina) == (10_000, 0, 0)
    shown = ok(await cinema.amina.get(f"/tickets/orders/{paid['id']}"))
    assert (shown["state"], shown["problem"]) == ("refunded", None)
    assert {one["state"] for one in shown["extras"]} == {"back"}


async def test_an_order_whose_extras_alone_are_refused_is_stuck_until_they_are_back(
    cinema: Cinema, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = await bought(cinema)
    act, lines = escrow.act, {concessions.trade_id(UUID(one["id"])) for one in paid["extras"]}

    async def refused(db: Any, acts: Any, also: Any = ()) -> Any:
        """The money of the extras does not go back, and that of the tickets does."""
        kept = [o.escrow_id in lines and isinstance(o.action, escrow.GiveBack) for o in acts]
        stranger = [
            replace(one, party_id=one.id) if is_kept else one
            for one, is_kept in zip(acts, kept, strict=True)
        ]
        answers = zip(kept, await act(db, stranger, also), strict=True)
        return [wallet.AccountFrozen() if is_kept else one for is_kept, one in answers]

    monkeypatch.setattr(escrow, "act", refused)
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/cancellation", json={}))
    await cinema.all_done()
    monkeypatch.undo()
    shown = ok(await cinema.amina.get(f"/tickets/orders/{paid['id']}"))
    assert (shown["state"], shown["problem"]) == ("part_refunded", "account_frozen")
    assert ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/sales"))["stuck"] == 1
    async with cinema.town.database.glance() as db:
        order = await store_orders.order(db, UUID(paid["id"]))
        assert order is not None
        assert await http_given_up.left_of(db, [order]) == {order.id: 700}

    cinema.clock.advance(timedelta(hours=1))
    await cinema.all_done()
    await settle()
    assert await balance(cinema.amina) == (10_000, 0, 0)
    shown = ok(await cinema.amina.get(f"/tickets/orders/{paid['id']}"))
    assert (shown["state"], shown["problem"]) == ("refunded", None)


async def bought(cinema: Cinema) -> Any:
    await stall(cinema)
    held = ok(await cinema.hold(cinema.amina, 0))
    filled = ok(await fill(cinema.amina, held, extras={POPCORN: 1, PARKING: 1}))
    return ok(await cinema.pay(cinema.amina, filled))


async def test_what_is_in_an_order_stays_though_it_is_not_sold_any_more(cinema: Cinema) -> None:
    made = await stall(cinema)
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    filled = ok(await fill(cinema.amina, held, fares={0: STUDENT}, extras={POPCORN: 2}))
    assert [one["fare_id"] for one in filled["tickets"]] == [STUDENT, None]
    body = {"quotas": made["quotas"], "products": []}
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/products", json=body))
    wish: dict[str, Any] = {"fares": {0: STUDENT}, "extras": {POPCORN: 2}}
    assert ok(await fill(cinema.amina, held, **wish))["amount"] == filled["amount"]
    url = str(cinema.town.settings.database_url)
    async with unchanged(url, "identity_session"):
        assert problem(await fill(cinema.amina, held, extras={POPCORN: 3})) == "invalid"
        assert problem(await fill(cinema.amina, held, extras={PARKING: 1})) == "no_product"
        more = {0: STUDENT, 1: STUDENT}
        assert problem(await fill(cinema.amina, held, fares=more)) == "invalid"
    less = ok(await fill(cinema.amina, held, extras={POPCORN: 1}))
    assert less["amount"] == 2 * ADULT + 400


async def test_no_seat_is_kept_back_because_it_is_sold_on(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0, 1)
    ok(await cinema.amina.put(f"/tickets/{paid['tickets'][0]['id']}/listing"))
    ok(await cinema.hold(cinema.bo, 0))
    [seats] = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/figures"))["places"]
    assert (seats["free"], seats["kept"]) == (30, 0)
