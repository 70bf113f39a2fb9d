"""Seats of a couple are sold together, and the place beside a wheelchair with it."""

from typing import Any

from leapfrog.kernel.ids import new_id
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, ok


async def with_pairs(cinema: Cinema) -> None:
    """The first row is of couples, the second begins with a wheelchair place and a companion's."""
    plan = ok(await cinema.olga.get(f"/tickets/halls/{cinema.hall}/plan"))
    rows: list[dict[str, Any]] = plan["zones"][0]["rows"]
    for seat in rows[0]["seats"]:
        seat["x"] = {"kind": "couple"}
    for seat, kind in zip(rows[1]["seats"], ("wheelchair", "companion"), strict=False):
        seat["x"] = {"kind": kind}
    body = {"venue_id": cinema.venue, "name": "Hall 1", "plan": plan}
    ok(await cinema.olga.put(f"/tickets/halls/{cinema.hall}", json=body))
    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/plan"))


async def test_half_a_pair_is_refused_with_the_other_half(cinema: Cinema) -> None:
    await with_pairs(cinema)
    url = str(cinema.town.settings.database_url)
    for seats, too in (((0,), [1]), ((1, 2), [0, 3]), ((9,), [8])):
        async with unchanged(url, "identity_session"):
            refused = await cinema.hold(cinema.amina, *seats)
            assert (problem(refused), refused.json()["seats"]) == ("pair_broken", too)
    ok(await cinema.hold(cinema.amina, 0, 1))
    # The box office is held to it too.
    body = {"show_id": cinema.show, "seats": [2]}
    refused = await cinema.olga.put(f"/tickets/box-office/{new_id()}", json=body)
    assert problem(refused) == "pair_broken"
    best = ok(await cinema.hold(cinema.bo, best=1))
    assert best["tickets"][0]["row"] not in ("1",)


async def test_what_is_left_of_a_pair_is_sold_alone(cinema: Cinema) -> None:
    await with_pairs(cinema)
    paid = await cinema.bought(cinema.amina, 0, 1)
    [second] = [one for one in paid["tickets"] if one["seat"] == "2"]
    ok(await cinema.amina.post(f"/tickets/{second['id']}/return"))
    held = ok(await cinema.hold(cinema.bo, 1))
    assert held["tickets"][0]["seat"] == "2"
