"""A show may ask for codes that the holder's phone shows at this moment: a picture of one lets
nobody in, a gate without network says the same, and paper of the box office stays good.
"""

from base64 import urlsafe_b64decode
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.ticket_codes import living
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, befriend, ok


async def ask_for_live(cinema: Cinema, **more: Any) -> Any:
    body = {"live": True, **more}
    return ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/gate/setup", json=body))


async def shown(cinema: Cinema, who: Any, ticket_id: str, later: int = 0) -> str:
    """What somebody's phone shows at this moment, or so many seconds later."""
    found = ok(await who.get("/tickets"))["tickets"]
    one = next(each for each in found if each["id"] == ticket_id)
    secret = urlsafe_b64decode(one["secret"])
    return living(one["code"], secret, cinema.clock.now() + timedelta(seconds=later))


@pytest.fixture
async def ticket(cinema: Cinema) -> dict[str, Any]:
    """Amina's, half an hour before the show, which asks for live codes."""
    paid = await cinema.bought(cinema.amina, 0)
    await ask_for_live(cinema)
    await cinema.at_doors()
    found: dict[str, Any] = paid["tickets"][0]
    return found


async def test_a_picture_lets_nobody_in_and_the_phone_does(
    cinema: Cinema, ticket: dict[str, Any]
) -> None:
    assert (await cinema.scan(ticket["code"]))["outcome"] == "not_live"
    picture = await shown(cinema, cinema.amina, ticket["id"], -120)
    assert (await cinema.scan(picture))["outcome"] == "not_live"
    ahead = await shown(cinema, cinema.amina, ticket["id"], 120)
    assert (await cinema.scan(ahead))["outcome"] == "not_live"
    sales = ok(await cinema.olga.get(f"/tickets/shows/{cinema.show}/sales"))
    assert sales["entered"] == 0
    now = await shown(cinema, cinema.amina, ticket["id"], -30)
    assert (await cinema.scan(now))["outcome"] == "ok", "clocks may differ by half a minute"
    again = await cinema.scan(ticket["code"])
    assert again["outcome"] == "already_in", "who is in is told first"


async def test_a_gate_without_network_tells_later_what_was_shown_then(
    cinema: Cinema, ticket: dict[str, Any]
) -> None:
    code = await shown(cinema, cinema.amina, ticket["id"])
    at = cinema.clock.now().isoformat()
    cinema.clock.advance(timedelta(minutes=20))
    told = await cinema.scan(code, at=at, let_in=True, alone=True)
    assert told["outcome"] == "ok"


async def test_who_knew_of_no_live_codes_let_in_and_it_counts(
    cinema: Cinema, ticket: dict[str, Any]
) -> None:
    told = await cinema.scan(ticket["code"], let_in=True, alone=True)
    assert told["outcome"] == "ok"


async def test_gates_have_what_they_need_and_nobody_else(
    cinema: Cinema, ticket: dict[str, Any]
) -> None:
    path = f"/tickets/shows/{cinema.show}/gate"
    found = ok(await cinema.gita.get(path))
    assert all(one["secret"] for one in found["keys"])
    for who in (cinema.amina, cinema.bo):
        assert problem(await who.get(path)) == "no_show"
    assert problem(await cinema.gita.put(f"{path}/setup", json={"live": False})) == "role_needed"
    setup = ok(await cinema.olga.get(f"{path}/setup"))
    assert setup["live"] is True
    await ask_for_live(cinema, live=False)
    assert [one["secret"] for one in ok(await cinema.gita.get(path))["keys"]] == [None]
    assert (await cinema.scan(ticket["code"]))["outcome"] == "ok"


async def test_who_had_the_ticket_before_shows_nothing_that_lives(
    cinema: Cinema, ticket: dict[str, Any]
) -> None:
    before = await shown(cinema, cinema.amina, ticket["id"])
    await befriend(cinema.amina, cinema.bo)
    body = {"person_id": cinema.bo.me["id"]}
    ok(await cinema.amina.put(f"/tickets/{ticket['id']}/holder", json=body))
    assert (await cinema.scan(before))["outcome"] == "passed_on"
    code = ok(await cinema.bo.get("/tickets"))["tickets"][0]["code"]
    assert (await cinema.scan(code + before[-8:]))["outcome"] == "not_live"
    now = await shown(cinema, cinema.bo, ticket["id"])
    assert (await cinema.scan(now))["outcome"] == "ok"


async def test_paper_of_the_box_office_is_good_until_it_is_in_somebodys_app(
    cinema: Cinema, ticket: dict[str, Any]
) -> None:
    desk = str(new_id())
    body = {"show_id": cinema.show, "seats": [30, 31]}
    ok(await cinema.gita.put(f"/tickets/box-office/{desk}", json=body))
    sold = ok(await cinema.gita.put(f"/tickets/box-office/{desk}/cash"))
    assert [one["secret"] for one in sold["tickets"]] == [None, None]
    paper, other = [one["code"] for one in sold["tickets"]]
    known = ok(await cinema.gita.get(f"/tickets/shows/{cinema.show}/gate"))["known"]
    papers = {one["ticket"] for one in known if one["paper"]}
    assert papers == {one["id"] for one in sold["tickets"]}
    assert (await cinema.scan(paper))["outcome"] == "ok"
    claimed = ok(await cinema.bo.post("/tickets/claims", json={"code": other}))
    assert claimed["secret"]
    assert (await cinema.scan(other))["outcome"] == "passed_on"
    assert (await cinema.scan(claimed["code"]))["outcome"] == "not_live"
    now = await shown(cinema, cinema.bo, claimed["id"])
    assert (await cinema.scan(now))["outcome"] == "ok"


async def test_who_is_found_by_their_name_needs_no_phone(
    cinema: Cinema, ticket: dict[str, Any]
) -> None:
    path = f"/tickets/shows/{cinema.show}/guests/{ticket['id']}"
    body = {"scan_id": str(new_id()), "gate": "Door A"}
    assert ok(await cinema.gita.put(path, json=body))["outcome"] == "ok"
