"""The stream of a call of a group: all hear what becomes of it, each two devices find a way."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from leapfrog.group_calls.model import SILENCE
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from tests.calls.test_signals import ANSWER, OFFER, Phones
from tests.chat.acts import ok
from tests.contacts.conftest import Join, Settle
from tests.group_calls.acts import Rowers, begun, leave, names, running, seated
from tests.http import App
from tests.server import Line, served

READY = {"kind": "ready"}


@pytest.fixture
async def phones(app: App) -> AsyncIterator[Phones]:
    async with served(app) as port, AsyncExitStack() as stack:
        yield Phones(port, stack)


async def told(one: Line, turn: int) -> Any:
    """The call as it is from this turn on."""
    heard = (await one.hear("group_call"))["call"]
    while heard["turn"] < turn:
        heard = (await one.hear("group_call"))["call"]
    return heard


async def test_all_of_the_group_hear_of_it_and_nobody_else(
    rowers: Rowers, phones: Phones, join: Join
) -> None:
    stranger = await phones.open(await join("stranger"))
    lines = [await phones.open(one) for one in (rowers.amina, rowers.bo, rowers.carla)]
    call = await begun(rowers.amina, rowers.group)
    for one in lines:
        assert await told(one, 1) == call
    seat = await seated(rowers.bo, call)
    for one in lines:
        assert names(await told(one, seat)) == ["Amina", "Bo_chen"]
    ok(await leave(rowers.bo, call, seat))
    ok(await leave(rowers.amina, call, 1))
    for one in lines:
        heard = await told(one, seat + 2)
        assert (heard["seats"], "ended_at" in heard) == ([], True)
    assert await stranger.silent()


async def test_a_device_that_comes_late_knows_which_groups_talk(
    rowers: Rowers, phones: Phones, join: Join
) -> None:
    call = await begun(rowers.amina, rowers.group)
    late = await phones.open(rowers.bo)
    assert [one["calls"] for one in late.heard if one["t"] == "group_calls"] == [[call]]
    other = await phones.open(await join("stranger"))
    assert [one["calls"] for one in other.heard if one["t"] == "group_calls"] == [[]]
    ok(await leave(rowers.amina, call, 1))
    await late.say("sync", cursor=None)
    assert (await late.hear("group_calls"))["calls"] == []


async def test_what_one_device_says_comes_to_the_one_on_that_seat_and_to_no_third(
    rowers: Rowers, phones: Phones
) -> None:
    devices = [new_id() for _ in range(4)]
    amina = await phones.open(rowers.amina, devices[0])
    bo = await phones.open(rowers.bo, devices[1])
    carla = await phones.open(rowers.carla, devices[2])
    other = await phones.open(rowers.bo, devices[3])
    call = await begun(rowers.amina, rowers.group, device=devices[0])
    his = await seated(rowers.bo, call, devices[1])
    hers = await seated(rowers.carla, call, devices[2])
    for one in (amina, bo, carla, other):
        await told(one, hers)
    for one, mine, to, at in (
        (bo, his, amina, 1),
        (amina, 1, bo, his),
        (carla, hers, bo, his),
        (carla, hers, amina, 1),
    ):
        for signal in (READY, OFFER, ANSWER):
            await one.say("group_signal", call_id=call["id"], seat=at, signal=signal)
            assert await to.hear("group_signal", "problem") == {
                "t": "group_signal",
                "call_id": call["id"],
                "seat": mine,
                "signal": signal,
            }
    # The window of Bo that is not in the call says nothing, and hears nothing.
    await other.say("group_signal", call_id=call["id"], seat=1, signal=READY)
    assert (await other.hear("problem"))["code"] == "no_call"
    # What goes to a seat that is empty, or to oneself, is lost.
    for seat in (0, 99, his):
        await bo.say("group_signal", call_id=call["id"], seat=seat, signal=READY)
    for one in (amina, bo, carla, other):
        assert await one.silent()


async def test_nobody_else_says_anything_in_it(rowers: Rowers, phones: Phones, join: Join) -> None:
    stranger, carla = await phones.open(await join("stranger")), await phones.open(rowers.carla)
    amina = await phones.open(rowers.amina)
    call = await begun(rowers.amina, rowers.group)

    async def refused(one: Line, kind: str = "group_signal", **more: Any) -> str:
        await one.say(kind, call_id=call["id"], **more)
        return str((await one.hear("problem"))["code"])

    assert await refused(stranger, seat=1, signal=OFFER) == "no_call"
    assert await refused(stranger, "in_group_call") == "no_call"
    assert await refused(carla, seat=1, signal=OFFER) == "no_call"
    assert await refused(amina, seat=1, signal={"kind": "offer"}) == "malformed"
    ok(await leave(rowers.amina, call, 1))
    assert await refused(amina, seat=1, signal=OFFER) == "no_call"


async def test_who_says_that_they_are_there_stays_and_who_is_out_hears_so(
    rowers: Rowers, phones: Phones, clock: FixedClock, settle: Settle
) -> None:
    amina, bo = await phones.open(rowers.amina), await phones.open(rowers.bo)
    call = await begun(rowers.amina, rowers.group)
    await seated(rowers.bo, call)
    for _ in range(4):
        clock.advance(SILENCE / 3)
        await amina.say("in_group_call", call_id=call["id"])
        await amina.say("ping")
        await amina.hear("pong")
        await settle()
    [now] = await running(rowers.carla)
    assert names(now) == ["Amina"]
    assert await told(bo, now["turn"]) == now
    await bo.say("in_group_call", call_id=call["id"])
    assert (await bo.hear("group_call"))["call"] == now
