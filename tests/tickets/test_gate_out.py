"""People go out and come in again, seen by two gates of which one is without network; what was a
mistake is taken back; who has no phone is found by their name, by who may do so.
"""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.ticket_gates import http_guests
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, befriend, ok
from tests.tickets.test_gate import seen, told


async def in_again(cinema: Cinema, **more: Any) -> None:
    """Who went out may come in again."""
    path = f"/tickets/shows/{cinema.show}/gate/setup"
    ok(await cinema.olga.put(path, json={"re_entry": True, **more}))


async def inside(cinema: Cinema) -> int:
    return int(ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/scans"))["inside"])


async def state(cinema: Cinema) -> str:
    [ticket] = ok(await cinema.amina.get("/tickets"))["tickets"]
    return str(ticket["state"])


async def at_doors(cinema: Cinema, *seats: int) -> list[str]:
    """Amina's codes, ten minutes after the doors opened."""
    paid = await cinema.bought(cinema.amina, *seats)
    await cinema.at_doors()
    cinema.clock.advance(timedelta(minutes=30))
    return [one["code"] for one in paid["tickets"]]


async def test_out_and_in_again_seen_by_two_gates_of_which_one_tells_late(cinema: Cinema) -> None:
    [code] = await at_doors(cinema, 0)
    assert await told(cinema, "Door A", seen(cinema, code, -20)) == ["ok"]
    out = {"way": "out"}
    assert await told(cinema, "Door A", seen(cinema, code, -10, **out)) == ["ok"]
    assert await inside(cinema) == 0
    back = await cinema.scan(code, "Door B")
    assert (back["outcome"], bool(back["out_at"])) == ("no_re_entry", True)
    await in_again(cinema)
    # Door B had no network, and let back in whom it did not know to be out.
    alone = seen(cinema, code, -8, let_in=True, alone=True)
    # Door A saw them go out once more, before it heard of that.
    later = seen(cinema, code, -5, **out)
    assert await told(cinema, "Door A", later) == ["not_in"]
    assert await told(cinema, "Door B", alone) == ["ok"]
    assert await told(cinema, "Door A", later) == ["ok"], "known now"
    assert await told(cinema, "Door A", seen(cinema, code, -2)) == ["ok"]
    assert await told(cinema, "Door B", seen(cinema, code)) == ["already_in"]
    assert await inside(cinema) == 1
    [ticket] = ok(await cinema.amina.get("/tickets"))["tickets"]
    assert (ticket["state"], ticket["used_gate"]) == ("used", "Door A")
    doors = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/scans"))["doors"]
    assert doors == [
        {"gate": "Door A", "came": 2, "went": 2},
        {"gate": "Door B", "came": 1, "went": 0},
    ]


async def test_two_people_with_one_ticket_are_a_double_also_after_one_went_out(
    cinema: Cinema,
) -> None:
    [code] = await at_doors(cinema, 0)
    await in_again(cinema)
    offline = seen(cinema, code, -20, let_in=True, alone=True)
    assert await told(cinema, "Door A", seen(cinema, code, -15)) == ["ok"]
    assert await told(cinema, "Door B", offline) == ["ok"]
    # Out again, once, and the other one is inside still: nobody knows.
    assert await told(cinema, "Door A", seen(cinema, code, -10, way="out")) == ["ok"]
    found = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/scans"))["scans"]
    assert [one["gate"] for one in found if one["outcome"] == "double"] == ["Door A"]
    assert await inside(cinema) == 0


async def test_a_gate_without_network_that_turned_somebody_away_lets_nobody_in(
    cinema: Cinema,
) -> None:
    [code] = await at_doors(cinema, 0)
    refused = seen(cinema, code, -5, alone=True)
    assert await told(cinema, "Door B", refused) == ["turned_away"]
    assert await state(cinema) == "valid"
    # The town had let them in, and the answer never came: the gate said no by itself.
    lost = seen(cinema, code)
    assert await told(cinema, "Door B", lost) == ["ok"]
    assert await told(cinema, "Door B", {**lost, "alone": True}) == ["turned_away"]
    assert await state(cinema) == "valid"
    assert await told(cinema, "Door B", {**lost, "alone": True}) == ["turned_away"]


async def test_what_was_read_by_mistake_is_taken_back_within_half_a_minute(
    cinema: Cinema, settings: Settings
) -> None:
    [code] = await at_doors(cinema, 0)
    one = seen(cinema, code)
    assert await told(cinema, "Door A", one) == ["ok"]
    cinema.clock.advance(timedelta(seconds=20))
    undone = {**one, "undone_at": cinema.clock.now().isoformat()}
    path = f"/tickets/shows/{cinema.show}/scans"
    body = {"gate": "Door A", "scans": [undone]}
    dsn = str(settings.database_url)
    async with unchanged(dsn, "identity_session"):
        other = await cinema.olga.post(path, json=body)
        assert problem(other) == "not_your_scan"
        late = (cinema.clock.now() + timedelta(minutes=1)).isoformat()
    assert await told(cinema, "Door A", undone) == ["undone"]
    assert await told(cinema, "Door A", undone) == ["undone"], "again is the same"
    assert await told(cinema, "Door A", one) == ["undone"], "told late, it stays taken back"
    assert (await state(cinema), await inside(cinema)) == ("valid", 0)
    again = seen(cinema, code)
    assert await told(cinema, "Door A", again) == ["ok"]
    cinema.clock.advance(timedelta(seconds=31))
    late = cinema.clock.now().isoformat()
    body = {"gate": "Door A", "scans": [{**again, "undone_at": late}]}
    async with unchanged(dsn, "identity_session"):
        assert problem(await cinema.gita.post(path, json=body)) == "undo_too_late"
    assert await state(cinema) == "used"


async def test_taken_back_without_network_the_one_after_it_came_in(cinema: Cinema) -> None:
    [code] = await at_doors(cinema, 0)
    wrong = seen(cinema, code, -4, let_in=True, alone=True)
    wrong["undone_at"] = wrong["at"]
    right = seen(cinema, code, -2, let_in=True, alone=True)
    assert await told(cinema, "Door B", wrong, right) == ["undone", "ok"]
    assert await inside(cinema) == 1


async def test_a_door_is_for_its_seats_alone(cinema: Cinema) -> None:
    other = str(new_id())
    rooms = [
        {"name": "Floor", "price": 0, "capacity": 3},
        {"name": "Bar", "price": 0, "capacity": 3},
    ]
    body = {
        "event_id": cinema.event,
        "venue_id": cinema.venue,
        "starts_at": cinema.starts.isoformat(),
        "standing": rooms,
    }
    ok(await cinema.olga.put(f"/tickets/shows/{other}", json=body))
    setup = f"/tickets/shows/{other}/gate/setup"
    for bad in (
        [{"name": "North", "categories": [0]}],
        [{"name": "North", "categories": [0, 1]}, {"name": "North", "categories": [1]}],
        [{"name": "North", "categories": [0, 1, 2]}],
        [{"name": " ", "categories": [0, 1]}],
    ):
        assert problem(await cinema.olga.put(setup, json={"entrances": bad})) == "invalid"
    doors = [{"name": "North", "categories": [0]}, {"name": "South", "categories": [1]}]
    made = ok(await cinema.olga.put(setup, json={"entrances": doors}))
    assert made["entrances"] == doors
    free = {"show_id": other, "category": 0, "standing": 1}
    held = ok(await cinema.amina.put(f"/tickets/orders/{new_id()}", json=free))
    paid = ok(await cinema.amina.put(f"/tickets/orders/{held['id']}/payment", json={}))
    cinema.clock.advance(timedelta(hours=30) - timedelta(minutes=10))
    code = paid["tickets"][0]["code"]
    for entrance, outcome in (("South", "other_entrance"), ("North", "ok")):
        body = {"gate": "A", "entrance": entrance, "scans": [seen(cinema, code)]}
        answer = ok(await cinema.gita.post(f"/tickets/shows/{other}/scans", json=body))
        assert answer["scans"][0]["outcome"] == outcome


async def found(cinema: Cinema, who: Client, name: str) -> Any:
    return await who.post(f"/tickets/shows/{cinema.show}/guests", json={"name": name})


async def test_who_has_no_phone_is_found_by_name_and_nothing_else_is_told(
    cinema: Cinema, settings: Settings
) -> None:
    await at_doors(cinema, 0, 1)
    name = cinema.amina.me["display_name"]
    answer = await found(cinema, cinema.gita, name[:3].lower())
    guests = ok(answer)["guests"]
    assert [sorted(one) for one in guests] == [["category", "inside", "name", "seat", "ticket"]] * 2
    assert {one["name"] for one in guests} == {name}
    for hidden in (cinema.amina.me["id"], cinema.amina.me["handle"] + "@"):
        assert hidden not in answer.text
    assert ok(await found(cinema, cinema.gita, name[1:4]))["guests"] == [], "not in the middle"
    assert problem(await found(cinema, cinema.gita, name[:1])) == "invalid"
    one = guests[0]["ticket"]
    path = f"/tickets/shows/{cinema.show}/guests/{one}"
    body = {"scan_id": str(new_id()), "gate": "Door A"}
    assert ok(await cinema.gita.put(path, json=body))["outcome"] == "ok"
    assert ok(await cinema.gita.put(path, json=body))["outcome"] == "ok", "again is the same"
    again = ok(await cinema.gita.put(path, json={**body, "scan_id": str(new_id())}))
    assert again["outcome"] == "already_in"
    scans = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/scans"))["scans"]
    assert [one["searched"] for one in scans] == [True, True]
    shown = {
        one["ticket"]: one["inside"] for one in ok(await found(cinema, cinema.gita, name))["guests"]
    }
    assert shown[one] is True
    # That they looked is told, not for whom.
    setup = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/gate/setup"))
    assert [one["looked"] for one in setup["others"]] == [3]


async def test_who_blocked_the_gate_is_not_found_there(cinema: Cinema) -> None:
    await at_doors(cinema, 0)
    name = cinema.amina.me["display_name"]
    [guest] = ok(await found(cinema, cinema.gita, name))["guests"]
    ok(await cinema.amina.put(f"/blocks/{cinema.gita.me['id']}"))
    assert ok(await found(cinema, cinema.gita, name)) == {"guests": [], "too_many": False}
    path = f"/tickets/shows/{cinema.show}/guests/{guest['ticket']}"
    body = {"scan_id": str(new_id()), "gate": "Door A"}
    assert problem(await cinema.gita.put(path, json=body)) == "no_ticket"
    assert await state(cinema) == "valid"


async def test_of_a_common_name_nobody_is_listed(
    cinema: Cinema, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    await at_doors(cinema, 0, 1)
    monkeypatch.setattr("leapfrog.ticket_gates.guests.MOST", 1)
    answer = ok(await found(cinema, cinema.gita, cinema.amina.me["display_name"]))
    assert answer == {"guests": [], "too_many": True}


async def test_looking_for_names_is_limited(
    cinema: Cinema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_guests, "SEARCHES", http_guests.Limit("test_gate_search", 1, 3600))
    ok(await found(cinema, cinema.gita, "Nobody"))
    assert problem(await found(cinema, cinema.gita, "Nobody")) == "rate_limited"


async def test_a_helper_stands_at_this_gate_and_sees_nothing_else(
    cinema: Cinema, join: Join, settings: Settings
) -> None:
    [code] = await at_doors(cinema, 0)
    helper = await join("helga")
    one = f"/tickets/shows/{cinema.show}/helpers/{helper.me['id']}"
    assert problem(await cinema.olga.put(one, json={})) == "not_your_helper"
    await befriend(cinema.olga, helper)
    ok(await cinema.olga.put(one, json={}))
    [show] = ok(await helper.get("/tickets/gates"))["shows"]
    assert show["id"] == cinema.show
    gate = ok(await helper.get(f"/tickets/shows/{cinema.show}/gate"))
    assert gate["searches"] is False
    path = f"/tickets/shows/{cinema.show}"
    body = {"gate": "Side", "scans": [seen(cinema, code)]}
    assert ok(await helper.post(f"{path}/scans", json=body))["scans"][0]["outcome"] == "ok"
    async with unchanged(str(settings.database_url), "identity_session"):
        assert problem(await found(cinema, helper, "Amina")) == "role_needed"
        for way in ("sales", "scans", "figures", "gate/setup", "scans.csv"):
            assert (await helper.get(f"{path}/{way}")).status_code == 404
        desk = {"show_id": cinema.show, "best": 1}
        assert (await helper.put(f"/tickets/box-office/{new_id()}", json=desk)).status_code == 404
        assert (await helper.post(f"{path}/counter", json={"code": code})).status_code == 404
    ok(await cinema.olga.put(one, json={"searches": True}))
    assert len(ok(await found(cinema, helper, cinema.amina.me["display_name"]))["guests"]) == 1
    ok(await cinema.olga.delete(one))
    async with unchanged(str(settings.database_url), "identity_session"):
        body = {"gate": "Side", "scans": [seen(cinema, code)]}
        for answer in (
            await helper.get(f"{path}/gate"),
            await helper.post(f"{path}/scans", json=body),
            await found(cinema, helper, "Amina"),
        ):
            assert problem(answer) == "no_show"
    assert ok(await helper.get("/tickets/gates"))["shows"] == []


async def test_all_scans_as_a_table_without_names(cinema: Cinema) -> None:
    [code] = await at_doors(cinema, 0)
    await told(cinema, "=Door", seen(cinema, code))
    answer = await cinema.olga.get(f"/tickets/shows/{cinema.show}/scans.csv")
    header, row = answer.text.strip().split("\r\n")
    assert header.startswith("at,gate,way,outcome")
    assert row.endswith(",'=Door,in,ok,Seat,1,1,,")
    assert cinema.amina.me["display_name"] not in answer.text
