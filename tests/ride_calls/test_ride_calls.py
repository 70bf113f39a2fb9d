"""Rider and driver call each other through the town: when, who, and what neither learns."""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.reactions.notices import compose_call
from leapfrog.ride_calls import ride_of_call
from leapfrog.ride_calls.calling import AFTER
from tests.calls.acts import answer, current, hang_up
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join, Settle
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.pay.acts import code
from tests.rides.hails import Hail, ok

MESSAGES = "select count(*) from chat_message"
KEPT = "select conversation_id is null, about from calls_call"


async def call(who: Client, ride: Any, call_id: Any = None) -> Any:
    return await who.put(f"/rides/{ride['id']}/calls/{call_id or new_id()}", json={})


async def over(who: Client) -> None:
    """Nobody talks any more."""
    found = await current(who)
    assert found is not None
    ok(await hang_up(who, found))


async def test_the_two_talk_and_no_conversation_knows(hail: Hail) -> None:
    ride, made = await hail.coming(), new_id()
    for _ in range(2):
        mine = ok(await call(hail.amina, ride, made))
    assert (mine["state"], mine["media"], mine["outgoing"]) == ("ringing", "voice", True)
    assert (mine["person"]["name"], mine["conversation_id"]) == ("Wang", None)
    theirs = await current(hail.wang)
    assert (theirs["id"], theirs["person"]["name"]) == (str(made), "Amina")
    # Neither is told a handle, whatever they read of it.
    for told, handle in ((mine, "wang"), (theirs, "amina")):
        assert handle not in str({**told, "person": {**told["person"], "name": ""}}).lower()
    assert str(ride_of_call(theirs["about"])) == ride["id"]
    ok(await answer(hail.wang, theirs))
    ok(await hang_up(hail.wang, theirs))
    assert ok(await hail.amina.get(f"/calls/{made}"))["outcome"] == "answered"
    async with hail.town.database.glance() as db:
        assert await db.value(MESSAGES) == 0
        [kept] = await db.rows(KEPT)
        assert tuple(kept) == (True, f"ride:{ride['id']}")


async def test_a_device_that_is_away_rings_and_leads_to_the_ride(hail: Hail) -> None:
    ride = await hail.coming()
    for caller, callee, place in (
        (hail.amina, hail.wang, "/taxi"),
        (hail.wang, hail.amina, f"/rides/{ride['id']}"),
    ):
        made = ok(await call(caller, ride))
        async with hail.town.database.glance() as db:
            told = await compose_call(db, id_of(callee), made["id"])
        assert told is not None
        assert (told.url, told.manner) == (place, "ring")
        await over(caller)
        async with hail.town.database.glance() as db:
            told = await compose_call(db, id_of(callee), made["id"])
        assert told is not None
        assert (told.url, told.manner) == (place, "quiet")


async def test_from_acceptance_until_half_an_hour_after(hail: Hail, settings: Settings) -> None:
    ride = ok(await hail.asks())
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await call(hail.amina, ride)) == "ride_state"
        assert code(await call(hail.wang, ride)) == "no_ride"
    offer = await hail.offered()
    assert (await hail.answers(offer, accept=True)).status_code == 204
    ok(await call(hail.wang, ride))
    await over(hail.wang)
    seen = await hail.seen(ride["id"])
    ok(await hail.at(hail.wang, seen["origin"]))
    for verb, body in (("arrival", {}), ("boarding", {"code": seen["hail"]["code"]}), ("end", {})):
        ok(await hail.act(hail.wang, ride["id"], verb, **body))
    hail.clock.advance(AFTER - timedelta(seconds=1))
    ok(await call(hail.amina, ride))
    await over(hail.amina)
    hail.clock.advance(timedelta(seconds=1))
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (hail.amina, hail.wang):
            assert code(await call(who, ride)) == "ride_over"


async def test_who_called_off_or_gave_back_is_called_no_more(
    hail: Hail, settings: Settings
) -> None:
    ride = await hail.coming()
    back = await hail.act(hail.wang, ride["id"], "return", reason="flat tyre")
    assert back.status_code == 204
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await call(hail.wang, ride)) == "no_ride"
        assert code(await call(hail.amina, ride)) == "ride_state"
    assert (await hail.amina.delete(f"/rides/{ride['id']}")).status_code == 204
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await call(hail.amina, ride)) == "ride_over"


async def test_at_the_door_a_call_counts_as_tried(hail: Hail) -> None:
    ride = await hail.at_the_door()
    hail.clock.advance(timedelta(minutes=9))
    ok(await hail.at(hail.wang, ride["origin"]))
    assert code(await hail.act(hail.wang, ride["id"], "no-show")) == "not_tried"
    # That the rider calls is no try of the driver's.
    ok(await call(hail.amina, ride))
    await over(hail.amina)
    assert code(await hail.act(hail.wang, ride["id"], "no-show")) == "not_tried"
    ok(await call(hail.wang, ride))
    await over(hail.wang)
    assert ok(await hail.act(hail.wang, ride["id"], "no-show"))["state"] == "no_show"


async def test_strangers_others_and_those_who_follow_call_nobody(
    hail: Hail, join: Join, client: Enter, settings: Settings
) -> None:
    ride, cleo = await hail.coming(), await join("cleo")
    await hail.drives(cleo, "X 1")
    ok(await hail.amina.put(f"/rides/{ride['id']}/sharing"))
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (cleo, hail.olga):
            assert code(await call(who, ride)) == "no_ride"
        assert code(await call(client(), ride)) == "sign_in_needed"
        assert code(await call(hail.amina, {"id": new_id()})) == "no_ride"


@pytest.mark.parametrize("by_driver", [True, False])
async def test_who_blocked_the_other_is_not_called_and_hears_nobody(
    hail: Hail, settle: Settle, settings: Settings, by_driver: bool
) -> None:
    ride = await hail.coming()
    ok(await call(hail.amina, ride))
    blocks, other = (hail.wang, hail.amina) if by_driver else (hail.amina, hail.wang)
    answer = await blocks.put(f"/blocks/{other.me['id']}")
    assert answer.status_code < 300, answer.text
    await settle()
    assert await current(hail.wang) is None
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (hail.amina, hail.wang):
            assert code(await call(who, ride)) == "ride_call_refused"


async def test_an_id_of_another_call_is_no_way_in(hail: Hail, join: Join) -> None:
    ride = await hail.coming()
    made = ok(await call(hail.amina, ride))
    assert code(await call(hail.wang, ride, made["id"])) == "id_taken"
    cleo = await join("cleo")
    body = {"person_id": hail.amina.me["id"], "media": "voice"}
    assert (await cleo.put(f"/calls/{made['id']}", json=body)).status_code >= 400
    for verb in (cleo.get, cleo.delete):
        assert code(await verb(f"/calls/{made['id']}")) == "no_call"
    assert (await current(hail.wang))["id"] == made["id"]
