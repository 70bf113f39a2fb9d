"""Messages: who is absent hears of them; who has read, is muted to them or parted does not."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from leapfrog import chat
from leapfrog.chat import MessageDraft
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.push import HELD
from leapfrog.push.model import HOLD
from leapfrog.reactions.notices import WORDS
from tests.chat.acts import Talk, befriend, code, do, made, ok, opened, said, say
from tests.contacts.conftest import Join
from tests.http import Client, Enter, running
from tests.push.acts import subscribed, until
from tests.pushing import Handset, PushService
from tests.server import Line, line, served


@pytest.fixture
async def phone(talk: Talk, service: PushService) -> Handset:
    """Bo's, who hears of what Amina writes."""
    return await subscribed(talk.bo, service)


CLIENT_WORDS = Path(__file__).parents[2] / "client" / "words"
LEFT = "select (select count(*) from chat_unread_queue) + (select count(*) from push_waiting)"
HOLDING = f"select count(*) from kernel_timer where kind = '{HELD}'"
LOOKING = "select count(*) from push_front"


async def counted(town: Town, statement: str, some: bool) -> None:
    """Waits until there is some of it, or none."""
    async with asyncio.timeout(15), town.database.glance() as db:
        while bool(await db.value(statement)) is not some:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def quiet(town: Town) -> None:
    """Waits until everybody was told who is to be told."""
    await counted(town, LEFT, False)


async def held(town: Town) -> None:
    """Waits until a push is held back."""
    await counted(town, HOLDING, True)


async def test_whoever_is_absent_hears_of_a_message(
    talk: Talk, phone: Handset, service: PushService
) -> None:
    own = await subscribed(talk.amina, service)
    [sent] = await said(talk.amina, talk.id, "Bread at ten?")
    await until(lambda: phone.pushed)
    [pushed] = phone.pushed
    assert sent["seq"] == 1
    shown = pushed.notification
    assert (shown["title"], shown["body"]) == ("Amina", "Bread at ten?")
    assert shown["navigate"].endswith(f"/chat/{talk.id}")
    assert shown["tag"] == f"chat:{talk.id}"
    assert pushed.message["app_badge"] == 1
    assert pushed.headers["urgency"] == "high"
    assert own.pushed == []


async def test_many_messages_are_one_notification_with_their_number(
    talk: Talk, phone: Handset, town: Town
) -> None:
    phone.answers = [(503, {})]
    await said(talk.amina, talk.id, "one")
    await until(lambda: phone.pushed)
    await said(talk.amina, talk.id, "two", "three")
    phone.answers = [(201, {})]
    await until(lambda: phone.texts[-1] == "three", 30)
    await quiet(town)
    assert phone.pushed[-1].notification["title"] == "Amina (3)"
    assert phone.pushed[-1].message["app_badge"] == 3
    assert len({each.headers["topic"] for each in phone.pushed}) == 1


async def test_the_name_is_what_the_reader_gave(talk: Talk, phone: Handset) -> None:
    contacts = ok(await talk.bo.get("/contacts"))["contacts"]
    mine = next(one for one in contacts if one["person"])
    ok(await talk.bo.patch(f"/contacts/{mine['id']}", json={"remark": "The baker"}))
    await said(talk.amina, talk.id, "Fresh bread")
    await until(lambda: phone.pushed)
    assert phone.pushed[0].notification["title"] == "The baker"


async def test_words_are_in_the_readers_language(talk: Talk, phone: Handset, town: Town) -> None:
    ok(await talk.bo.patch("/me", json={"language": "zh-CN"}))
    ok(await talk.bo.patch("/push", json={"shows_text": False}))
    await said(talk.amina, talk.id, "secret")
    await until(lambda: phone.pushed)
    shown = phone.pushed[0].notification
    assert (shown["title"], shown["body"]) == (town.settings.town_name, "新消息")


@pytest.mark.parametrize(
    ("ref", "word"),
    [
        ("pay:transfer", "Money"),
        ("pay:request", "Asks for money"),
        ("pay:packet", "Red packet"),
        ("pay:split", "Shared bill"),
        ("clearing:payment", "Money"),
        ("clearing:request", "Asks for money"),
        ("posts:post", "Post"),
        ("stamps:stamp", "Card"),
    ],
)
async def test_a_card_says_what_it_is(
    talk: Talk, phone: Handset, town: Town, ref: str, word: str
) -> None:
    place, sender = UUID(talk.id), UUID(talk.amina.me["id"])
    meta = {"ref": f"{ref}:{new_id()}"}
    async with town.database.transaction() as db:
        await chat.append(db, [MessageDraft(place, sender, new_id(), "Bus", "card", meta=meta)])
    await until(lambda: phone.pushed)
    assert phone.texts == [f"[{word}] Bus"]


@pytest.fixture
async def screen(
    talk: Talk, client: Enter, settings: Settings, clock: FixedClock
) -> AsyncIterator[Line]:
    """Bo's computer, which hangs on another process of the town; he looks at it."""
    computer = client()
    await computer.sign_in("bo_chen")
    async with (
        running(settings, clock) as other,
        served(other) as port,
        line(port, computer.token) as opened,
    ):
        await looked_at(opened, True)
        yield opened


async def looked_at(screen: Line, yes: bool) -> None:
    await screen.say("front", yes=yes)
    await screen.say("ping")
    await screen.hear("pong")


async def test_who_reads_it_on_a_computer_does_not_hear_of_it_on_the_phone(
    talk: Talk, phone: Handset, screen: Line, town: Town, clock: FixedClock
) -> None:
    [sent] = await said(talk.amina, talk.id, "seen")
    await held(town)
    await screen.say("read", conversation_id=talk.id, seq=sent["seq"])
    await screen.hear("read")
    clock.advance(HOLD)
    await quiet(town)
    assert phone.pushed == []


async def test_what_they_do_not_read_there_they_hear_of_a_little_later(
    talk: Talk, phone: Handset, screen: Line, town: Town, clock: FixedClock
) -> None:
    await said(talk.amina, talk.id, "not seen")
    await held(town)
    assert phone.pushed == []
    clock.advance(HOLD)
    await until(lambda: phone.texts == ["not seen"])


@pytest.mark.parametrize("ends", ["looks away", "closes it", "signs out"])
async def test_when_nobody_looks_any_more_the_phone_is_told_at_once(
    talk: Talk, phone: Handset, screen: Line, town: Town, ends: str
) -> None:
    if ends == "looks away":
        await looked_at(screen, False)
    elif ends == "closes it":
        await screen.socket.close()
    else:
        sessions = ok(await talk.bo.get("/sessions"))
        other = next(one["id"] for one in sessions if not one["current"])
        ok(await talk.bo.delete(f"/sessions/{other}"))
    await counted(town, LOOKING, False)
    await said(talk.amina, talk.id, "alone")
    await until(lambda: phone.texts == ["alone"])


async def test_who_was_parted_from_the_sender_is_not_told(
    talk: Talk, phone: Handset, screen: Line, town: Town, clock: FixedClock
) -> None:
    await said(talk.amina, talk.id, "before")
    await held(town)
    ok(await talk.bo.put(f"/blocks/{talk.amina.me['id']}"))
    clock.advance(HOLD)
    await quiet(town)
    assert phone.pushed == []


async def test_nothing_is_told_of_a_message_that_was_refused(
    talk: Talk, phone: Handset, town: Town
) -> None:
    assert code(await say(talk.amina, talk.id, " ")) == "empty_message"
    await said(talk.amina, talk.id, "true")
    await until(lambda: phone.pushed)
    await quiet(town)
    assert phone.texts == ["true"]


async def test_the_same_message_again_is_told_once(talk: Talk, phone: Handset, town: Town) -> None:
    again = new_id()
    ok(await say(talk.amina, talk.id, "once", again))
    await until(lambda: phone.pushed)
    ok(await say(talk.amina, talk.id, "once", again))
    await quiet(town)
    assert phone.texts == ["once"]


async def wish(person: Client, conversation_id: str, **flags: bool) -> None:
    ok(await person.patch(f"/conversations/{conversation_id}/mine", json=flags))


@pytest.mark.parametrize("flag", ["muted", "archived"])
async def test_whoever_wants_quiet_has_it_until_they_do_not(
    talk: Talk, phone: Handset, town: Town, flag: str
) -> None:
    await wish(talk.bo, talk.id, **{flag: True})
    await said(talk.amina, talk.id, "one")
    await quiet(town)
    assert phone.pushed == []
    await wish(talk.bo, talk.id, **{flag: False})
    await said(talk.amina, talk.id, "two")
    await until(lambda: phone.pushed)
    assert phone.pushed[0].notification["title"] == "Amina (2)"


async def test_who_mutes_a_chat_while_its_push_waits_is_not_disturbed(
    talk: Talk, phone: Handset, screen: Line, town: Town, clock: FixedClock
) -> None:
    await said(talk.amina, talk.id, "one")
    await held(town)
    await wish(talk.bo, talk.id, muted=True)
    clock.advance(HOLD)
    await quiet(town)
    assert phone.pushed == []


async def test_what_changes_an_old_message_tells_nobody(
    talk: Talk, phone: Handset, town: Town
) -> None:
    [sent] = await said(talk.amina, talk.id, "tea?")
    await until(lambda: phone.pushed)
    for kind, body in (("reaction", "👍"), ("edit", "coffee?"), ("recall", "")):
        ok(await do(talk.amina, talk.id, kind, body=body, ref=sent["seq"]))
    await quiet(town)
    assert phone.texts == ["tea?"]


async def test_what_was_taken_back_is_not_told(
    talk: Talk, phone: Handset, screen: Line, town: Town, clock: FixedClock
) -> None:
    [sent] = await said(talk.amina, talk.id, "a secret")
    await held(town)
    ok(await do(talk.amina, talk.id, "recall", ref=sent["seq"]))
    clock.advance(HOLD)
    await quiet(town)
    assert "a secret" not in str([each.message for each in phone.pushed])


async def test_everybody_in_a_group_hears_who_said_what(
    talk: Talk, phone: Handset, service: PushService, town: Town, join: Join
) -> None:
    kofi = await join("kofi")
    await befriend(talk.amina, kofi)
    his = await subscribed(kofi, service)
    group = await made(talk.amina, talk.bo, kofi)
    await said(talk.amina, group, "Sunday at nine")
    await until(lambda: phone.pushed and his.pushed)
    shown = his.pushed[-1].notification
    assert (shown["title"], shown["body"]) == ("Rowing", "Amina: Sunday at nine")
    assert his.pushed[-1].headers["urgency"] == "normal"
    ok(await kofi.delete(f"/groups/{group}/members/{kofi.me['id']}"))
    before = len(his.pushed)
    call = {"mentions": [talk.bo.me["id"]]}
    ok(await do(talk.amina, group, "text", body="Bo, you too?", **call))
    await until(lambda: len(phone.pushed) > 1)
    await quiet(town)
    assert phone.texts[-1] == "[You were mentioned] Amina: Bo, you too?"
    assert len(his.pushed) == before


async def test_of_a_stranger_one_hears_that_they_ask_and_not_what_they_write(
    talk: Talk, phone: Handset, town: Town, join: Join
) -> None:
    zola = await join("zola")
    await said(zola, await opened(zola, talk.bo), "buy this")
    await until(lambda: phone.pushed)
    assert phone.texts == ["would like to write to you"]
    assert phone.pushed[0].message["app_badge"] == 0


@pytest.mark.parametrize("language", list(WORDS))
def test_the_words_are_the_clients(language: str) -> None:
    client = json.loads((CLIENT_WORDS / f"{language}.json").read_text("utf-8"))
    kinds = {key: text for key, text in WORDS[language].items() if f"kind.{key}" in client}
    assert {key: client[f"kind.{key}"] for key in kinds} == kinds
    assert set(WORDS[language]) == set(WORDS["en"])
