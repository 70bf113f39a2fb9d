"""Whatever is sent, read, lost and interrupted: in the end every device has all, once."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import hypothesis
import msgspec
import pytest
from hypothesis import strategies as st

from leapfrog.kernel.settings import Settings
from tests.chat.acts import befriend, history, listed, mark, ok, opened, said
from tests.examples import examples
from tests.http import Client, running
from tests.server import served
from tests.web.phone import Phone

PEOPLE = ("amina", "bo_chen", "carla")
PAIRS = ((0, 1), (0, 2), (1, 2))
# Two of Amina's, one of Bo's; Carla only uses HTTP.
OWNERS = (0, 0, 1)


class World(msgspec.Struct):
    """Three people who know each other, their three conversations, three devices."""

    hub: Any
    people: list[Client]
    talks: list[str]
    phones: list[Phone]


number = st.integers(0, 2)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), number, st.integers(0, 1), st.integers(1, 40)),
        st.tuples(st.just("read"), number, st.integers(0, 1), st.integers(0, 60)),
        st.tuples(st.sampled_from(["connect", "drop", "lose", "catch up"]), number),
        st.tuples(st.just("wait")),
    ),
    max_size=25,
)


async def build(stack: AsyncExitStack, settings: Settings) -> World:
    app = await stack.enter_async_context(running(settings))
    port = await stack.enter_async_context(served(app))
    people = [Client(app, settings.origin, f"203.0.113.{n}") for n in range(3)]
    for person, handle in zip(people, PEOPLE, strict=True):
        stack.push_async_callback(person.aclose)
        await person.join(handle)
    talks = []
    for one, other in PAIRS:
        await befriend(people[one], people[other])
        talks.append(await opened(people[one], people[other]))
    phones = [Phone(people[owner], port) for owner in OWNERS]
    for phone in phones:
        stack.push_async_callback(phone.drop)
    return World(app._app.town.hub, people, talks, phones)


async def play(world: World, steps: list[tuple[Any, ...]]) -> None:
    for step in steps:
        match step:
            case ("say", talk, who, count):
                person = world.people[PAIRS[talk][who]]
                await said(person, world.talks[talk], *(f"{n}" for n in range(count)))
            case ("read", talk, who, seq):
                await mark(world.people[PAIRS[talk][who]], world.talks[talk], seq)
            case ("connect", n):
                await world.phones[n].connect()
            case ("drop", n):
                await world.phones[n].drop()
            case ("lose", n):
                lose(world, world.phones[n])
            case ("catch up", n):
                await world.phones[n].catch_up()
            case _:
                await asyncio.sleep(0.01)
    for phone in world.phones:
        await phone.catch_up()
        await check(phone)


def lose(world: World, phone: Phone) -> None:
    """The next frame does not reach the devices of this person: they are told of a gap."""
    for person, devices in world.hub._devices.items():
        for device in devices if str(person) == phone.owner.me["id"] else ():
            device.behind = True


async def check(phone: Phone) -> None:
    truth = {talk["id"]: talk for talk in await listed(phone.owner)}
    assert phone.talks.keys() == truth.keys()
    for talk, state in truth.items():
        for key in ("last_seq", "read_seq", "their_read_seq", "writable", "person", "last"):
            assert phone.talks[talk][key] == state[key], key
        found: list[Any] = []
        while page := (await history(phone.owner, talk, after=len(found), limit=500))["messages"]:
            found += page
        assert len(found) == state["last_seq"]
        kept = [phone.messages[place] for place in sorted(phone.messages) if place[0] == talk]
        assert kept == found


@pytest.mark.hypothesis
def test_every_device_converges(settings: Settings) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        world = runner.run(build(stack, msgspec.structs.replace(settings, rate_limits=False)))

        @examples(20)
        @hypothesis.given(STEPS)
        def converges(steps: list[tuple[Any, ...]]) -> None:
            runner.run(play(world, steps))

        try:
            converges()
        finally:
            runner.run(stack.aclose())


async def test_one_delta_equals_the_whole(settings: Settings) -> None:
    """A device that was away for long needs no more than one sync and the holes."""
    async with AsyncExitStack() as stack:
        world = await build(stack, msgspec.structs.replace(settings, rate_limits=False))
        phone = world.phones[0]
        await phone.catch_up()
        await phone.drop()
        for talk, pair in zip(world.talks[:2], PAIRS, strict=False):
            await said(world.people[pair[1]], talk, *(f"{n}" for n in range(70)))
        changed = ok(await phone.owner.get("/sync", params={"cursor": phone.cursor}))
        assert not changed["reset"]
        assert [len(talk["messages"]) for talk in changed["conversations"]] == [30, 30]
        await phone.catch_up()
        await check(phone)
