"""Plans of a hall are versions: shows keep theirs, and change over where nobody would move."""

from typing import Any

from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, ok


async def put_plan(cinema: Cinema, plan: dict[str, Any]) -> None:
    body = {"venue_id": cinema.venue, "name": "Hall 1", "plan": plan}
    ok(await cinema.olga.put(f"/tickets/halls/{cinema.hall}", json=body))


async def test_sold_seats_never_move(cinema: Cinema) -> None:
    paid = await cinema.bought(cinema.amina, 10, 11)
    versions, show = f"/tickets/halls/{cinema.hall}/versions", f"/tickets/shows/{cinema.show}"
    plan = ok(await cinema.olga.get(f"/tickets/halls/{cinema.hall}/plan"))
    rows: list[dict[str, Any]] = plan["zones"][0]["rows"]
    rows[1]["seats"][2]["seat_number"] = "3b"
    first_is_gone = [*rows[1:]]
    await put_plan(cinema, plan)
    await put_plan(cinema, plan)
    found = ok(await cinema.olga.get(versions))["versions"]
    assert [(one["version"], one["shows"]) for one in found] == [(2, 0), (1, 1)]
    async with unchanged(str(cinema.town.settings.database_url), "identity_session"):
        refused = await cinema.olga.put(f"{show}/plan")
        assert (problem(refused), refused.json()["seats"]) == ("seats_sold", ["2 3"])
    plan["zones"][0]["rows"] = first_is_gone
    await put_plan(cinema, plan)
    assert (await cinema.olga.put(f"{show}/plan")).json()["seats"] == ["2 3", "2 4"]

    old = ok(await cinema.olga.get(f"/tickets/halls/{cinema.hall}/plan?version=1"))
    old["zones"][0]["rows"][0]["seats"][0]["x"] = {"kind": "wheelchair"}
    old["zones"][0]["rows"].pop()
    await put_plan(cinema, old)
    changed = ok(await cinema.olga.put(f"{show}/plan"))
    assert (changed["places"], changed["left"]) == (24, 22)
    assert ok(await cinema.olga.put(f"{show}/plan")) == changed
    assert (await cinema.seats()) == "0" * 10 + "22" + "0" * 12
    held = ok(await cinema.hold(cinema.bo, 12, 13))
    assert [(one["row"], one["seat"]) for one in held["tickets"]] == [("2", "5"), ("2", "6")]
    mine = ok(await cinema.amina.get("/tickets"))["tickets"]
    assert [one["code"] for one in mine] == [one["code"] for one in paid["tickets"]]
    await cinema.at_doors()
    assert (await cinema.scan(mine[0]["code"]))["outcome"] == "ok"
    assert problem(await cinema.olga.get(f"/tickets/halls/{cinema.hall}/plan?version=9")) == (
        "no_hall"
    )
