"""Who is there, who types: told to those who may know, in one process and in two."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.settings import Settings
from leapfrog.presence import watching
from tests.chat.acts import Talk, befriend, made, ok, opened, said
from tests.contacts.conftest import Join
from tests.http import App, running
from tests.server import Line, line, served


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "TURN", 0.02)
    monkeypatch.setattr(watching, "GONE_AFTER", 0.2)


@pytest.fixture(params=["one", "two"])
async def ports(
    request: pytest.FixtureRequest, app: App, port: int, settings: Settings, clock: FixedClock
) -> AsyncIterator[tuple[int, int]]:
    """Two doors of the town: of one process, or of two."""
    if request.param == "one":
        yield port, port
        return
    async with running(settings, clock) as other, served(other) as second:
        yield port, second


async def watch(device: Line, *people: Any) -> None:
    await device.say("watch", people=[person.me["id"] for person in people])


async def becomes(device: Line, online: bool) -> dict[str, Any]:
    while (frame := await device.hear("presence"))["online"] is not online:
        pass
    return frame


async def hears_no(device: Line, kind: str, seconds: float = 0.3) -> bool:
    """Whether nothing of this kind comes for so long."""
    before = len(device.heard)
    await asyncio.sleep(seconds)
    await device.say("ping")
    await device.hear("pong")
    return kind not in {frame["t"] for frame in device.heard[before:]}


async def test_a_contact_who_looks_sees_one_come_and_go(talk: Talk, ports: tuple[int, int]) -> None:
    async with line(ports[0], talk.amina.token) as amina:
        await watch(amina, talk.bo)
        assert (await amina.hear("presence"))["online"] is False
        async with line(ports[1], talk.bo.token), line(ports[0], talk.bo.token):
            frame = await becomes(amina, True)
            assert frame == {"t": "presence", "person_id": talk.bo.me["id"], "online": True}
        frame = await becomes(amina, False)
        assert frame["last"].startswith("2026-11-24")


async def test_who_was_there_before_is_seen_at_once(talk: Talk, ports: tuple[int, int]) -> None:
    async with line(ports[1], talk.bo.token) as bo, line(ports[0], talk.amina.token) as amina:
        await bo.say("ping")
        await bo.hear("pong")
        await watch(amina, talk.bo)
        await becomes(amina, True)


async def test_a_short_absence_is_none(
    talk: Talk, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "GONE_AFTER", 5)
    async with line(port, talk.amina.token) as amina:
        async with line(port, talk.bo.token):
            await watch(amina, talk.bo)
            await becomes(amina, True)
        async with line(port, talk.bo.token):
            assert await hears_no(amina, "presence", 0.5)


async def test_a_stranger_sees_nobody_and_neither_does_who_is_blocked(
    talk: Talk, port: int, join: Join
) -> None:
    carla = await join("carla")
    async with line(port, talk.bo.token), line(port, carla.token) as stranger:
        await watch(stranger, talk.bo, carla)
        assert await hears_no(stranger, "presence")
    ok(await talk.amina.put(f"/blocks/{talk.bo.me['id']}"))
    for one, other in ((talk.amina, talk.bo), (talk.bo, talk.amina)):
        async with line(port, other.token), line(port, one.token) as device:
            await watch(device, other)
            assert await hears_no(device, "presence")


@pytest.mark.parametrize("hides_read_receipts", ["amina", "bo"])
async def test_who_hides_is_not_seen_and_does_not_see(
    talk: Talk, port: int, hides_read_receipts: str
) -> None:
    ok(
        await getattr(talk, hides_read_receipts).patch(
            "/chat/settings", json={"presence": "nobody"}
        )
    )
    async with line(port, talk.amina.token) as amina:
        await watch(amina, talk.bo)
        async with line(port, talk.bo.token):
            assert await hears_no(amina, "presence")


async def test_who_blocks_while_somebody_looks_is_gone_and_not_told_of(
    talk: Talk, ports: tuple[int, int]
) -> None:
    async with line(ports[0], talk.amina.token) as amina:
        async with line(ports[1], talk.bo.token):
            await watch(amina, talk.bo)
            await becomes(amina, True)
            ok(await talk.bo.put(f"/blocks/{talk.amina.me['id']}"))
            assert "last" not in await becomes(amina, False)
        async with line(ports[1], talk.bo.token):
            assert await hears_no(amina, "presence")


@pytest.mark.parametrize("hides_read_receipts", ["amina", "bo"])
async def test_who_hides_is_gone_from_open_screens_and_comes_back(
    talk: Talk, ports: tuple[int, int], hides_read_receipts: str
) -> None:
    person = getattr(talk, hides_read_receipts)
    async with line(ports[0], talk.amina.token) as amina, line(ports[1], talk.bo.token):
        await watch(amina, talk.bo)
        await becomes(amina, True)
        ok(await person.patch("/chat/settings", json={"presence": "nobody"}))
        assert "last" not in await becomes(amina, False)
        assert await hears_no(amina, "presence")
        ok(await person.patch("/chat/settings", json={"presence": "contacts"}))
        await becomes(amina, True)


async def test_who_looks_later_takes_no_news_from_who_looked_before(
    talk: Talk, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "TURN", 0.5)
    async with line(port, talk.amina.token) as amina, line(port, talk.amina.token) as tablet:
        await watch(amina, talk.bo)
        await becomes(amina, False)
        async with line(port, talk.bo.token):
            await watch(tablet, talk.bo)
            await becomes(tablet, True)
            await becomes(amina, True)


async def test_a_new_watch_replaces_the_one_before(talk: Talk, port: int) -> None:
    async with line(port, talk.amina.token) as amina:
        await watch(amina, talk.bo)
        await amina.hear("presence")
        await watch(amina)
        await amina.say("ping")
        await amina.hear("pong")
        async with line(port, talk.bo.token):
            assert await hears_no(amina, "presence")


async def test_typing_is_told_to_the_others_once_in_a_while(
    talk: Talk, ports: tuple[int, int]
) -> None:
    async with line(ports[0], talk.amina.token) as amina, line(ports[1], talk.bo.token) as bo:
        await bo.say("ping")
        await bo.hear("pong")
        for _ in range(5):
            await amina.say("typing", conversation_id=talk.id)
        frame = await bo.hear("typing")
        assert (frame["conversation_id"], frame["person_id"]) == (talk.id, talk.amina.me["id"])
        assert await hears_no(bo, "typing")
        assert await hears_no(amina, "typing")


async def test_nobody_hears_who_may_not_write_there_type(talk: Talk, port: int, join: Join) -> None:
    zola = await join("zola")
    letter = await opened(zola, talk.amina)
    await said(zola, letter, "hello")
    async with line(port, talk.amina.token) as amina, line(port, zola.token) as stranger:
        await amina.say("ping")
        await amina.hear("pong")
        await stranger.say("typing", conversation_id=letter)
        await stranger.say("typing", conversation_id=talk.id)
        assert (await stranger.hear("problem"))["code"] == "no_conversation"
        assert await hears_no(amina, "typing")


async def test_in_a_large_group_typing_is_not_told(
    talk: Talk, port: int, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    carla = await join("carla")
    await befriend(talk.amina, carla)
    group = await made(talk.amina, talk.bo, carla)
    async with line(port, talk.amina.token) as amina, line(port, carla.token) as her:
        await her.say("ping")
        await her.hear("pong")
        await amina.say("typing", conversation_id=group)
        await her.hear("typing")
    monkeypatch.setattr("leapfrog.chat.typing.MOST", 2)
    async with line(port, talk.amina.token) as amina, line(port, carla.token) as her:
        await her.say("ping")
        await her.hear("pong")
        await amina.say("typing", conversation_id=group)
        assert await hears_no(her, "typing")


async def test_marks_of_what_is_on_a_device_are_told_to_the_other(talk: Talk, port: int) -> None:
    await said(talk.amina, talk.id, "one")
    async with line(port, talk.amina.token) as amina, line(port, talk.bo.token) as bo:
        await bo.say("delivered", conversation_id=talk.id, seq=1)
        frame = await amina.hear("delivered")
        assert (frame["person_id"], frame["seq"]) == (talk.bo.me["id"], 1)


async def test_in_a_group_only_who_said_it_hears_that_it_was_read(
    talk: Talk, port: int, join: Join
) -> None:
    carla = await join("carla")
    await befriend(talk.amina, carla)
    group = await made(talk.amina, talk.bo, carla)
    await said(talk.amina, group, "one")
    async with (
        line(port, talk.amina.token) as amina,
        line(port, talk.bo.token) as bo,
        line(port, carla.token) as her,
    ):
        for device in (amina, her):
            await device.say("ping")
            await device.hear("pong")
        await bo.say("read", conversation_id=group, seq=2)
        for device in (amina, bo):
            frame = await device.hear("read")
            assert (frame["person_id"], frame["seq"]) == (talk.bo.me["id"], 2)
        assert await hears_no(her, "read")
