"""Tickets that are given up all or none, and what can be hoped for who waits."""

from datetime import timedelta
from typing import Any

from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import ADULT, Cinema, balance, befriend, ok
from tests.tickets.test_waiting import sold_out, waits, wishes


async def offer(cinema: Cinema, who: Client, paid: dict[str, Any], *which: int) -> Any:
    tickets = [paid["tickets"][n]["id"] for n in which]
    return await who.put(f"/tickets/orders/{paid['id']}/listing", json={"tickets": tickets})


async def listed(who: Client) -> list[tuple[bool, bool]]:
    found = ok(await who.get("/tickets"))["tickets"]
    return [(one["listed"], one["together"]) for one in found]


async def test_all_are_bought_or_none(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0, 1, 2)
    ok(await offer(cinema, cinema.amina, paid, 0, 1, 2))
    ok(await offer(cinema, cinema.amina, paid, 0, 1, 2))
    assert await listed(cinema.amina) == [(True, True)] * 3
    assert (await cinema.seats())[:4] == "3330"
    database = str(cinema.town.settings.database_url)
    async with unchanged(database, "identity_session"):
        refused = await cinema.hold(cinema.bo, 0, 1)
    assert (problem(refused), refused.json()["seats"]) == ("pair_broken", [2])
    held = ok(await cinema.hold(cinema.bo, 0, 1, 2))
    assert held["amount"] == 3 * ADULT
    one = paid["tickets"][0]["id"]
    refused = await cinema.amina.delete(f"/tickets/{one}/listing")
    assert refused.json()["reason"] == "being_bought"
    ok(await cinema.pay(cinema.bo, held))
    assert (await balance(cinema.amina))[0] == 10_000
    assert await listed(cinema.amina) == []
    assert len(ok(await cinema.bo.get("/tickets"))["tickets"]) == 3


async def test_to_keep_one_is_to_keep_all_and_others_refuse(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0, 1)
    alone = await cinema.bought(cinema.amina, 4)
    path = f"/tickets/orders/{paid['id']}/listing"
    database = str(cinema.town.settings.database_url)
    async with unchanged(database, "identity_session"):
        assert problem(await offer(cinema, cinema.bo, paid, 0, 1)) == "no_ticket"
        assert problem(await offer(cinema, cinema.gita, paid, 0, 1)) == "no_ticket"
        mixed = {"tickets": [paid["tickets"][0]["id"], alone["tickets"][0]["id"]]}
        assert problem(await cinema.amina.put(path, json=mixed)) == "invalid"
        twice = {"tickets": [paid["tickets"][0]["id"]] * 2}
        assert problem(await cinema.amina.put(path, json=twice)) == "invalid"
    ok(await cinema.amina.put(f"/tickets/{paid['tickets'][0]['id']}/listing"))
    assert await listed(cinema.amina) == [(True, False), (False, False), (False, False)]
    ok(await offer(cinema, cinema.amina, paid, 0, 1))
    ok(await cinema.amina.delete(f"/tickets/{paid['tickets'][1]['id']}/listing"))
    assert await listed(cinema.amina) == [(False, False)] * 3
    ok(await offer(cinema, cinema.amina, paid, 0, 1))
    await befriend(cinema.amina, cinema.bo)
    body = {"person_id": cinema.bo.me["id"]}
    ok(await cinema.amina.put(f"/tickets/{paid['tickets'][1]['id']}/holder", json=body))
    assert await listed(cinema.amina) == [(False, False)] * 2, "nobody has half of it"


async def test_a_friend_takes_all_of_it_or_none(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 0, 1)
    ok(await offer(cinema, cinema.amina, paid, 0, 1))
    held = ok(await cinema.hold(cinema.bo, 0, 1))
    await befriend(cinema.bo, cinema.gita)
    ok(await cinema.bo.put(f"/tickets/parties/{held['id']}"))
    seats = f"/tickets/parties/{held['id']}/seats"
    one, two = [each["id"] for each in held["tickets"]]
    refused = await cinema.gita.put(seats, json={"order_id": str(new_id()), "tickets": [one]})
    assert (problem(refused), refused.json()["reason"]) == ("not_joinable", "together")
    ok(await cinema.gita.put(seats, json={"order_id": str(new_id()), "tickets": [one, two]}))


async def test_those_who_wait_have_all_of_it_or_something_else(cinema: Cinema, join: Join) -> None:
    paid = await sold_out(cinema, join)
    one = await join("oneonly")
    ok(await waits(cinema, one, count=1))
    cinema.clock.advance(timedelta(seconds=1))
    ok(await waits(cinema, cinema.bo, count=2))
    await cinema.all_done()
    ok(await offer(cinema, cinema.amina, paid, 0, 1))
    await cinema.all_done()
    assert [each["state"] for each in await wishes(one)] == ["waiting"]
    [offered] = await wishes(cinema.bo)
    order = ok(await cinema.bo.get(f"/tickets/orders/{offered['order_id']}"))
    assert [(each["row"], each["seat"]) for each in order["tickets"]] == [("1", "1"), ("1", "2")]


async def test_what_can_be_hoped_for_is_what_came_free_last_time(
    cinema: Cinema, join: Join
) -> None:
    path = f"/tickets/shows/{cinema.show}/odds"
    nothing = {"people": 0, "tickets": 0, "freed": None}
    assert ok(await cinema.bo.get(path)) == nothing
    paid = await cinema.bought(cinema.amina, 0, 1)
    ok(await cinema.amina.post(f"/tickets/{paid['tickets'][0]['id']}/return"))
    ok(await cinema.hold(cinema.bo, 4, 5))
    cinema.clock.advance(timedelta(hours=40))
    await cinema.all_done()
    later = str(new_id())
    body = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "hall_id": cinema.hall,
        "starts_at": cinema.starts.isoformat(),
        "prices": {"Seat": ADULT},
    }
    ok(await cinema.olga.put(f"/tickets/shows/{later}", json=body))
    ok(await cinema.bo.put(f"/tickets/shows/{later}/wish", json={"count": 3}))
    found = ok(await cinema.amina.get(f"/tickets/shows/{later}/odds"))
    assert found == {"people": 1, "tickets": 3, "freed": 1}, "what lapsed was never bought"
    ok(await cinema.bo.delete(f"/tickets/shows/{later}/wish"))
    assert ok(await cinema.amina.get(f"/tickets/shows/{later}/odds"))["people"] == 0
    assert problem(await cinema.amina.get(f"/tickets/shows/{new_id()}/odds")) == "no_show"
