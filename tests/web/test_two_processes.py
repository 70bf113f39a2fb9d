"""Two applications on one database, as two processes or nodes are; and three."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import msgspec
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.settings import Settings
from tests.calls.acts import answer, hang_up, rings
from tests.carddav.phone import Phone, app_password, vcard
from tests.chat.acts import Talk, code, mark, ok, said
from tests.http import PATIENCE, App, Client, running
from tests.matrix import settled
from tests.nats import NatsServer, nats_server
from tests.posts.acts import post
from tests.server import line, served


@pytest.fixture(scope="module")
def nats() -> Iterator[NatsServer]:
    with nats_server() as running:
        yield running


@pytest.fixture(params=["postgres", "nats"])
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """A town whose stream goes over what it is."""
    if request.param == "postgres":
        return settings
    server: NatsServer = request.getfixturevalue("nats")
    return msgspec.structs.replace(settings, nats_url=(server.url,))


@pytest.fixture
async def other_app(app: App, settings: Settings, clock: FixedClock) -> AsyncIterator[App]:
    """A second process of the same town, at the same time: what is due in one is due in both."""
    async with running(settings, clock) as other:
        yield other


@pytest.fixture
async def other_port(other_app: App) -> AsyncIterator[int]:
    """Its port."""
    async with served(other_app) as port:
        yield port


@pytest.fixture
async def third_port(app: App, settings: Settings, clock: FixedClock) -> AsyncIterator[int]:
    """The port of a third one."""
    async with running(settings, clock) as third, served(third) as port:
        yield port


async def test_what_is_sent_on_one_is_live_on_the_other(
    talk: Talk, port: int, other_port: int, database_url: str
) -> None:
    # That they became contacts is told as well, once it has had its reactions.
    await settled(database_url)
    async with line(port, talk.amina.token) as amina, line(other_port, talk.bo.token) as bo:
        for device in (amina, bo):
            await device.say("hello", cursor=None)
            # The last word of what a hello is answered; it is read after the delta.
            await device.hear("group_calls")
        [sent] = await said(talk.amina, talk.id, "hello over there")
        assert (await bo.hear("message"))["message"] == sent
        await mark(talk.bo, talk.id, 1)
        assert (await amina.hear("read"))["seq"] == 1
        assert (await bo.hear("read"))["seq"] == 1
        assert await bo.silent(), bo.heard[-1]


async def test_a_session_that_ends_on_one_ends_its_stream_on_the_other(
    talk: Talk, other_port: int
) -> None:
    async with line(other_port, talk.bo.token) as bo:
        await bo.say("ping")
        await bo.hear("pong")
        ok(await talk.bo.delete("/sessions/current"))
        assert (await bo.hear("bye"))["code"] == "session_ended"


async def test_a_new_name_is_told_wherever_somebody_listens(talk: Talk, other_port: int) -> None:
    async with line(other_port, talk.bo.token) as bo:
        await bo.say("ping")
        await bo.hear("pong")
        await said(talk.bo, talk.id, "x")
        await bo.hear("message")
        ok(await talk.amina.patch("/me", json={"display_name": "Amina the Great"}))
        assert (await bo.hear("changed"))["what"] in ("conversations", "contacts")
        [row] = ok(await talk.bo.get("/conversations"))["conversations"]
        assert row["person"]["display_name"] == "Amina the Great"


async def test_two_people_call_each_other_from_one_to_the_other(
    talk: Talk, port: int, other_port: int
) -> None:
    """Descriptions of a film are longer than what one notification of PostgreSQL carries."""
    offer = {"kind": "offer", "round": 1, "sdp": "a=rtcp-fb:96 nack pli 牛肉面\r\n" * 800}
    async with line(port, talk.amina.token) as amina, line(other_port, talk.bo.token) as bo:
        for device in (amina, bo):
            await device.say("ping")
            await device.hear("pong")
        call = await rings(talk.amina, talk.bo, "video")
        assert (await bo.hear("call"))["call"]["state"] == "ringing"
        ok(await answer(talk.bo, call))
        assert [(await amina.hear("call"))["call"]["state"] for _ in range(2)][-1] == "answered"
        for one, other, signal in ((bo, amina, {"kind": "ready"}), (amina, bo, offer)):
            await one.say("signal", call_id=call["id"], signal=signal)
            assert (await other.hear("signal"))["signal"] == signal
        ok(await hang_up(talk.bo, call))
        assert (await amina.hear("message"))["message"]["meta"]["outcome"] == "answered"
        assert (await bo.hear("message"))["message"]["client_id"] == call["id"]


async def test_an_address_book_is_in_step_wherever_a_phone_asks(
    talk: Talk, app: App, other_app: App, settings: Settings
) -> None:
    password = await app_password(talk.amina)
    one, other = (Phone(each, settings.origin, "amina", password) for each in (app, other_app))
    before = await other.changes()
    written = await one.write("u1.vcf", vcard("UID:u1", "FN:Zola", "N:;Zola;;;"))
    assert written.status_code == 201
    delta = await other.changes(before.token)
    assert "u1.vcf" in delta.etags
    assert (await other.remove("u1.vcf")).is_success
    assert "u1.vcf" in (await one.changes(delta.token)).gone
    for phone in (one, other):
        await phone.aclose()


async def test_a_client_app_hears_by_one_what_is_posted_by_the_other(
    talk: Talk, other_port: int
) -> None:
    place = f"http://127.0.0.1:{other_port}/api/v1/streaming/public"
    async with (
        asyncio.timeout(PATIENCE),
        httpx.AsyncClient(timeout=PATIENCE) as app,
        app.stream("GET", place) as told,
    ):
        lines = told.aiter_lines()
        # Its first line comes once it listens.
        assert (await anext(lines)).startswith(":")
        ok(await post(talk.amina, "Heard over there"))
        while "Heard over there" not in await anext(lines):
            pass


async def test_who_does_too_much_is_slowed_by_all_together(
    talk: Talk, other_port: int, third_port: int
) -> None:
    """Posts: 120 in an hour. Who sends three times as many, at three processes at once, gets no
    more through than what these were not told of yet.
    """
    headers = {"Authorization": f"Bearer {talk.amina.token}"}
    one, two = (f"http://127.0.0.1:{port}" for port in (other_port, third_port))
    answers = []
    async with (
        Client(None, one, "203.0.113.77", headers=headers) as second,
        Client(None, two, "203.0.113.78", headers=headers) as third,
    ):
        for _ in range(120):
            answers += await asyncio.gather(
                *(post(who, "x") for who in (talk.amina, second, third))
            )
    found = [answer.status_code for answer in answers]
    assert set(found) == {200, 429}
    assert 120 <= found.count(200) <= 120 * 1.15
    assert found[-3:] == [429] * 3
    assert code(answers[-1]) == "rate_limited"
