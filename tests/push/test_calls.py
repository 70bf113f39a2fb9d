"""Calls: a phone that is away rings, and stops when there is nothing to answer any more."""

from datetime import timedelta

import pytest

from leapfrog.kernel.clock import FixedClock
from tests.calls.acts import answer, hang_up, rings
from tests.chat.acts import Talk, ok
from tests.contacts.conftest import Settle
from tests.http import Client, Enter
from tests.push.acts import subscribed, until
from tests.pushing import Handset, PushService


@pytest.fixture
async def phone(talk: Talk, service: PushService) -> Handset:
    return await subscribed(talk.bo, service)


@pytest.fixture
async def tablet(talk: Talk, client: Enter) -> Client:
    other = client()
    await other.sign_in("bo_chen")
    return other


async def test_a_phone_that_is_away_rings(talk: Talk, phone: Handset) -> None:
    call = await rings(talk.amina, talk.bo, "video")
    await until(lambda: phone.pushed)
    [pushed] = phone.pushed
    shown = pushed.notification
    assert (shown["title"], shown["body"]) == ("Amina", "Video call")
    assert (shown["tag"], shown["requireInteraction"]) == (f"call:{call['id']}", True)
    assert shown["navigate"].endswith(f"/chat/{talk.id}")
    place = shown["navigate"]
    assert [(one["action"], one["title"], one["navigate"]) for one in shown["actions"]] == [
        ("decline", "Decline", f"{place}?decline={call['id']}"),
        ("answer", "Answer", f"{place}?answer={call['id']}"),
    ]
    assert pushed.headers["urgency"] == "high"
    assert int(pushed.headers["ttl"]) <= 45


async def test_whoever_does_not_show_texts_is_only_told_that_it_rings(
    talk: Talk, phone: Handset
) -> None:
    ok(await talk.bo.patch("/push", json={"shows_text": False}))
    await rings(talk.amina, talk.bo)
    await until(lambda: phone.pushed)
    assert phone.texts == ["Incoming call"]


async def test_a_missed_call_is_told_once(
    talk: Talk, phone: Handset, clock: FixedClock, settle: Settle
) -> None:
    await rings(talk.amina, talk.bo)
    await until(lambda: phone.pushed)
    clock.advance(timedelta(seconds=45))
    await settle()
    await until(lambda: len(phone.pushed) > 1)
    assert phone.texts == ["Voice call", "Missed call"]
    told = phone.pushed[-1]
    assert told.notification["tag"] == f"chat:{talk.id}"
    assert (told.headers["urgency"], told.message["app_badge"]) == ("high", 1)


async def test_what_is_answered_on_another_device_stops_to_ring(
    talk: Talk, phone: Handset, tablet: Client
) -> None:
    call = await rings(talk.amina, talk.bo)
    await until(lambda: phone.pushed)
    ok(await answer(tablet, call))
    await until(lambda: len(phone.pushed) > 1)
    shown = phone.pushed[-1].notification
    assert (shown["body"], shown["silent"]) == ("Answered on another device", True)
    assert shown["tag"] == f"call:{call['id']}"


async def test_what_is_muted_rings_and_stops_to_ring(talk: Talk, phone: Handset) -> None:
    ok(await talk.bo.patch(f"/conversations/{talk.id}/mine", json={"muted": True}))
    call = await rings(talk.amina, talk.bo)
    await until(lambda: phone.pushed)
    ok(await hang_up(talk.amina, call))
    await until(lambda: len(phone.pushed) > 1)
    assert phone.texts == ["Voice call", "The call is over"]
