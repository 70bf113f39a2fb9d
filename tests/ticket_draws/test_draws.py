"""Who is drawn chooses seats before everybody else, by a draw that anybody can compute anew; what
some do not use goes to the next, and what is left is for all when the sale opens.
"""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from leapfrog.drops import Drawing, DrawProof, draw_faults
from leapfrog.drops import drawn as drawn_anew
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.ticket_draws import archive
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.pay.acts import funded, secured
from tests.ticket_draws.acts import (
    SEED,
    announced,
    closed,
    drawn,
    due,
    enters,
    path,
    premiere,
    seen,
    wish,
)
from tests.tickets.acts import Cinema, ok


async def crowd(cinema: Cinema, join: Join, n: int = 2) -> list[Client]:
    """Amina, Bo and some more, all with money."""
    more = []
    for at in range(n):
        one = await join(f"fan{at}")
        await secured(one)
        await funded(cinema.town, one, 10_000)
        more.append(one)
    # Accounts are older than the draw.
    cinema.clock.advance(timedelta(minutes=1))
    return [cinema.amina, cinema.bo, *more]


async def rights(cinema: Cinema, people: list[Client]) -> list[Client]:
    """Those of them who may take tickets at this moment."""
    found = []
    for one in people:
        right = (await seen(cinema, one))["right"]
        if right and right["open"]:
            found.append(one)
    return found


async def test_before_the_sale_opens_only_who_is_drawn_takes_tickets_and_all_can_check_it(
    cinema: Cinema, join: Join
) -> None:
    show = await premiere(cinema)
    people = await crowd(show, join)
    early = await show.hold(show.amina, 0, 1)
    assert problem(early) == "not_on_sale"
    assert early.json()["opens_at"]
    await announced(show)
    for one in people:
        ok(await enters(show, one))
    assert (await seen(show, show.amina))["people"] == 4
    await closed(show)
    found = await seen(show, show.amina)
    assert (found["phase"], len(found["root"])) == ("closed", 64)
    assert (await show.amina.get(path(show, "/proof"))).status_code == 404
    await drawn(show)
    first = await rights(show, people)
    assert len(first) == 2
    others = [one for one in people if one not in first]
    assert problem(await show.hold(others[0], 4)) == "not_on_sale"
    assert problem(await show.hold(first[0], 0, 1, 2)) == "too_many_tickets"
    assert len((await show.bought(first[0], 0, 1))["tickets"]) == 2
    assert problem(await show.hold(first[0], 2)) == "too_many_tickets"
    # Anybody computes it anew, and sees in which place they are.
    proof = msgspec.convert(ok(await others[0].get(path(show, "/proof"))), DrawProof)
    entries = (await others[0].get(path(show, "/entries"))).content
    assert draw_faults(proof, entries) == []
    town, maker = bytes.fromhex(proof.town_seed), bytes.fromhex(proof.maker_seed)
    assert drawn_anew(Drawing(town, maker, entries, 2)) == proof.first
    ids = [(await seen(show, one))["entry"] for one in first]
    assert {one["id"] for one in ids} == {str(one) for one in proof.first}
    assert sorted(one["place"] for one in ids) == [1, 2]


async def test_what_is_not_used_goes_to_the_next_and_then_to_everybody(
    cinema: Cinema, join: Join
) -> None:
    show = await premiere(cinema)
    people = await crowd(show, join)
    await announced(show)
    for one in people:
        ok(await enters(show, one))
    await closed(show)
    await drawn(show)
    first = await rights(show, people)
    await show.bought(first[0], 0, 1)
    held = ok(await show.hold(first[1], 4))
    show.clock.advance(timedelta(hours=3))
    await due(show)
    # One had used it all; the other let go of theirs.
    show.clock.advance(timedelta(minutes=11))
    await due(show)
    assert ok(await first[1].get(f"/tickets/orders/{held['id']}"))["state"] == "lapsed"
    [second] = await rights(show, people)
    assert second not in first
    await show.bought(second, 4, 5)
    assert problem(await show.hold(first[1], 6)) == "not_on_sale"
    show.clock.advance(timedelta(hours=18))
    await due(show)
    assert (await seen(show, first[1]))["phase"] == "over"
    ok(await show.hold(first[1], 6, 7))


async def test_a_draw_whose_seed_is_not_shown_keeps_nobody_from_buying(cinema: Cinema) -> None:
    show = await premiere(cinema)
    await announced(show)
    ok(await enters(show, show.amina))
    await closed(show)
    show.clock.advance(timedelta(hours=17, minutes=45))
    late = await show.olga.put(path(show, "/seed"), json={"seed": SEED.hex()})
    assert problem(late) == "ticket_draw_not_now"
    show.clock.advance(timedelta(minutes=20))
    await due(show)
    found = await seen(show, show.amina)
    assert (found["phase"], bool(found["ended_why"])) == ("called_off", True)
    ok(await show.hold(show.bo, 0, 1))


async def test_who_may_not_take_part_is_refused_and_nothing_has_changed(
    cinema: Cinema, join: Join, settings: Settings
) -> None:
    show = await premiere(cinema)
    later = (show.clock.now() + timedelta(minutes=5)).isoformat()
    before = (show.clock.now() - timedelta(minutes=1)).isoformat()
    await announced(show, opens_at=later, registered_before=before)
    dsn = str(settings.database_url)
    async with unchanged(dsn, "identity_session"):
        assert problem(await enters(show, show.amina)) == "ticket_draw_not_now"
    show.clock.advance(timedelta(minutes=6))
    young = await join("young")
    async with unchanged(dsn, "identity_session"):
        assert problem(await enters(show, young)) == "entered_late"
    ok(await enters(show, show.amina))
    entry = (await seen(show, show.amina))["entry"]["id"]
    async with unchanged(dsn, "identity_session"):
        assert problem(await enters(show, show.gita)) == "own_draw"
        assert problem(await enters(show, show.amina)) == "entered_already"
        assert problem(await show.bo.put(path(show, f"/entries/{entry}"))) == "draw_stands"
        ok(await show.amina.put(path(show, f"/entries/{entry}")))
    ok(await show.amina.delete(path(show, "/entries")))
    assert (await seen(show, show.amina))["entry"] is None
    ok(await enters(show, show.amina))
    await closed(show)
    async with unchanged(dsn, "identity_session"):
        assert problem(await enters(show, show.bo)) == "ticket_draw_not_now"
        assert problem(await show.amina.delete(path(show, "/entries"))) == "ticket_draw_not_now"
        wrong = await show.olga.put(path(show, "/seed"), json={"seed": "00" * 32})
        assert problem(wrong) == "wrong_draw_seed"


@pytest.mark.parametrize(
    "more",
    [
        {"rights": 0},
        {"rights": 17},
        {"each": 7},
        {"buy_hours": 0},
        {"commitment": "ab"},
        {"closes_at": "2020-01-01T00:00:00Z"},
        {"closes_at": "hours=19.8"},
    ],
)
async def test_a_draw_that_cannot_be_is_not_announced(
    cinema: Cinema, more: dict[str, Any], settings: Settings
) -> None:
    show = await premiere(cinema)
    if more.get("closes_at") == "hours=19.8":
        more = {"closes_at": (show.clock.now() + timedelta(hours=19.8)).isoformat()}
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await show.olga.put(path(show), json=wish(show, **more))
        assert problem(answer) == "invalid"


async def test_a_show_that_is_sold_already_has_no_draw_and_one_draw_stands(
    cinema: Cinema, settings: Settings
) -> None:
    answer = await cinema.olga.put(path(cinema), json=wish(cinema))
    assert problem(answer) == "invalid"
    show = await premiere(cinema)
    await announced(show)
    async with unchanged(str(settings.database_url), "identity_session"):
        await announced(show)
        other = await show.olga.put(path(show), json=wish(show, rights=3))
        assert problem(other) == "draw_stands"
        seed = hashlib.sha256(b"another").hexdigest()
        other = await show.olga.put(path(show), json=wish(show, commitment=seed))
        assert problem(other) == "draw_stands"


async def test_who_waits_and_who_sells_at_the_desk_do_so_when_the_sale_opens(
    cinema: Cinema,
) -> None:
    show = await premiere(cinema)
    wants = {"count": 1}
    assert (
        problem(await show.bo.put(f"/tickets/shows/{show.show}/wish", json=wants)) == "not_on_sale"
    )
    desk = {"show_id": show.show, "best": 1}
    answer = await show.gita.put(f"/tickets/box-office/{new_id()}", json=desk)
    assert problem(answer) == "not_on_sale"
    show.clock.advance(timedelta(hours=20))
    ok(await show.gita.put(f"/tickets/box-office/{new_id()}", json=desk))
    ok(await show.bo.put(f"/tickets/shows/{show.show}/wish", json=wants))


async def test_a_sale_that_closes_sells_at_the_box_office_alone(cinema: Cinema) -> None:
    closes = (cinema.clock.now() + timedelta(hours=10)).isoformat()
    show = await premiere(cinema, sale_opens_at=None, sale_closes_at=closes)
    held = ok(await show.hold(show.amina, 0, 1))
    show.clock.advance(timedelta(hours=10) - timedelta(minutes=5))
    show.clock.advance(timedelta(minutes=6))
    assert problem(await show.hold(show.bo, 2)) == "not_on_sale"
    assert held["state"] == "held"
    desk = {"show_id": show.show, "best": 1}
    ok(await show.gita.put(f"/tickets/box-office/{new_id()}", json=desk))


async def test_who_is_erased_stays_a_number_in_the_closed_list(cinema: Cinema, join: Join) -> None:
    show = await premiere(cinema)
    people = await crowd(show, join)
    await announced(show)
    for one in people:
        ok(await enters(show, one))
    await closed(show)
    async with show.town.database.transaction() as db:
        await archive.erase_entries(db, UUID(show.amina.me["id"]))
    await drawn(show)
    proof = msgspec.convert(ok(await show.bo.get(path(show, "/proof"))), DrawProof)
    entries = (await show.bo.get(path(show, "/entries"))).content
    assert proof.tickets == 4
    assert draw_faults(proof, entries) == []
