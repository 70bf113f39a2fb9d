"""Calls of groups: a phone that is away rings, and stops when there is nothing to answer."""

from datetime import timedelta

import pytest

from leapfrog.kernel.clock import FixedClock
from tests.chat.acts import Talk, befriend, made, ok
from tests.contacts.conftest import Join, Settle
from tests.group_calls.acts import Rowers, begun, decline, leave, seated
from tests.push.acts import subscribed, until
from tests.pushing import Handset, PushService


@pytest.fixture
async def rowers(talk: Talk, join: Join) -> Rowers:
    carla = await join("carla")
    await befriend(talk.amina, carla)
    return Rowers(talk.amina, talk.bo, carla, await made(talk.amina, talk.bo, carla))


@pytest.fixture
async def phone(rowers: Rowers, service: PushService) -> Handset:
    return await subscribed(rowers.bo, service)


async def test_a_phone_that_is_away_rings(rowers: Rowers, phone: Handset) -> None:
    call = await begun(rowers.amina, rowers.group, "video")
    await until(lambda: phone.pushed)
    [pushed] = phone.pushed
    shown = pushed.notification
    assert (shown["title"], shown["body"]) == ("Rowing", "Video call")
    assert (shown["tag"], shown["requireInteraction"]) == (f"group_call:{call['id']}", True)
    place = shown["navigate"]
    assert place.endswith(f"/chat/{rowers.group}")
    assert [(one["action"], one["navigate"]) for one in shown["actions"]] == [
        ("decline", f"{place}?decline={call['id']}"),
        ("answer", f"{place}?answer={call['id']}"),
    ]
    assert (pushed.headers["urgency"], int(pushed.headers["ttl"]) <= 45) == ("high", True)


@pytest.mark.parametrize(
    ("does", "said"),
    [("joins", "Answered on another device"), ("declines", "A call goes on in this group")],
)
async def test_a_phone_stops_to_ring_when_its_owner_acts_elsewhere(
    rowers: Rowers, phone: Handset, does: str, said: str
) -> None:
    call = await begun(rowers.amina, rowers.group)
    await until(lambda: phone.pushed)
    if does == "joins":
        await seated(rowers.bo, call)
    else:
        ok(await decline(rowers.bo, call))
    await until(lambda: len(phone.pushed) > 1)
    shown = phone.pushed[-1].notification
    assert (shown["body"], shown["silent"]) == (said, True)
    assert shown["tag"] == f"group_call:{call['id']}"


async def test_a_call_to_which_nobody_came_is_told_once(
    rowers: Rowers, phone: Handset, clock: FixedClock, settle: Settle
) -> None:
    call = await begun(rowers.amina, rowers.group)
    await until(lambda: phone.pushed)
    clock.advance(timedelta(seconds=5))
    ok(await leave(rowers.amina, call, 1))
    await settle()
    await until(lambda: len(phone.pushed) > 1)
    assert phone.texts[0] == "Voice call"
    assert phone.texts[-1].endswith("Missed call")
