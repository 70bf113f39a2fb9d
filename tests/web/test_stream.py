"""The stream as a device has it: over a real port, beside the same operations over HTTP."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from leapfrog.kernel import hints
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.seats import OF_SESSION
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, do, history, mark, ok, said, say
from tests.contacts.conftest import Join, Settle
from tests.http import PATIENCE
from tests.matrix import unchanged
from tests.server import Line, line


async def greet(device: Line, cursor: str | None = None) -> dict[str, Any]:
    await device.say("hello", cursor=cursor)
    return await device.hear("sync")


async def test_what_one_says_the_other_hears_at_once(talk: Talk, port: int) -> None:
    async with line(port, talk.amina.token) as amina, line(port, talk.bo.token) as bo:
        await greet(amina)
        await greet(bo)
        client_id = str(new_id())
        await amina.say("send", client_id=client_id, conversation_id=talk.id, body="hello")
        told, ack = await bo.hear("message"), await amina.hear("ack")
        assert told["message"]["body"] == "hello"
        assert told["message"]["client_id"] == ack["client_id"] == client_id
        assert told["message"]["seq"] == ack["seq"] == 1
        assert told["message"]["created_at"] == ack["created_at"]


async def test_what_is_done_over_http_is_on_all_devices(talk: Talk, port: int) -> None:
    async with (
        line(port, talk.amina.token) as amina,
        line(port, talk.bo.token) as phone,
        line(port, talk.bo.token) as tablet,
    ):
        for device in (amina, phone, tablet):
            await greet(device)
        [sent] = await said(talk.amina, talk.id, "over HTTP")
        for device in (amina, phone, tablet):
            assert (await device.hear("message"))["message"] == sent
        await mark(talk.bo, talk.id, 1)
        for device in (amina, phone, tablet):
            read = await device.hear("read")
            assert (read["person_id"], read["seq"]) == (talk.bo.me["id"], 1)


async def test_hello_brings_what_was_missed_and_nothing_else(
    talk: Talk, port: int, settle: Settle
) -> None:
    await settle()
    async with line(port, talk.bo.token) as bo:
        first = await greet(bo)
        assert first["reset"] is True
    await said(talk.amina, talk.id, "one", "two")
    async with line(port, talk.bo.token) as bo:
        missed = await greet(bo, first["cursor"])
        assert missed["reset"] is False
        [conversation] = missed["conversations"]
        assert [message["body"] for message in conversation["messages"]] == ["one", "two"]
        assert conversation["unread"] == 2
        again = await greet(bo, missed["cursor"])
        assert again["conversations"] == []
    await said(talk.amina, talk.id, "three")
    await settle()
    async with line(port, talk.bo.token) as bo:
        [conversation] = (await greet(bo, missed["cursor"]))["conversations"]
        assert [message["body"] for message in conversation["messages"]] == ["three"]
    ok(await do(talk.amina, talk.id, "edit", ref=2, body="two!"))
    await settle()
    async with line(port, talk.bo.token) as bo:
        [conversation] = (await greet(bo, missed["cursor"]))["conversations"]
        bodies = [(one["seq"], one["body"]) for one in conversation["messages"]]
        assert bodies == [(2, "two!"), (3, "three"), (4, "two!")]


async def test_who_was_away_hears_what_else_is_different(talk: Talk, port: int) -> None:
    """What a screen read before its line was there is read again if it is not the same any more."""
    begun = asyncio.get_running_loop().time()
    ok(await talk.bo.patch("/me", json={"about": "at the lake"}))
    told = {"t": "changed", "what": "me", "ref": ""}
    async with line(port, talk.bo.token) as bo:
        await bo.say("hello", cursor=None, away=asyncio.get_running_loop().time() - begun)
        assert told in (await bo.hear("sync"))["missed"]
        await bo.say("sync", cursor=None)
        assert (await bo.hear("sync"))["missed"] == []
        await bo.say("sync", cursor=None, away=3_600)
        anything = (await bo.hear("sync"))["missed"]
        assert {one["what"] for one in anything} > {"me", "wallet", "card"}


async def test_a_hello_that_is_long_on_its_way_misses_nothing(
    talk: Talk, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long somebody was away is as of when their stream was open."""
    monkeypatch.setattr(hints, "LATE", 0.0)
    now = asyncio.get_running_loop().time
    begun = now()
    ok(await talk.bo.patch("/me", json={"about": "at the lake"}))
    async with line(port, talk.bo.token) as bo:
        away = now() - begun
        while now() - begun < 3 * away:
            ok(await talk.bo.get("/me"))
        await bo.say("hello", cursor=None, away=away)
        told = {"t": "changed", "what": "me", "ref": ""}
        assert told in (await bo.hear("sync"))["missed"]


async def test_a_mark_said_on_the_stream_is_kept(talk: Talk, port: int) -> None:
    await said(talk.amina, talk.id, "one", "two")
    async with line(port, talk.bo.token) as bo, line(port, talk.amina.token) as amina:
        await bo.say("read", conversation_id=talk.id, seq=2)
        assert (await amina.hear("read"))["seq"] == 2
    [row] = ok(await talk.bo.get("/conversations"))["conversations"]
    assert row["unread"] == 0


async def test_the_same_send_twice_is_acked_twice_and_kept_once(talk: Talk, port: int) -> None:
    frame = {"client_id": str(new_id()), "conversation_id": talk.id, "body": "once"}
    async with line(port, talk.amina.token) as amina:
        for _ in range(3):
            await amina.say("send", **frame)
        assert {(await amina.hear("ack"))["seq"] for _ in range(3)} == {1}
    assert len((await history(talk.bo, talk.id))["messages"]) == 1


async def test_a_send_that_is_refused_is_nacked_and_changes_nothing(
    talk: Talk, port: int, join: Join, settings: Settings
) -> None:
    carla = await join("carla")
    async with line(port, carla.token) as device:
        async with unchanged(str(settings.database_url), "identity_session"):
            client_id = str(new_id())
            await device.say("send", client_id=client_id, conversation_id=talk.id, body="x")
            nack = await device.hear("nack")
        assert (nack["code"], nack["client_id"]) == ("no_conversation", client_id)
        await device.say("read", conversation_id=talk.id, seq=1)
        assert (await device.hear("problem"))["code"] == "no_conversation"
        await said(talk.amina, talk.id, "a secret")
        assert await device.silent()


NONSENSE = [
    "",
    "{}",
    "[]",
    "null",
    '{"t":"shout"}',
    '{"t":"send","body":"x"}',
    '{"t":"read","conversation_id":"x","seq":1}',
    '{"t":"hello","cursor":5}',
    '{"t":"send","client_id":"%s","conversation_id":"%s","body":"\\ud800"}',
    "x" * 60_000,
]


@pytest.mark.parametrize("text", NONSENSE)
async def test_nonsense_is_answered_and_the_stream_goes_on(
    talk: Talk, port: int, text: str
) -> None:
    async with line(port, talk.amina.token) as amina:
        await amina.socket.send(text)
        assert (await amina.hear("problem"))["code"] == "malformed"
        await amina.socket.send(b'{"t":"ping"}')
        assert await amina.hear("pong") == {"t": "pong"}


@pytest.mark.parametrize("token", [None, "", "x", "x" * 3000])
async def test_without_a_session_there_is_no_stream(talk: Talk, port: int, token: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with line(port, token):
            raise AssertionError
    assert refused.value.response.status_code == 401
    assert b'"sign_in_needed"' in (refused.value.response.body or b"")


def cookie(talk: Talk) -> dict[str, str]:
    return {"Cookie": f"leapfrog_session={talk.amina.token}"}


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:9", "null"])
async def test_a_page_of_another_site_cannot_open_the_stream_with_our_cookie(
    talk: Talk, port: int, origin: str
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with line(port, None, headers=cookie(talk), origin=origin):
            raise AssertionError
    assert refused.value.response.status_code == 403


async def test_our_own_page_opens_it_with_the_cookie(talk: Talk, port: int) -> None:
    for origin in ("http://localhost:8000", f"http://127.0.0.1:{port}"):
        async with line(port, None, headers=cookie(talk), origin=origin) as amina:
            await greet(amina)


async def test_elsewhere_there_is_no_socket(talk: Talk, port: int) -> None:
    for path in ("/", "/api/v1/me", "/api/v1/streams"):
        with pytest.raises(InvalidStatus) as refused:
            async with line(port, talk.amina.token, path=path):
                raise AssertionError
        assert refused.value.response.status_code == 404


async def test_a_session_that_ends_ends_its_streams_and_no_others(
    talk: Talk, port: int, client: Any
) -> None:
    tablet = client()
    await tablet.sign_in("amina")
    async with (
        line(port, talk.amina.token) as ending,
        line(port, tablet.token) as staying,
        line(port, talk.bo.token) as bo,
    ):
        for device in (ending, staying, bo):
            await greet(device)
        ok(await talk.amina.delete("/sessions/current"))
        assert await ending.hear("bye") == {"t": "bye", "code": "session_ended"}
        with pytest.raises(ConnectionClosed):
            await ending.hear("nothing")
        assert ending.socket.close_code == 4001
        [sent] = await said(talk.bo, talk.id, "still there?")
        assert (await staying.hear("message"))["message"] == sent
    with pytest.raises(InvalidStatus):
        async with line(port, talk.amina.token):
            raise AssertionError


async def test_a_hundred_sends_side_by_side_are_all_acked_in_order(talk: Talk, port: int) -> None:
    async with line(port, talk.amina.token) as amina, line(port, talk.bo.token) as bo:
        ids = [str(new_id()) for _ in range(100)]
        for client_id in ids:
            await amina.say("send", client_id=client_id, conversation_id=talk.id, body=client_id)
        acks = {(ack := await amina.hear("ack"))["client_id"]: ack["seq"] for _ in ids}
        assert acks == {client_id: n for n, client_id in enumerate(ids, 1)}
        told = [(await bo.hear("message"))["message"]["seq"] for _ in ids]
        assert told == list(range(1, 101))


async def test_who_hangs_up_in_the_middle_of_a_send_has_sent_it(talk: Talk, port: int) -> None:
    async with line(port, talk.amina.token) as amina:
        await amina.say("send", client_id=str(new_id()), conversation_id=talk.id, body="last words")
    async with asyncio.timeout(60):
        while not (await history(talk.bo, talk.id))["messages"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    again = await say(talk.amina, talk.id, "next")
    assert again.json()["seq"] == 2


async def test_a_session_has_so_many_streams_at_once_and_no_more(talk: Talk, port: int) -> None:
    async with AsyncExitStack() as stack:
        open_ = [
            await stack.enter_async_context(line(port, talk.amina.token)) for _ in range(OF_SESSION)
        ]
        for device in open_:
            await greet(device)
        async with line(port, talk.amina.token) as another:
            with pytest.raises(ConnectionClosed):
                await greet(another)
            assert another.socket.close_code == 4429
        # Nobody else is kept out, and those that are open go on.
        async with line(port, talk.bo.token) as bo:
            await greet(bo)
            [sent] = await said(talk.bo, talk.id, "still there?")
            assert (await open_[-1].hear("message"))["message"] == sent
        await open_[0].socket.close()
        async with asyncio.timeout(PATIENCE):
            while not await is_let_in(port, talk):
                pass


async def is_let_in(port: int, talk: Talk) -> bool:
    """Whether one more stream of Amina's opens."""
    try:
        async with line(port, talk.amina.token) as device:
            await greet(device)
    except ConnectionClosed:
        return False
    return True
