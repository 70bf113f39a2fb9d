"""Friends who pay for one order together: each for their own seats, each with their own ticket."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from leapfrog.kernel.ids import new_id
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import ADULT, Cinema, balance, befriend, ok
from tests.tickets.test_baskets import fill, used, vouchers


async def opened(cinema: Cinema, *seats: int) -> Any:
    held = ok(await cinema.hold(cinema.amina, *seats))
    await befriend(cinema.amina, cinema.bo)
    return ok(await cinema.amina.put(f"/tickets/parties/{held['id']}"))


async def take(who: Any, party: Any, *which: int, order_id: str | None = None) -> Any:
    tickets = [party["seats"][n]["ticket_id"] for n in which]
    body = {"order_id": order_id or str(new_id()), "tickets": tickets}
    return await who.put(f"/tickets/parties/{party['id']}/seats", json=body)


async def test_each_pays_for_their_own_and_what_nobody_paid_falls_free(cinema: Cinema) -> None:
    party = await opened(cinema, 0, 1, 2)
    assert ok(await cinema.amina.put(f"/tickets/parties/{party['id']}")) == party
    seen = ok(await cinema.bo.get(f"/tickets/parties/{party['id']}"))
    assert [one["state"] for one in seen["seats"]] == ["open"] * 3
    until = datetime.fromisoformat(seen["until"])
    assert until == cinema.clock.now() + timedelta(minutes=20)
    made = str(new_id())
    held = ok(await take(cinema.bo, party, 1, order_id=made))
    assert ok(await take(cinema.bo, party, 1, order_id=made)) == held
    assert (held["amount"], held["party_id"], len(held["tickets"])) == (ADULT, party["id"], 1)
    cinema.clock.advance(timedelta(minutes=15))
    ok(await cinema.pay(cinema.bo, held))
    assert await balance(cinema.bo) == (10_000 - ADULT, 0, 0)
    mine = ok(await cinema.amina.get(f"/tickets/orders/{party['id']}"))
    assert (mine["amount"], mine["state"]) == (2 * ADULT, "held")
    now = ok(await cinema.amina.get(f"/tickets/parties/{party['id']}"))
    assert [one["state"] for one in now["seats"]] == ["open", "paid", "open"]
    cinema.clock.advance(timedelta(minutes=6))
    await cinema.all_done()
    assert (await cinema.seats())[:4] == "0200", "the friend's seat is theirs"
    assert await cinema.code(cinema.bo)
    assert problem(await take(cinema.bo, party, 0)) == "not_joinable"


async def test_a_friend_who_does_not_pay_loses_only_their_own(cinema: Cinema) -> None:
    party = await opened(cinema, 0, 1)
    ok(await take(cinema.bo, party, 1))
    mine = ok(await cinema.amina.get(f"/tickets/orders/{party['id']}"))
    ok(await cinema.pay(cinema.amina, mine))
    cinema.clock.advance(timedelta(minutes=21))
    await cinema.all_done()
    assert (await cinema.seats())[:3] == "200"
    assert len(ok(await cinema.amina.get("/tickets"))["tickets"]) == 1


async def test_who_began_can_leave_and_friends_keep_theirs(cinema: Cinema) -> None:
    party = await opened(cinema, 0, 1)
    held = ok(await take(cinema.bo, party, 0))
    ok(await cinema.amina.delete(f"/tickets/orders/{party['id']}"))
    assert (await cinema.seats())[:2] == "10"
    ok(await cinema.pay(cinema.bo, held))
    assert (await cinema.seats())[:2] == "20"


async def test_a_stranger_and_somebody_blocked_are_refused_and_told_why(cinema: Cinema) -> None:
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    party = ok(await cinema.amina.put(f"/tickets/parties/{held['id']}"))
    url = str(cinema.town.settings.database_url)
    path = f"/tickets/parties/{party['id']}"
    async with unchanged(url, "identity_session"):
        for answer in (await cinema.bo.get(path), await take(cinema.bo, party, 0)):
            assert (problem(answer), answer.json()["reason"]) == ("not_joinable", "no_contact")
        own = await take(cinema.amina, party, 0)
        assert (problem(own), own.json()["reason"]) == ("not_joinable", "yours")
        assert problem(await cinema.bo.put(path)) == "no_ticket_order"
    await befriend(cinema.amina, cinema.bo)
    ok(await cinema.amina.put(f"/blocks/{cinema.bo.me['id']}"))
    async with unchanged(url, "identity_session"):
        answer = await take(cinema.bo, party, 0)
        assert (problem(answer), answer.json()["reason"]) == ("not_joinable", "no_contact")


async def test_of_two_who_want_one_seat_one_gets_it(cinema: Cinema, join: Any) -> None:
    party = await opened(cinema, 0, 1)
    other = await join("carla")
    await befriend(cinema.amina, other)
    answers = await asyncio.gather(take(cinema.bo, party, 0), take(other, party, 0))
    assert sorted(one.status_code for one in answers) == [200, 409]
    refused = next(one for one in answers if one.status_code == 409)
    assert refused.json()["reason"] == "taken"


async def test_a_seat_leaves_its_voucher_with_who_had_it(cinema: Cinema) -> None:
    code = (await vouchers(cinema, uses=2, per_person=2))[0]
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    ok(await fill(cinema.amina, held, voucher=code))
    await befriend(cinema.amina, cinema.bo)
    party = ok(await cinema.amina.put(f"/tickets/parties/{held['id']}"))
    taken = ok(await take(cinema.bo, party, 0))
    assert (taken["amount"], await used(cinema, code)) == (ADULT, 1)
    mine = ok(await cinema.amina.get(f"/tickets/orders/{held['id']}"))
    assert mine["amount"] == 900


async def test_a_friend_has_twenty_minutes_also_of_what_is_held_for_a_day(cinema: Cinema) -> None:
    """Who waited for tickets has a day to pay what is offered to them."""
    held = ok(await cinema.hold(cinema.amina, 0, 1))
    day = cinema.clock.now() + timedelta(days=1)
    async with cinema.town.database.transaction() as db:
        await db.run("update tickets_order set until = $1", day)
        await db.run("update tickets_seat set until = $1 where state = 'held'", day)
    await befriend(cinema.amina, cinema.bo)
    party = ok(await cinema.amina.put(f"/tickets/parties/{held['id']}"))
    assert datetime.fromisoformat(party["until"]) == day
    taken = ok(await take(cinema.bo, party, 1))
    until = datetime.fromisoformat(taken["until"])
    assert until == cinema.clock.now() + timedelta(minutes=20)
    cinema.clock.advance(timedelta(minutes=21))
    await cinema.all_done()
    assert (await cinema.seats())[:2] == "10"


async def test_who_sat_together_is_nobody_elses_business(cinema: Cinema, join: Any) -> None:
    """Nor what others paid, nor who somebody is whom one has blocked."""
    code = (await vouchers(cinema, uses=1))[0]
    held = ok(await cinema.hold(cinema.amina, 0, 1, 2))
    ok(await fill(cinema.amina, held, voucher=code))
    await befriend(cinema.amina, cinema.bo)
    carla, dora = await join("carla"), await join("dora")
    for one in (carla, dora):
        await befriend(cinema.amina, one)
    party = ok(await cinema.amina.put(f"/tickets/parties/{held['id']}"))
    ok(await cinema.pay(cinema.bo, ok(await take(cinema.bo, party, 1))))
    ok(await take(carla, party, 2))
    mine = ok(await cinema.amina.get(f"/tickets/orders/{held['id']}"))
    ok(await cinema.pay(cinema.amina, mine))
    path = f"/tickets/parties/{party['id']}"
    seen = ok(await cinema.bo.get(path))["seats"]
    assert [one["price"] for one in seen] == [ADULT] * 3
    assert all(one["by_name"] for one in seen)
    assert ok(await cinema.amina.get(path))["seats"][0]["price"] == 900
    ok(await cinema.bo.put(f"/blocks/{carla.me['id']}"))
    for who, n in ((cinema.bo, 2), (carla, 1)):
        seat = ok(await who.get(path))["seats"][n]
        assert (seat["by_id"], seat["by_name"]) == (None, "")
    ok(await dora.get(path))
    cinema.clock.advance(timedelta(minutes=21))
    await cinema.all_done()
    assert len(ok(await cinema.bo.get(path))["seats"]) == 2
    for who in (carla, dora):
        refused = await who.get(path)
        assert (problem(refused), refused.json()["reason"]) == ("not_joinable", "over")
