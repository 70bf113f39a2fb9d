"""Strangers may ask in a few words, which lie apart; a block ends everything."""

import msgspec
import pytest

from leapfrog.kernel.settings import Settings
from tests.chat.acts import befriend, code, do, history, listed, ok, opened, said, say
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged


class Letter(msgspec.Struct, frozen=True):
    """Zola, who is nobody's contact, has written to Amina."""

    amina: Client
    zola: Client
    id: str


@pytest.fixture
async def letter(join: Join) -> Letter:
    amina, zola = await join("amina"), await join("zola")
    letter = Letter(amina, zola, await opened(zola, amina))
    await said(zola, letter.id, "hello")
    return letter


async def box(one: Client) -> list[str]:
    found = ok(await one.get("/conversations", params={"box": "requests"}))
    return [row["id"] for row in found["conversations"]]


async def answer(letter: Letter, accept: bool) -> object:
    path = f"/conversations/{letter.id}/request"
    return ok(await letter.amina.put(path, json={"accept": accept}))


async def test_what_a_stranger_writes_lies_apart(letter: Letter) -> None:
    assert await listed(letter.amina) == []
    assert await box(letter.amina) == [letter.id]
    assert await box(letter.zola) == []
    [sent] = await listed(letter.zola)
    assert (sent["request"], sent["writable"]) == ("sent", True)
    received = ok(await letter.amina.get(f"/conversations/{letter.id}"))
    assert (received["request"], received["unread"]) == ("received", 1)
    synced = ok(await letter.amina.get("/sync"))
    assert synced["conversations"] == []


async def test_a_stranger_has_three_texts_and_nothing_else(
    letter: Letter, settings: Settings
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await do(letter.zola, letter.id, "location", meta={"lat": 1, "lon": 1})
        assert (refused.status_code, code(refused)) == (403, "texts_only")
    await said(letter.zola, letter.id, "it is me", "from the lake")
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await say(letter.zola, letter.id, "hello?")
        assert (refused.status_code, code(refused)) == (403, "request_waits")
    assert [row["why_not"] for row in await listed(letter.zola)] == ["request_waits"]


@pytest.mark.parametrize("how", ["accepts", "answers"])
async def test_accepted_they_talk_as_others_do(letter: Letter, how: str) -> None:
    if how == "accepts":
        await answer(letter, True)
        await answer(letter, True)
    else:
        await said(letter.amina, letter.id, "who are you?")
    await said(letter.zola, letter.id, "1", "2", "3", "4")
    ok(await do(letter.zola, letter.id, "location", meta={"lat": 1, "lon": 1}))
    assert await box(letter.amina) == []
    [row] = await listed(letter.amina)
    assert (row["id"], "request" in row, row["writable"]) == (letter.id, False, True)


async def test_a_no_is_silent_and_can_become_a_yes(letter: Letter, settings: Settings) -> None:
    await answer(letter, False)
    assert await box(letter.amina) == await listed(letter.amina) == []
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await say(letter.zola, letter.id, "hello?")) == "request_waits"
    [row] = await listed(letter.zola)
    assert (row["request"], row["why_not"]) == ("sent", "request_waits")
    assert await opened(letter.zola, letter.amina) == letter.id
    assert code(await say(letter.zola, letter.id, "hello?")) == "request_waits"
    await answer(letter, True)
    await said(letter.zola, letter.id, "thank you")


async def test_who_asked_cannot_accept_for_the_other(letter: Letter, settings: Settings) -> None:
    path = f"/conversations/{letter.id}/request"
    async with unchanged(str(settings.database_url), "identity_session"):
        for accept in (True, False):
            refused = await letter.zola.put(path, json={"accept": accept})
            assert (refused.status_code, code(refused)) == (404, "no_request")


async def test_who_wants_no_letters_gets_none(join: Join, settings: Settings) -> None:
    amina, zola = await join("amina"), await join("zola")
    ok(await amina.patch("/chat/settings", json={"strangers": "nobody"}))
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await zola.put(f"/conversations/direct/{amina.me['id']}")
        assert (refused.status_code, code(refused)) == (403, "not_contacts")
    await befriend(amina, zola)
    await said(zola, await opened(zola, amina), "hello")


@pytest.mark.parametrize("state", ["waits", "accepted"])
@pytest.mark.parametrize("blocker", ["amina", "zola"])
async def test_a_block_ends_it_both_ways(
    letter: Letter, settings: Settings, state: str, blocker: str
) -> None:
    if state == "accepted":
        await answer(letter, True)
    one, other = (letter.amina, letter.zola) if blocker == "amina" else (letter.zola, letter.amina)
    ok(await one.put(f"/blocks/{other.me['id']}"))
    for who in (one, other):
        async with unchanged(str(settings.database_url), "identity_session"):
            refused = await say(who, letter.id, "still?")
            assert (refused.status_code, code(refused)) == (403, "not_contacts")
            them = letter.zola if who is letter.amina else letter.amina
            assert code(await who.put(f"/conversations/direct/{them.me['id']}")) == "not_contacts"


async def test_who_becomes_a_contact_asks_no_longer(letter: Letter, settle: Settle) -> None:
    await befriend(letter.amina, letter.zola)
    await settle()
    assert await box(letter.amina) == []
    [row] = await listed(letter.amina)
    assert "request" not in row
    await said(letter.zola, letter.id, "1", "2", "3", "4")
    assert len((await history(letter.amina, letter.id))["messages"]) == 5


async def test_who_was_a_contact_may_ask_again(join: Join, settle: Settle) -> None:
    amina, zola = await join("amina"), await join("zola")
    await befriend(amina, zola)
    talk = await opened(zola, amina)
    await said(zola, talk, *"12345")
    found = ok(await amina.get("/people/zola"))
    ok(await amina.delete(f"/contacts/{found['contact_id']}"))
    await settle()
    assert code(await say(zola, talk, "?")) == "not_contacts"
    assert await opened(zola, amina) == talk
    await said(zola, talk, "1", "2", "3")
    assert code(await say(zola, talk, "4")) == "request_waits"
    assert await box(amina) == [talk]
