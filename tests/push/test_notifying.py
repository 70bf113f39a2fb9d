"""Notifying: every device is told once, of the newest, and of nothing read or rolled back."""

import asyncio
import socket
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest

from leapfrog import push
from leapfrog.identity import Principal
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.outgoing import OutgoingRequest, OutgoingResponse
from leapfrog.kernel.settings import Settings
from leapfrog.push import Notification, PushNotice, sending, store
from leapfrog.push.model import FRONT_LIFE, HOLD, LARGEST, payload, topic
from leapfrog.push.sending import FIRST_WAIT, LONGEST_WAIT, usual_wait, wait_after
from tests.http import Client, Enter, running
from tests.push.acts import Board, notify, ok, subscribed, until
from tests.pushing import Handset, PushService


@pytest.fixture
async def amina(client: Enter) -> Client:
    browser = client()
    await browser.join("amina")
    return browser


@pytest.fixture
async def phone(amina: Client, service: PushService) -> Handset:
    return await subscribed(amina, service)


async def waiting(town: Town) -> int:
    async with town.database.glance() as db:
        return (await store.count(db))[0]


async def settled(town: Town) -> None:
    """Waits until nothing is on its way."""
    async with asyncio.timeout(15):
        while await waiting(town):  # noqa: ASYNC110 (another loop moves it)
            await asyncio.sleep(0.02)


async def looks(town: Town, person: Client) -> Principal:
    """The person looks at the app on a device that is signed in."""
    sessions = ok(await person.get("/sessions"))
    current = next(each["id"] for each in sessions if each["current"])
    signed = Principal(UUID(person.me["id"]), UUID(current))
    async with town.database.transaction() as db:
        await push.in_front(db, signed)
    return signed


async def test_what_a_device_is_told(
    town: Town, amina: Client, phone: Handset, board: Board
) -> None:
    board.say("See you at 7", badge=3)
    await notify(town, amina, urgency="high", lasts=timedelta(hours=1))
    await until(lambda: phone.pushed)
    [pushed] = phone.pushed
    assert pushed.message["web_push"] == 8030
    assert pushed.message["app_badge"] == 3
    assert pushed.notification == {
        "title": "Kofi",
        "body": "See you at 7",
        "navigate": f"{town.settings.origin}/chat/1",
        "tag": "test:1",
        "app_badge": 3,
    }
    assert pushed.headers["urgency"] == "high"
    assert pushed.headers["ttl"] == "3600"
    assert b"Kofi" not in pushed.body
    await settled(town)


async def test_every_device_of_the_person_and_no_other_is_told(
    town: Town, amina: Client, client: Enter, service: PushService, phone: Handset, board: Board
) -> None:
    laptop, bo = client(), client()
    await laptop.sign_in("amina")
    await bo.join("bo_chen")
    other, strangers = await subscribed(laptop, service), await subscribed(bo, service)
    await notify(town, amina)
    await until(lambda: phone.pushed and other.pushed)
    await settled(town)
    assert (len(phone.pushed), len(other.pushed), strangers.pushed) == (1, 1, [])
    assert phone.pushed[0].headers["topic"] != other.pushed[0].headers["topic"]


async def test_nothing_is_told_of_a_operation_that_failed(
    town: Town, amina: Client, phone: Handset, board: Board
) -> None:
    with suppress(RuntimeError):
        async with town.database.transaction() as db:
            await push.notify(db, [PushNotice(UUID(amina.me["id"]), "test:1")])
            raise RuntimeError
    board.say("true", "2")
    await notify(town, amina, "2")
    await until(lambda: phone.pushed)
    await settled(town)
    assert phone.texts == ["true"]


async def test_nobody_is_told_where_nobody_subscribed(
    town: Town, amina: Client, board: Board
) -> None:
    await notify(town, amina)
    async with town.database.transaction() as db:
        await push.notify(db, [])
    assert await waiting(town) == 0


async def test_of_several_about_the_same_one_is_told(
    town: Town, amina: Client, phone: Handset, board: Board
) -> None:
    board.say("something else", "2")
    await notify(town, amina, "1", "1", "2", "1")
    await until(lambda: len(phone.pushed) == 2)
    await settled(town)
    assert sorted(phone.texts) == ["See you at 7", "something else"]


async def test_whoever_hides_texts_shows_none_on_a_locked_screen(
    town: Town, amina: Client, phone: Handset, board: Board
) -> None:
    assert ok(await amina.patch("/push", json={"shows_text": False}))["shows_text"] is False
    await notify(town, amina)
    await until(lambda: phone.pushed)
    [pushed] = phone.pushed
    shown = (pushed.notification["title"], pushed.notification["body"])
    assert shown == (town.settings.town_name, "New message")
    assert "Kofi" not in str(pushed.message)
    ok(await amina.patch("/push", json={"shows_text": True}))
    await notify(town, amina)
    await until(lambda: len(phone.pushed) == 2)
    assert phone.pushed[1].notification["title"] == "Kofi"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "FIRST_WAIT", timedelta(seconds=0.1))


@pytest.mark.usefixtures("impatient")
async def test_a_service_that_is_busy_is_tried_again_with_the_newest(
    town: Town, amina: Client, phone: Handset, board: Board
) -> None:
    phone.answers = [(503, {}), (429, {}), (201, {})]
    board.say("old")
    await notify(town, amina)
    await until(lambda: phone.pushed)
    board.say("new")
    await notify(town, amina)
    await until(lambda: len(phone.pushed) == 3)
    await settled(town)
    assert phone.texts[0] == "old"
    assert phone.texts[-1] == "new"
    assert len({each.headers["topic"] for each in phone.pushed}) == 1


@pytest.mark.usefixtures("impatient")
async def test_what_nobody_answers_to_is_given_up_when_it_is_too_old(
    town: Town, amina: Client, service: PushService, clock: FixedClock, board: Board
) -> None:
    handset = service.handset()
    with socket.create_server(("127.0.0.1", 0)) as door:
        closed = f"http://127.0.0.1:{door.getsockname()[1]}/x"
    ok(await amina.put("/push/subscription", json=handset.subscription | {"endpoint": closed}))
    before = ends("later")
    await notify(town, amina, lasts=timedelta(minutes=1))
    await until(lambda: ends("later") > before)
    assert await waiting(town) == 1
    clock.advance(timedelta(minutes=2))
    await settled(town)
    assert len(ok(await amina.get("/push"))["subscriptions"]) == 1


def ends(end: str) -> float:
    value: float = sending.ended.labels(end)._value.get()
    return value


@pytest.mark.parametrize("status", [404, 410])
async def test_a_device_that_is_gone_is_forgotten(
    town: Town, amina: Client, phone: Handset, status: int, board: Board
) -> None:
    phone.answers = [(status, {})]
    board.say("else", "2")
    await notify(town, amina, "1", "2")
    await until(lambda: phone.pushed)
    await settled(town)
    assert ok(await amina.get("/push"))["subscriptions"] == []


@pytest.mark.parametrize("status", [400, 401, 403, 413, 301])
async def test_what_is_refused_is_told_to_the_operator_and_not_tried_again(
    town: Town, amina: Client, phone: Handset, status: int, board: Board
) -> None:
    before = ends("refused")
    phone.answers = [(status, {"location": "http://127.0.0.1:1/"})]
    await notify(town, amina)
    await until(lambda: ends("refused") > before)
    await settled(town)
    assert len(phone.pushed) == 1
    assert len(ok(await amina.get("/push"))["subscriptions"]) == 1
    page = await amina.numbers()
    assert f'leapfrog_push_total{{end="refused"}} {before + 1}' in page
    assert "leapfrog_push_waiting 0.0" in page
    assert "leapfrog_push_devices 1.0" in page


async def test_whoever_looks_at_the_app_is_told_later_and_not_of_what_they_read(
    town: Town, amina: Client, phone: Handset, clock: FixedClock, board: Board
) -> None:
    await looks(town, amina)
    await notify(town, amina)
    board.say("held")
    await notify(town, amina)
    await asyncio.sleep(0.5)
    assert (phone.pushed, await waiting(town)) == ([], 1)
    clock.advance(HOLD)
    await until(lambda: phone.pushed)
    await settled(town)
    assert phone.texts == ["held"]
    await notify(town, amina)
    board.say(None)
    clock.advance(HOLD)
    await settled(town)
    assert phone.texts == ["held"]


async def test_whoever_looked_away_is_told_at_once(
    town: Town, amina: Client, phone: Handset, clock: FixedClock, board: Board
) -> None:
    signed = await looks(town, amina)
    async with town.database.transaction() as db:
        await push.away(db, signed.session_id)
    await notify(town, amina)
    await until(lambda: phone.pushed)
    await looks(town, amina)
    # Its device died without a word.
    clock.advance(FRONT_LIFE)
    await notify(town, amina)
    await until(lambda: len(phone.pushed) == 2)


@pytest.mark.usefixtures("impatient")
async def test_what_is_read_while_the_service_was_busy_is_not_told(
    town: Town, amina: Client, phone: Handset, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = town.outgoing.call

    async def busy(asked: OutgoingRequest) -> OutgoingResponse:
        answer = await call(asked)
        board.say(None)
        return answer

    monkeypatch.setattr(town.outgoing, "call", busy)
    phone.answers = [(503, {}), (201, {})]
    await notify(town, amina)
    await until(lambda: phone.pushed)
    await settled(town)
    assert len(phone.pushed) == 1


async def test_news_that_comes_while_a_letter_is_under_way_is_told(
    town: Town, amina: Client, phone: Handset, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = town.outgoing.call

    async def slow(asked: OutgoingRequest) -> OutgoingResponse:
        answer = await call(asked)
        if len(phone.pushed) == 1:
            board.say("second")
            await notify(town, amina)
        return answer

    monkeypatch.setattr(town.outgoing, "call", slow)
    board.say("first")
    await notify(town, amina)
    await until(lambda: len(phone.pushed) == 2)
    await settled(town)
    assert phone.texts == ["first", "second"]


async def test_a_composer_that_fails_loses_nothing(
    town: Town, amina: Client, phone: Handset, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LONGEST_WAIT", timedelta(seconds=0.1))
    del board.says["1"]
    await notify(town, amina)
    await asyncio.sleep(0.1)
    board.say("at last")
    await until(lambda: phone.pushed)
    await settled(town)
    assert phone.texts == ["at last"]


@pytest.mark.usefixtures("impatient")
async def test_a_town_that_restarts_tells_what_it_had_not_told(
    settings: Settings, clock: FixedClock, service: PushService, board: Board
) -> None:
    async with running(settings, clock) as first:
        amina = Client(first, settings.origin, "203.0.113.77")
        await amina.join("amina")
        phone = await subscribed(amina, service)
        phone.answers = [(503, {})]
        await notify(first._app.town, amina)
        await until(lambda: phone.pushed)
        await amina.aclose()
    tries = len(phone.pushed)
    phone.answers = [(201, {})]
    async with running(settings, clock) as again:
        await until(lambda: len(phone.pushed) > tries)
        await settled(again._app.town)


@pytest.mark.parametrize("character", ["x", "é", "好", "🐸", "\x01", '"', "\u2028"])
def test_no_text_is_too_long_for_a_push(character: str) -> None:
    long = character * 10_000
    told = Notification(long, long, "", f"/chat/{UUID(int=1)}", 10**9)
    made = payload(f"chat:{UUID(int=1)}", told, f"https://{'x' * 250}.example")
    assert 500 < len(made) <= LARGEST


def test_a_topic_fits_its_header_and_tells_nothing() -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert len(topic(one, "chat:1")) == 32
    assert topic(one, "chat:1") == topic(one, "chat:1")
    assert len({topic(one, "chat:1"), topic(one, "chat:2"), topic(other, "chat:1")}) == 3


def test_how_long_to_wait() -> None:
    waits = [wait_after(None, usual_wait(n)) for n in range(30)]
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert wait_after(None, timedelta(0)) == FIRST_WAIT
    asked = {
        "120": timedelta(minutes=2),
        "1": FIRST_WAIT,
        "Wed, 21 Oct 2026 07:28:00 GMT": FIRST_WAIT,
        "9999999": FIRST_WAIT,
        "²": FIRST_WAIT,
    }
    for text, wait in asked.items():
        assert wait_after(OutgoingResponse(429, {"retry-after": text}, b""), FIRST_WAIT) == wait
