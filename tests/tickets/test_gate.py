"""Gates that were without network tell what they saw: the earliest came in, each later one is a
double, and both are named.
"""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.ticket_gates import http as http_gate
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, ok


def seen(cinema: Cinema, code: str, minutes: int = 0, **more: Any) -> dict[str, Any]:
    at = cinema.clock.now() + timedelta(minutes=minutes)
    return {"id": str(new_id()), "code": code, "at": at.isoformat(), **more}


async def told(cinema: Cinema, gate: str, *scans: dict[str, Any]) -> list[str]:
    """What becomes of the scans of a gate."""
    path = f"/tickets/shows/{cinema.show}/scans"
    answer = ok(await cinema.gita.post(path, json={"gate": gate, "scans": list(scans)}))
    return [one["outcome"] for one in answer["scans"]]


async def listed(cinema: Cinema) -> list[tuple[str, str, bool]]:
    found = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/scans"))["scans"]
    return [(one["gate"], one["outcome"], one["offline"]) for one in found]


async def test_gates_without_network_are_merged_and_doubles_named(
    cinema: Cinema, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = await cinema.bought(cinema.amina, 0, 1, 2)
    one, two, three = [each["code"] for each in paid["tickets"]]
    await cinema.at_doors()
    cinema.clock.advance(timedelta(minutes=10))
    # Door B has network; Door A was without, and let the same ticket in three minutes earlier.
    online = seen(cinema, one)
    assert await told(cinema, "Door B", online) == ["ok"]
    offline = [
        seen(cinema, one, -3, let_in=True),
        seen(cinema, two, -2, let_in=True),
        seen(cinema, two, -1),
        seen(cinema, "no ticket", -1),
    ]
    late = ["ok", "ok", "already_in", "not_a_ticket"]
    assert await told(cinema, "Door A", *offline) == late
    assert await told(cinema, "Door A", *offline) == late, "told again is the same"
    assert await told(cinema, "Door B", online) == ["double"]
    # A third gate let the same in later than both.
    assert await told(cinema, "Door C", seen(cinema, one, -1, let_in=True)) == ["double"]
    # Its request arrived, the answer did not, so it decided alone and says so now.
    lost = seen(cinema, two)
    assert await told(cinema, "Door B", lost) == ["already_in"]
    assert await told(cinema, "Door B", lost | {"let_in": True}) == ["double"]
    found = await listed(cinema)
    assert found.count(("Door B", "double", False)) == 1
    assert found.count(("Door B", "double", True)) == 1, "decided alone, as it turned out"
    assert ("Door A", "ok", True) in found
    assert ("Door C", "double", True) in found
    again = await cinema.scan(one, "Door D")
    assert (again["outcome"], again["gate"]) == ("already_in", "Door A")
    # However many come after them, doubles are named, with who came in.
    monkeypatch.setattr(http_gate, "MOST_SHOWN", 1)
    found = await listed(cinema)
    assert sorted(outcome for _, outcome, _ in found) == ["double"] * 3 + ["ok"] * 2
    entered = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/sales"))["entered"]
    assert entered == 2
    # No gate's clock lets in before the doors' hour, nor in a time to come.
    ahead = (await told(cinema, "Door A", seen(cinema, three, 600)))[0]
    assert ahead == "ok", "its clock is ahead, so it is now"


async def test_a_gate_knows_what_a_signature_does_not_say_and_nothing_else(
    cinema: Cinema,
) -> None:
    paid = await cinema.bought(cinema.amina, 0, 1)
    back, stays = paid["tickets"]
    path = f"/tickets/shows/{cinema.show}/gate"
    before = ok(await cinema.gita.get(path))
    assert before["known"] == []
    assert (before["rows"][:9], before["numbers"][8]) == (["1"] * 8 + ["2"], "1")
    ok(await cinema.amina.post(f"/tickets/{back['id']}/return"))
    await cinema.at_doors()
    await cinema.scan(stays["code"])
    known = {one["ticket"]: one for one in ok(await cinema.gita.get(path))["known"]}
    assert known[back["id"]]["void"]
    assert known[stays["id"]]["gate"] == "Door A"
    assert len(known) == 2
    text = (await cinema.gita.get(path)).text
    assert cinema.amina.me["id"] not in text
    assert "Amina" not in text


async def test_a_scan_of_another_show_keeps_its_id(cinema: Cinema) -> None:
    other = str(new_id())
    body = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "starts_at": cinema.starts.isoformat(),
        "standing": [{"name": "Floor", "price": 0, "capacity": 3}],
    }
    ok(await cinema.olga.put(f"/tickets/shows/{other}", json=body))
    free = {"show_id": other, "category": 0, "standing": 1}
    held = ok(await cinema.bo.put(f"/tickets/orders/{new_id()}", json=free))
    paid = ok(await cinema.bo.put(f"/tickets/orders/{held['id']}/payment", json={}))
    await cinema.at_doors()
    scan = seen(cinema, paid["tickets"][0]["code"])
    assert await told(cinema, "Door A", scan) == ["other_show"]
    path = f"/tickets/shows/{other}/scans"
    answer = await cinema.gita.post(path, json={"gate": "Door A", "scans": [scan]})
    assert problem(answer) == "scan_id_used"
    assert (await listed(cinema))[0] == ("Door A", "other_show", False)
