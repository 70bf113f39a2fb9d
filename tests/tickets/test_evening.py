"""An evening at the cinema, from the seat map to the gate, and the money behind it."""

from datetime import timedelta

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.tickets import http
from tests.pay.acts import code as problem
from tests.tickets.acts import ADULT, Cinema, balance, befriend, ok


async def test_seats_are_held_paid_shown_and_let_in_once(cinema: Cinema) -> None:
    """The thread through all floors."""
    shows = ok(await cinema.amina.get("/tickets/shows"))["shows"]
    assert [(one["event"]["name"], one["left"], one["places"]) for one in shows] == [
        ("Le Havre", 32, 32)
    ]
    plan = ok(await cinema.amina.get(f"/tickets/plans/{shows[0]['plan']}"))
    assert len(plan["x"]) == 32
    held = ok(await cinema.hold(cinema.amina, 10, 11))
    assert (held["state"], held["amount"], held["operation_id"]) == ("held", 2 * ADULT, None)
    assert (await cinema.seats()).count("1") == 2
    paid = ok(await cinema.pay(cinema.amina, held))
    assert ok(await cinema.pay(cinema.amina, held)) == paid, "again is the same payment"
    assert [(one["row"], one["seat"]) for one in paid["tickets"]] == [("2", "3"), ("2", "4")]
    assert paid["operation_id"]
    assert (await cinema.seats())[10:12] == "22"
    assert (await balance(cinema.amina))[0] == 10_000 - 2 * ADULT
    trade = await cinema.in_escrow(paid["id"])
    assert (trade.state, trade.rest) == ("shipped", 2 * ADULT)

    receipt = await cinema.amina.get(f"/pay/receipts/wallet:operation:{paid['operation_id']}")
    assert receipt.is_success, receipt.text
    first, second = [one["code"] for one in paid["tickets"]]
    assert (await cinema.scan(first))["outcome"] == "too_early"
    await cinema.at_doors()
    entered = await cinema.scan(first)
    assert (entered["outcome"], entered["seat"]) == ("ok", 10)
    cinema.clock.advance(timedelta(minutes=2))
    again = await cinema.scan(first, "Door B")
    assert (again["outcome"], again["gate"]) == ("already_in", "Door A")
    assert again["used_at"] == "2026-11-25T14:30:00Z"
    assert (await cinema.scan(second))["outcome"] == "ok"

    sales = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/sales"))
    assert (sales["sold"], sales["entered"], sales["taken"]) == (2, 2, 2 * ADULT)
    cinema.clock.advance(timedelta(hours=5))
    await cinema.all_done()
    trade = await cinema.in_escrow(paid["id"])
    assert (trade.state, trade.rest, trade.released) == ("released", 0, 2 * ADULT)


async def test_what_is_held_falls_free_and_what_is_given_back_is_refunded(cinema: Cinema) -> None:
    held = ok(await cinema.hold(cinema.amina, 3, 4))
    assert problem(await cinema.hold(cinema.bo, 4, 5)) == "seat_gone"
    alone = await cinema.hold(cinema.bo, 9, 10)
    assert (alone.json()["code"], alone.json()["seats"]) == ("seat_alone", [8])
    assert alone.json()["instead"] == [8, 9]
    changed = ok(await cinema.hold(cinema.amina, 4, 5))
    assert (await cinema.seats())[:8] == "00001100", "a new choice lets go of the one before"
    assert problem(await cinema.pay(cinema.amina, held)) == "hold_over"
    cinema.clock.advance(timedelta(minutes=10))
    assert problem(await cinema.pay(cinema.amina, changed)) == "hold_over"
    await cinema.all_done()
    assert "1" not in await cinema.seats()
    assert (await balance(cinema.amina))[0] == 10_000

    held = ok(await cinema.hold(cinema.amina, 0, 1))
    cinema.clock.advance(timedelta(minutes=4))
    more = ok(await cinema.hold(cinema.amina, 0, 1, 2))
    assert more["until"] == held["until"], "who adds a seat has no more time for it"
    elsewhere = ok(await cinema.hold(cinema.amina, 8))
    assert elsewhere["until"] > held["until"]

    paid = await cinema.bought(cinema.amina, 0, 1)
    one, other = [each["id"] for each in paid["tickets"]]
    after = ok(await cinema.amina.post(f"/tickets/{one}/return"))
    assert (after["state"], after["refunded"]) == ("part_refunded", ADULT)
    assert problem(await cinema.amina.post(f"/tickets/{one}/return")) == "not_returnable"
    assert problem(await cinema.bo.post(f"/tickets/{other}/return")) == "no_ticket"
    assert (await balance(cinema.amina))[0] == 10_000 - ADULT
    assert (await cinema.seats())[:2] == "02"
    await cinema.at_doors()
    assert problem(await cinema.amina.post(f"/tickets/{other}/return")) == "not_returnable"
    assert (await cinema.scan(paid["tickets"][0]["code"]))["outcome"] == "void"


async def test_old_tickets_do_not_hide_new_ones(
    cinema: Cinema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "MOST_OWN", 1)
    first = await cinema.bought(cinema.amina, 0)
    show = str(new_id())
    body = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "starts_at": (cinema.starts + timedelta(days=32)).isoformat(),
        "standing": [{"name": "Floor", "price": 0, "capacity": 3}],
    }
    ok(await cinema.olga.put(f"/tickets/shows/{show}", json=body))
    held = ok(await cinema.hold(cinema.amina, show_id=show, standing=1, category=0))
    ok(await cinema.amina.put(f"/tickets/orders/{held['id']}/payment", json={}))
    for _ in range(2):
        found = ok(await cinema.amina.get("/tickets"))
        assert [one["id"] for one in found["shows"]] == [show], "the newest"
        monkeypatch.setattr(http, "MOST_OWN", 200)
        cinema.clock.advance(timedelta(days=32))
    assert first["show"]["id"] not in str(ok(await cinema.amina.get("/tickets"))["tickets"])


async def test_a_ticket_passed_on_is_the_other_ones_alone(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0)
    [ticket] = paid["tickets"]
    to = {"person_id": cinema.bo.me["id"]}
    assert problem(await cinema.amina.put(f"/tickets/{ticket['id']}/holder", json=to)) == (
        "not_passable"
    ), "not to strangers"
    await befriend(cinema.amina, cinema.bo)
    ok(await cinema.amina.put(f"/tickets/{ticket['id']}/holder", json=to))
    assert ok(await cinema.amina.get("/tickets"))["tickets"] == []
    [theirs] = ok(await cinema.bo.get("/tickets"))["tickets"]
    assert theirs["id"] == ticket["id"]
    assert theirs["code"] != ticket["code"]
    assert problem(await cinema.bo.post(f"/tickets/{ticket['id']}/return")) == "not_returnable"
    await cinema.at_doors()
    assert (await cinema.scan(ticket["code"]))["outcome"] == "passed_on"
    assert (await cinema.scan(theirs["code"]))["outcome"] == "ok"


async def test_what_may_not_be_passed_on_stays_with_who_bought_it(cinema: Cinema) -> None:
    await befriend(cinema.amina, cinema.bo)
    show = str(new_id())
    body = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "starts_at": (cinema.clock.now() + timedelta(hours=50)).isoformat(),
        "standing": [{"name": "Floor", "price": 500, "capacity": 3}],
        "passable": False,
    }
    ok(await cinema.olga.put(f"/tickets/shows/{show}", json=body))
    assert problem(
        await cinema.olga.put(f"/tickets/shows/{show}", json=body | {"passable": True})
    ) == ("show_stands"), "nobody bought it under another rule"
    paid = await cinema.bought(cinema.amina, show_id=show, standing=1, category=0)
    assert not paid["show"]["passable"]
    [ticket] = paid["tickets"]
    before = ok(await cinema.amina.get("/tickets"))["tickets"]
    answer = await cinema.amina.put(
        f"/tickets/{ticket['id']}/holder", json={"person_id": cinema.bo.me["id"]}
    )
    assert (problem(answer), answer.json()["reason"]) == ("not_passable", "never")
    assert ok(await cinema.amina.get("/tickets"))["tickets"] == before
    assert ok(await cinema.bo.get("/tickets"))["tickets"] == []


async def test_standing_room_and_best_seats_and_how_many_each(cinema: Cinema) -> None:
    best = ok(await cinema.hold(cinema.amina, best=2))
    assert [(one["row"], one["seat"]) for one in best["tickets"]] == [("3", "4"), ("3", "5")]
    assert problem(await cinema.hold(cinema.amina, best=7)) == "too_many_tickets"
    assert problem(await cinema.hold(cinema.bo, 0, 0)) == "invalid"
    assert problem(await cinema.hold(cinema.bo, 32)) == "invalid"
    show = str(new_id())
    body = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "starts_at": cinema.starts.isoformat(),
        "standing": [{"name": "Floor", "price": 500, "capacity": 3}],
    }
    ok(await cinema.olga.put(f"/tickets/shows/{show}", json=body))
    two = {"show_id": show, "category": 0, "standing": 2}
    held = ok(await cinema.amina.put(f"/tickets/orders/{new_id()}", json=two))
    assert problem(await cinema.bo.put(f"/tickets/orders/{new_id()}", json=two)) == "sold_out"
    paid = ok(await cinema.pay(cinema.amina, held))
    assert ok(await cinema.bo.get(f"/tickets/shows/{show}"))["left"] == 1
    ok(await cinema.amina.post(f"/tickets/{paid['tickets'][0]['id']}/return"))
    ok(await cinema.bo.put(f"/tickets/orders/{new_id()}", json=two))
