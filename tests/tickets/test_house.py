"""At the box office: seats of the house, tickets for nothing, and another seat for who has one."""

from datetime import timedelta
from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, ok


async def house(cinema: Cinema, who: Client, *seats: int) -> Any:
    return await who.put(f"/tickets/shows/{cinema.show}/house", json={"seats": list(seats)})


async def desk(cinema: Cinema, who: Client, *seats: int) -> Any:
    """Held at the box office; answers the response."""
    body = {"show_id": cinema.show, "seats": list(seats)}
    return await who.put(f"/tickets/box-office/{new_id()}", json=body)


async def test_seats_of_the_house_are_sold_at_the_box_office_alone(
    cinema: Cinema, settings: Settings
) -> None:
    assert ok(await house(cinema, cinema.olga, 3, 4))["seats"] == [3, 4]
    assert problem(await cinema.hold(cinema.amina, 3)) == "seat_gone"
    order = ok(await desk(cinema, cinema.gita, 3, 4))["order"]["id"]
    ok(await cinema.gita.put(f"/tickets/box-office/{order}/cash"))
    # Given back they are the house's again.
    ok(await cinema.gita.put(f"/tickets/box-office/{order}/cash-back"))
    assert problem(await cinema.hold(cinema.amina, 3)) == "seat_gone"
    async with unchanged(str(settings.database_url), "identity_session"):
        assert problem(await house(cinema, cinema.gita, 3, 4, 5)) == "role_needed"
        assert problem(await house(cinema, cinema.olga, 3, 99)) == "invalid"
    assert ok(await house(cinema, cinema.gita, 4))["seats"] == [4]
    ok(await cinema.hold(cinema.amina, 2, 3))
    held = ok(await cinema.gita.get(f"/tickets/shows/{cinema.show}/house"))
    assert held["seats"] == [4]
    assert problem(await house(cinema, cinema.olga, 2)) == "seat_gone"


async def test_what_is_given_for_nothing_is_counted_with_its_reason_and_brings_no_cash(
    cinema: Cinema, settings: Settings
) -> None:
    order = ok(await desk(cinema, cinema.olga, 0, 1))["order"]["id"]
    path = f"/tickets/box-office/{order}/comp"
    async with unchanged(str(settings.database_url), "identity_session"):
        assert problem(await cinema.gita.put(path, json={"why": "Friends"})) == "role_needed"
        assert problem(await cinema.olga.put(path, json={"why": " "})) == "invalid"
    made = ok(await cinema.olga.put(path, json={"why": "Press"}))
    assert (made["at_desk"], made["cash"], made["cash_due"]) == (True, 0, 0)
    assert len(made["tickets"]) == 2
    assert ok(await cinema.olga.put(path, json={"why": "Press"})) == made, "again is the same"
    figures = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/figures"))
    [seats] = figures["places"]
    told = seats["category"]
    assert (told["sold"], told["comps"], told["taken"], figures["cash"]) == (2, 2, 0, 0)


async def test_who_sits_elsewhere_has_another_code_and_the_old_seat_is_free(
    cinema: Cinema, settings: Settings
) -> None:
    ticket = (await cinema.bought(cinema.amina, 0))["tickets"][0]
    await cinema.bought(cinema.bo, 5)
    path = f"/tickets/shows/{cinema.show}/reseating"
    body = {"code": ticket["code"], "seat": 5}
    async with unchanged(str(settings.database_url), "identity_session"):
        assert problem(await cinema.gita.put(path, json=body)) == "seat_gone"
        assert problem(await cinema.gita.put(path, json={**body, "seat": 99})) == "invalid"
    moved = ok(await cinema.gita.put(path, json={**body, "seat": 9}))
    assert (moved["row"], moved["seat"], moved["code"]) == ("2", "2", None)
    assert (await cinema.seats())[0] == "0"
    assert (await cinema.seats())[9] == "2"
    assert problem(await cinema.gita.put(path, json={**body, "seat": 10})) == "no_ticket"
    fresh = await cinema.code(cinema.amina)
    await cinema.at_doors()
    cinema.clock.advance(timedelta(minutes=5))
    assert (await cinema.scan(ticket["code"]))["outcome"] == "passed_on"
    let_in = await cinema.scan(fresh)
    assert (let_in["outcome"], let_in["seat"]) == ("ok", 9)
