"""Waiting for whichever of several shows is first, for no more than a price, and shortly before the
doors, when all are told at once.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog import push, tickets
from leapfrog.kernel.ids import new_id
from leapfrog.push import PushNotice
from leapfrog.reactions import COMPOSERS
from leapfrog.seat_plans import grid, layout
from leapfrog.tickets import waiting
from leapfrog.tickets.waiting import Chance, choice_for
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import ADULT, Cinema, ok
from tests.tickets.test_waiting import sold_out, waits, wish, wishes

ALL = list(range(32))


@pytest.mark.parametrize(
    ("at_most", "seats", "standing"),
    [(None, (0, 1), 0), (500, (2, 3), 0), (300, None, 0), (900, (0, 1), 0)],
)
def test_seats_fit_for_no_more_than_the_price(
    at_most: int | None, seats: tuple[int, ...] | None, standing: int
) -> None:
    """Seats 0 and 1 cost 9.00, the others are given up for 5.00."""
    plan = layout(grid("Hall", 1, 4, "Seat"))
    prices = {0: 900, 1: 900, 2: 500, 3: 500}
    chance = Chance(plan, frozenset((0, 1)), {}, [frozenset((2, 3))], prices, {0: 900})
    found = choice_for(wish(at_most=at_most), chance)
    assert (found.seats if found else None) == seats
    assert (found.standing if found else 0) == standing


def test_standing_room_fits_for_no_more_than_the_price() -> None:
    chance = Chance(None, frozenset(), {0: 5, 1: 5}, rates={0: 900, 1: 500})
    for at_most, category in ((None, 0), (899, 1)):
        found = choice_for(wish(at_most=at_most), chance)
        assert found
        assert found.category == category
    assert choice_for(wish(at_most=499), chance) is None


async def show_in(
    cinema: Cinema, days: int, event: str | None = None, minutes: int | None = None
) -> str:
    """Another show in the same hall, so many days later; sold from in so many minutes on."""
    show = str(new_id())
    body: dict[str, Any] = {
        "event_id": event or cinema.event,
        "venue_id": cinema.venue,
        "hall_id": cinema.hall,
        "starts_at": (cinema.starts + timedelta(days=days)).isoformat(),
        "prices": {"Seat": 1_000},
    }
    if minutes:
        opens = cinema.clock.now() + timedelta(minutes=minutes)
        body["sale_opens_at"] = opens.isoformat()
    ok(await cinema.olga.put(f"/tickets/shows/{show}", json=body))
    return show


async def house(cinema: Cinema, show: str, *seats: int) -> None:
    """These are sold at the box office alone: to everybody else they are gone."""
    ok(await cinema.olga.put(f"/tickets/shows/{show}/house", json={"seats": list(seats)}))


async def both_full(cinema: Cinema) -> str:
    """The show and another one a day later, whose id is answered."""
    other = await show_in(cinema, 1)
    for show in (cinema.show, other):
        await house(cinema, show, *ALL)
    return other


async def test_the_first_show_that_has_something_ends_the_others(cinema: Cinema) -> None:
    other = await both_full(cinema)
    for _ in range(2):
        ok(await waits(cinema, cinema.bo, count=1, also=[other, cinema.show]))
    cinema.clock.advance(timedelta(seconds=1))
    ok(await cinema.amina.put(f"/tickets/shows/{other}/wish", json={"count": 1}))
    await cinema.all_done()
    assert [(one["show_id"], one["also"]) for one in await wishes(cinema.bo)] == [
        (cinema.show, [other]),
        (other, [cinema.show]),
    ]
    await house(cinema, other, *ALL[1:])
    await cinema.all_done()
    [offered] = await wishes(cinema.bo)
    assert (offered["show_id"], offered["order_state"], offered["also"]) == (other, "held", [])
    await house(cinema, cinema.show, *ALL[1:])
    await cinema.all_done()
    assert (await cinema.seats())[0] == "0", "nobody waits for it any more"
    [hers] = await wishes(cinema.amina)
    assert (hers["state"], hers["before"]) == ("waiting", 0), "what others wait for stays"


async def test_one_leaves_all_that_was_asked_for_at_once(cinema: Cinema) -> None:
    other = await both_full(cinema)
    third = await show_in(cinema, 2)
    await house(cinema, third, *ALL)
    ok(await waits(cinema, cinema.bo, count=1, also=[other, third]))
    ok(await waits(cinema, cinema.amina, count=1, also=[other]))
    ok(await waits(cinema, cinema.bo, count=1, also=[third]))
    assert {one["show_id"] for one in await wishes(cinema.bo)} == {cinema.show, third}
    ok(await cinema.bo.delete(f"/tickets/shows/{third}/wish"))
    assert await wishes(cinema.bo) == []
    assert len(await wishes(cinema.amina)) == 2
    ok(await cinema.amina.put(f"/tickets/shows/{other}/wish", json={"count": 1}))
    [alone] = await wishes(cinema.amina)
    assert (alone["show_id"], alone["also"]) == (other, [])


async def test_the_same_again_keeps_its_place_and_another_price_does_not(cinema: Cinema) -> None:
    other = await both_full(cinema)
    for who in (cinema.bo, cinema.amina):
        ok(await waits(cinema, who, count=1, at_most=ADULT))
        cinema.clock.advance(timedelta(seconds=1))
    ok(await waits(cinema, cinema.bo, count=1, at_most=ADULT, also=[other]))
    assert [one["before"] for one in await wishes(cinema.bo)] == [0, 0]
    ok(await waits(cinema, cinema.bo, count=1, at_most=ADULT - 1, also=[other]))
    assert [one["before"] for one in await wishes(cinema.bo)] == [1, 0]


async def test_what_costs_more_is_for_the_next(cinema: Cinema) -> None:
    await both_full(cinema)
    ok(await waits(cinema, cinema.bo, count=1, at_most=ADULT - 1))
    cinema.clock.advance(timedelta(seconds=1))
    ok(await waits(cinema, cinema.amina, count=1, at_most=ADULT))
    await cinema.all_done()
    await house(cinema, cinema.show, *ALL[1:])
    await cinema.all_done()
    assert [one["state"] for one in await wishes(cinema.bo)] == ["waiting"]
    assert [one["order_state"] for one in await wishes(cinema.amina)] == ["held"]


async def test_only_shows_of_one_event_that_are_on_sale_can_be_waited_for(cinema: Cinema) -> None:
    other = await both_full(cinema)
    event = str(new_id())
    body: dict[str, Any] = {"merchant_id": cinema.shop, "name": "Other", "minutes": 93}
    ok(await cinema.olga.put(f"/tickets/events/{event}", json=body))
    another = await show_in(cinema, 2, event)
    closed = await show_in(cinema, 3, minutes=60)
    standing = str(new_id())
    body = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "starts_at": cinema.starts.isoformat(),
        "standing": [{"name": "Floor", "price": 0, "capacity": 1}],
    }
    ok(await cinema.olga.put(f"/tickets/shows/{standing}", json=body))
    url = str(cinema.town.settings.database_url)
    async with unchanged(url, "identity_session"):
        for also, code in (([other, another], "invalid"), ([str(new_id())], "no_show")):
            assert problem(await waits(cinema, cinema.bo, count=1, also=also)) == code
        assert problem(await waits(cinema, cinema.bo, count=1, also=[closed])) == "not_on_sale"
        floor = await waits(cinema, cinema.bo, count=1, category=0, also=[standing])
        assert problem(floor) == "invalid", "no seats there"
        assert problem(await waits(cinema, cinema.bo, count=1, at_most=-1)) == "malformed"
        many = [str(new_id()) for _ in range(21)]
        assert problem(await waits(cinema, cinema.bo, count=1, also=many)) == "malformed"
        assert problem(await waits(cinema, cinema.bo, count=40, also=[other])) == "too_many_tickets"
    assert await wishes(cinema.bo) == []


async def said(cinema: Cinema, notice: PushNotice) -> Any:
    kind, _, ref = notice.tag.partition(":")
    async with cinema.town.database.transaction() as db:
        return await COMPOSERS[kind](db, notice.person_id, ref)


async def test_shortly_before_the_doors_all_who_wait_are_told_at_once(
    cinema: Cinema, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[PushNotice] = []
    notify = push.notify

    async def hears(db: Any, notices: Any) -> None:
        made = list(notices)
        told.extend(made)
        await notify(db, made)

    monkeypatch.setattr(waiting.push, "notify", hears)
    paid = await sold_out(cinema, join)
    four: Client = await join("four")
    for who, count in ((cinema.bo, 1), (cinema.gita, 1), (four, 4)):
        ok(await waits(cinema, who, count=count))
    await cinema.all_done()
    await cinema.at_doors()
    cinema.clock.advance(-waiting.ALL_AT_ONCE)
    first, second = [f"/tickets/{one['id']}/listing" for one in paid["tickets"]]
    ok(await cinema.amina.put(first))
    await cinema.all_done()
    assert (await cinema.seats())[:2] == "32", "held for nobody"
    assert [one["state"] for one in await wishes(cinema.bo)] == ["waiting"]
    some = {UUID(one.me["id"]) for one in (cinema.bo, cinema.gita)}
    assert {one.person_id for one in told} == some, "not whom it does not fit"
    found = await said(cinema, told[0])
    assert (found.title, found.url) == ("Le Havre", f"/tickets/show/{cinema.show}")

    ok(await cinema.amina.put(second))
    await cinema.all_done()
    assert len(told) == 2, "not again so soon"
    cinema.clock.advance(timedelta(minutes=10))
    ok(await cinema.amina.delete(second))
    ok(await cinema.amina.put(second))
    await cinema.all_done()
    assert len(told) == 4

    ok(await cinema.gita.delete(f"/tickets/shows/{cinema.show}/wish"))
    gone = next(one for one in told if one.person_id == UUID(cinema.gita.me["id"]))
    assert await said(cinema, gone) is None, "who does not wait any more"
    await cinema.bought(cinema.bo, 0)
    ok(await cinema.amina.delete(second))
    his = next(one for one in told if one.person_id == UUID(cinema.bo.me["id"]))
    assert await said(cinema, his) is None, "nothing is left"


async def test_until_then_they_are_asked_one_after_the_other(cinema: Cinema, join: Join) -> None:
    paid = await sold_out(cinema, join)
    for who in (cinema.bo, cinema.gita):
        ok(await waits(cinema, who, count=1))
        cinema.clock.advance(timedelta(seconds=1))
    await cinema.all_done()
    await cinema.at_doors()
    cinema.clock.advance(-waiting.ALL_AT_ONCE - timedelta(minutes=1))
    ok(await cinema.amina.put(f"/tickets/{paid['tickets'][0]['id']}/listing"))
    await cinema.all_done()
    assert [one["order_state"] for one in await wishes(cinema.bo)] == ["held"]
    assert [one["state"] for one in await wishes(cinema.gita)] == ["waiting"]


async def test_an_offer_is_only_what_one_of_the_shows_holds(cinema: Cinema) -> None:
    """Two shows have something at the same moment: one is offered, the other goes to the next."""
    other = await both_full(cinema)
    ok(await waits(cinema, cinema.bo, count=1, also=[other]))
    await cinema.all_done()
    async with cinema.town.database.transaction() as db:
        for show in (cinema.show, other):
            await tickets.keep_for_house(db, UUID(cinema.olga.me["id"]), UUID(show), ALL[1:])
    await cinema.all_done()
    assert [one["order_state"] for one in await wishes(cinema.bo)] == ["held"]
    assert len(ok(await cinema.bo.get("/tickets/orders"))["orders"]) == 1
