"""Signals: from the one device that talks to the other, and to no third."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.calls.model import SILENCE
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from tests.calls.acts import answer, hang_up, ok, rings
from tests.chat.acts import Talk
from tests.contacts.conftest import Join, Settle
from tests.http import App, Client
from tests.server import Line, line, served

OFFER = {"kind": "offer", "round": 1, "sdp": "v=0\r\n" + "a=candidate 牛肉面\r\n" * 400}
ANSWER = {"kind": "answer", "round": 1, "sdp": "v=0\r\n"}
CANDIDATE = {
    "kind": "candidate",
    "candidate": "candidate:1 1 udp 1 192.0.2.2 9 typ host",
    "sdpMid": "0",
    "sdpMLineIndex": 0,
    "usernameFragment": "abcd",
}


class Phones:
    """Windows of people's browsers, each with a name of its own."""

    def __init__(self, port: int, stack: AsyncExitStack) -> None:
        self.port, self.stack = port, stack

    async def open(self, one: Client, device: Any = None, port: int | None = None) -> Line:
        opened = await self.stack.enter_async_context(line(port or self.port, one.token))
        await opened.say("hello", cursor=None, device=device and str(device))
        await opened.say("ping")
        await opened.hear("pong")
        return opened


@pytest.fixture
async def phones(app: App) -> AsyncIterator[Phones]:
    async with served(app) as port, AsyncExitStack() as stack:
        yield Phones(port, stack)


async def test_what_one_device_says_comes_to_the_other_and_to_no_third(
    talk: Talk, phones: Phones
) -> None:
    hers, his, third = new_id(), new_id(), new_id()
    amina = await phones.open(talk.amina, hers)
    bo = await phones.open(talk.bo, his)
    others = [await phones.open(talk.amina, third), await phones.open(talk.bo)]
    call = await rings(talk.amina, talk.bo, device=hers)
    for one in (amina, bo, *others):
        assert (await one.hear("call"))["call"]["state"] == "ringing"
    ok(await answer(talk.bo, call, device=his))
    for one in (amina, bo, *others):
        assert (await one.hear("call"))["call"]["state"] == "answered"
    for one, other, signals in (
        (bo, amina, [{"kind": "ready"}]),
        (amina, bo, [OFFER, CANDIDATE, {"kind": "sends", "microphone": True, "camera": False}]),
        (bo, amina, [ANSWER, CANDIDATE]),
    ):
        for signal in signals:
            await one.say("signal", call_id=call["id"], signal=signal)
            assert await other.hear("signal", "problem") == {
                "t": "signal",
                "call_id": call["id"],
                "signal": signal,
            }
    for one in others:
        assert await one.silent()
        await one.say("signal", call_id=call["id"], signal=OFFER)
        assert (await one.hear("problem"))["code"] == "call_taken"
    assert await amina.silent()


async def test_nothing_is_said_before_the_answer_nor_after_the_end_nor_by_a_third(
    talk: Talk, phones: Phones, join: Join
) -> None:
    carla = await phones.open(await join("carla"))
    amina, bo = await phones.open(talk.amina), await phones.open(talk.bo)
    call = await rings(talk.amina, talk.bo)

    async def refused(one: Line, kind: str = "signal", **more: Any) -> str:
        await one.say(kind, call_id=call["id"], **more)
        return str((await one.hear("problem"))["code"])

    assert await refused(amina, signal=OFFER) == "not_answered"
    assert await refused(bo, "in_call") == "not_answered"
    assert await refused(carla, signal=OFFER) == await refused(carla, "in_call") == "no_call"
    ok(await answer(talk.bo, call))
    assert await refused(carla, signal=OFFER) == "no_call"
    for bad in (
        {"kind": "offer", "round": 1},
        {"kind": "x"},
        {"kind": "answer", "sdp": "", "round": 0},
    ):
        assert await refused(amina, signal=bad) == "malformed"
    ok(await hang_up(talk.bo, call))
    assert await refused(amina, signal=OFFER) == "call_over"
    await amina.say("in_call", call_id=call["id"])
    over = await amina.hear("call")
    while over["call"]["state"] != "ended":
        over = await amina.hear("call")
    assert over["call"]["outcome"] == "answered"


async def test_a_device_that_comes_while_it_rings_rings_too(talk: Talk, phones: Phones) -> None:
    call = await rings(talk.amina, talk.bo, "video")
    bo = await phones.open(talk.bo)
    assert [one["call"]["id"] for one in bo.heard if one["t"] == "call"] == [call["id"]]
    ok(await answer(talk.bo, call))
    late = await phones.open(talk.bo)
    assert [one for one in late.heard if one["t"] == "call"] == []


async def test_a_call_goes_on_while_one_of_the_two_is_heard(
    talk: Talk, phones: Phones, clock: FixedClock, settle: Settle
) -> None:
    amina, bo = await phones.open(talk.amina), await phones.open(talk.bo)
    call = await rings(talk.amina, talk.bo)
    ok(await answer(talk.bo, call))
    for one in (amina, bo, amina):
        clock.advance(SILENCE - timedelta(seconds=1))
        await one.say("in_call", call_id=call["id"])
        await one.say("ping")
        await one.hear("pong")
        await settle()
    clock.advance(SILENCE)
    await settle()
    over = await bo.hear("call")
    while over["call"]["state"] != "ended":
        over = await bo.hear("call")
    assert over["call"]["duration_s"] == 3 * 59
