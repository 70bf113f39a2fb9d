"""A group in which all is said, changed, unsaid, hidden, joined and left, over lines that break: in
the end every device has what its owner may see, each row once, as it is now.
"""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import hypothesis
import msgspec
import pytest
from hypothesis import strategies as st

from leapfrog.kernel.settings import Settings
from tests.chat.acts import befriend, do, history, listed, made, mark
from tests.examples import examples
from tests.http import Client, running
from tests.server import served
from tests.web.shipmate import Shipmate, comparable, window
from tests.web.test_convergence import lose

PEOPLE = ("amina", "bo_chen", "carla", "deniz")
# Two of Amina's, who owns the group, one of each other.
OWNERS = (0, 0, 1, 2, 3)
SHOWN = ("last_seq", "last_ord", "read_seq", "unread", "writable", "name", "role", "member_count")
REFUSED = ("not_member", "no_conversation", "not_yours", "recalled", "no_message", "no_member")

who, other = st.integers(0, 3), st.integers(1, 3)
nth = st.one_of(st.integers(0, 2), st.integers(0, 80))
# What chance seldom finds: something long ago is hidden; what is changed is unsaid.
HIDDEN = [("say", 1, 40), ("say", 1, 40), ("catch up", 1), ("hide", 0, 60)]
UNSAID = [("say", 1, 1), ("catch up", 3), ("edit", 1, 0), ("react", 2, 0, "👍"), ("recall", 1, 0)]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), who, st.integers(1, 40)),
        st.tuples(st.sampled_from(["edit", "recall", "hide", "read"]), who, nth),
        st.tuples(st.just("react"), who, nth, st.sampled_from(["👍", "❤️", ""])),
        st.tuples(st.sampled_from(["add", "remove", "leave", "promote"]), other),
        st.tuples(st.just("rename"), st.sampled_from(["Rowing", "Sailing"])),
        st.tuples(
            st.sampled_from(["connect", "drop", "lose", "catch up"]),
            st.integers(0, len(OWNERS) - 1),
        ),
    ),
    max_size=30,
)


class World(msgspec.Struct):
    """Four people, the group that Amina made, their devices."""

    hub: Any
    people: list[Client]
    group: str
    phones: list[Shipmate]

    async def at(self, person: Client, back: int, *, own: bool = False) -> int:
        """The seq of a message, counted from the end of what this person sees, or said."""
        page = await person.get(f"/conversations/{self.group}/messages", params={"limit": 500})
        if page.is_error:
            return 1
        shown = [one for one in page.json()["messages"] if one["kind"] == "text"]
        shown = [one for one in shown if not own or one["sender_id"] == person.me["id"]]
        return int(shown[-1 - back % len(shown)]["seq"]) if shown else 1


async def build(stack: AsyncExitStack, settings: Settings) -> World:
    app = await stack.enter_async_context(running(settings))
    port = await stack.enter_async_context(served(app))
    people = [Client(app, settings.origin, f"203.0.113.{n}") for n in range(4)]
    for person, handle in zip(people, PEOPLE, strict=True):
        stack.push_async_callback(person.aclose)
        await person.join(handle)
    for person in people[1:]:
        await befriend(people[0], person)
    phones = [Shipmate(people[owner], port) for owner in OWNERS]
    for phone in phones:
        stack.push_async_callback(phone.drop)
    return World(app._app.town.hub, people, await made(people[0], *people[1:3]), phones)


async def act(world: World, step: tuple[Any, ...]) -> Any:
    """One step; answers the response of a request."""
    amina, group = world.people[0], world.group
    path = f"/groups/{group}/members"
    match step:
        case ("say", n, count):
            for k in range(count):
                answer = await do(world.people[n], group, "text", body=f"{n}.{k}")
            return answer
        case ("edit" | "recall" as kind, n, back):
            person, body = world.people[n], {"body": "changed"} if kind == "edit" else {}
            return await do(person, group, kind, ref=await world.at(person, back, own=True), **body)
        case ("react", n, back, emoji):
            person = world.people[n]
            ref = await world.at(person, back)
            return await do(person, group, "reaction", ref=ref, body=emoji)
        case ("hide", n, back):
            person = world.people[n]
            seqs = [await world.at(person, back)]
            return await person.post(f"/conversations/{group}/hidden", json={"seqs": seqs})
        case ("read", n, seq):
            return await mark(world.people[n], group, seq)
        case ("add", n):
            return await amina.put(path, json={"person_ids": [world.people[n].me["id"]]})
        case ("remove", n):
            return await amina.delete(f"{path}/{world.people[n].me['id']}")
        case ("leave", n):
            person = world.people[n]
            return await person.delete(f"{path}/{person.me['id']}")
        case ("promote", n):
            them = world.people[n].me["id"]
            return await amina.put(f"{path}/{them}/role", json={"role": "admin"})
        case ("rename", name):
            return await amina.patch(f"/groups/{group}", json={"name": name})
        case (move, n):
            await move_phone(world, move, world.phones[n])
    return None


async def move_phone(world: World, move: str, phone: Shipmate) -> None:
    if move == "lose":
        lose(world, phone)  # type: ignore[arg-type]
    elif move == "catch up":
        await phone.catch_up()
    else:
        await (phone.connect() if move == "connect" else phone.drop())


async def play(world: World, steps: list[tuple[Any, ...]]) -> None:
    for step in steps:
        answer = await act(world, step)
        if answer is not None and answer.is_error:
            assert answer.json()["code"] in REFUSED, answer.text
    for phone in world.phones:
        await phone.catch_up()
        await check(world, phone)


async def check(world: World, phone: Shipmate) -> None:
    truth = {talk["id"]: talk for talk in await listed(phone.owner)}
    for talk, state in truth.items():
        mine = phone.talks[talk]
        for key in SHOWN:
            assert mine.get(key) == state.get(key), key
        found: list[Any] = []
        after = state.get("hidden_to", 0)
        while page := (await history(phone.owner, talk, after=after, limit=500))["messages"]:
            found, after = found + page, page[-1]["seq"]
        assert [message["seq"] for message in found] == list(window(state)), "no hole, none twice"
        # Who is gone sees what is changed later in what they saw, but is not told of it.
        for message in found if state["writable"] else ():
            assert phone.view(talk, message["seq"]) == comparable(message)


@pytest.mark.hypothesis
def test_every_device_of_a_group_converges(settings: Settings) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        world = runner.run(build(stack, msgspec.structs.replace(settings, rate_limits=False)))

        @examples(25)
        @hypothesis.example(HIDDEN)
        @hypothesis.example(UNSAID)
        @hypothesis.given(STEPS)
        def converges(steps: list[tuple[Any, ...]]) -> None:
            runner.run(play(world, steps))

        try:
            converges()
        finally:
            runner.run(stack.aclose())
