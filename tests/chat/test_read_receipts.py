"""Who has read what, and what is on whose devices, as far as they show it."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from leapfrog.chat import MessageSender
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, befriend, code, listed, made, mark, ok, said
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged


async def readers(one: Client, conversation_id: str, seq: int) -> Any:
    return await one.get(f"/conversations/{conversation_id}/messages/{seq}/readers")


async def seen_by(one: Client, conversation_id: str, seq: int) -> tuple[set[str], set[str]]:
    found = ok(await readers(one, conversation_id, seq))
    read, delivered = ({face["name"] for face in found[key]} for key in ("read", "delivered"))
    return read, delivered


async def delivered(town: Town, one: Client, conversation_id: str, seq: int) -> None:
    await MessageSender(town.database).mark(id_of(one), UUID(conversation_id), seq, read=False)


async def test_who_said_it_sees_who_read_it_and_who_has_it(
    talk: Talk, join: Join, town: Town
) -> None:
    carla = await join("carla")
    await befriend(talk.amina, carla)
    group = await made(talk.amina, talk.bo, carla)
    await said(talk.amina, group, "one", "two")
    assert await seen_by(talk.amina, group, 2) == (set(), set())
    await mark(talk.bo, group, 2)
    await delivered(town, carla, group, 3)
    assert await seen_by(talk.amina, group, 2) == ({"Bo_chen"}, {"Carla"})
    assert await seen_by(talk.amina, group, 3) == (set(), {"Carla"})
    await said(carla, group, "three")
    assert await seen_by(talk.amina, group, 3) == ({"Carla"}, set())


async def test_only_who_said_it_is_told_who_read_it(
    talk: Talk, join: Join, settings: Settings
) -> None:
    await said(talk.amina, talk.id, "one")
    assert code(await readers(talk.bo, talk.id, 1)) == "not_yours"
    assert code(await readers(talk.bo, talk.id, 2)) == "no_message"
    assert code(await readers(talk.bo, talk.id, 0)) == "no_message"
    assert code(await readers(await join("carla"), talk.id, 1)) == "no_conversation"


async def test_who_hides_their_marks_sees_none(talk: Talk, settings: Settings) -> None:
    await said(talk.amina, talk.id, "one")
    await mark(talk.bo, talk.id, 1)
    for hides_read_receipts in (talk.amina, talk.bo):
        ok(await hides_read_receipts.patch("/chat/settings", json={"read_marks": False}))
        for one in (talk.amina, talk.bo):
            [row] = await listed(one)
            assert (row["their_read_seq"], row.get("their_delivered_seq", 0)) == (0, 0)
        assert await seen_by(talk.amina, talk.id, 1) == (set(), set())
        ok(await hides_read_receipts.patch("/chat/settings", json={"read_marks": True}))
    [row] = await listed(talk.amina)
    assert (row["their_read_seq"], row["their_delivered_seq"]) == (1, 1)
    assert await seen_by(talk.amina, talk.id, 1) == ({"Bo_chen"}, set())


async def test_what_is_on_a_device_shows_and_never_goes_back(talk: Talk, town: Town) -> None:
    await said(talk.amina, talk.id, "one", "two", "three")
    for seq, expected in ((2, 2), (1, 2), (500, 3), (0, 3)):
        await delivered(town, talk.bo, talk.id, seq)
        [row] = await listed(talk.amina)
        assert (row["their_read_seq"], row["their_delivered_seq"]) == (0, expected)
    [mine] = await listed(talk.bo)
    assert mine["unread"] == 3


async def test_a_mark_on_what_only_changes_something_reads_what_is_before_it(talk: Talk) -> None:
    await said(talk.amina, talk.id, "one", "two")
    path = f"/conversations/{talk.id}/messages/{new_id()}"
    ok(await talk.amina.put(path, json={"kind": "edit", "ref": 1, "body": "1"}))
    await mark(talk.bo, talk.id, 3)
    [row] = await listed(talk.bo)
    assert (row["read_seq"], row["unread"]) == (3, 0)


async def test_marks_of_many_move_together_and_a_strangers_moves_nothing(
    talk: Talk, join: Join, town: Town, settings: Settings
) -> None:
    carla, eve = await join("carla"), await join("eve")
    await befriend(talk.amina, carla)
    group = await made(talk.amina, talk.bo, carla)
    await said(talk.amina, group, "one", "two", "three")
    await said(talk.amina, talk.id, "one", "two")
    sender = MessageSender(town.database)

    async def marks(*given: tuple[Client, str, int, bool]) -> list[Any]:
        marking = [sender.mark(id_of(who), UUID(at), n, read=read) for who, at, n, read in given]
        found = await asyncio.gather(*marking, return_exceptions=True)
        return [one and getattr(one, "code", one) for one in found]

    async with unchanged(str(settings.database_url)):
        answers = await marks((eve, group, 2, True), (eve, talk.id, 1, False))
        assert answers == ["no_conversation"] * 2
    answers = await marks(
        (talk.bo, group, 2, True),
        (talk.bo, group, 500, False),
        (eve, group, 3, True),
        (carla, group, 3, False),
        (talk.bo, talk.id, 2, False),
        (talk.bo, talk.id, 1, True),
        (talk.bo, group, 1, True),
    )
    assert answers == [None, None, "no_conversation", None, None, None, None]
    assert await seen_by(talk.amina, group, 2) == ({"Bo_chen"}, {"Carla"})
    assert await seen_by(talk.amina, group, 4) == (set(), {"Bo_chen"})
    assert await seen_by(talk.amina, talk.id, 1) == ({"Bo_chen"}, set())
    assert await seen_by(talk.amina, talk.id, 2) == (set(), {"Bo_chen"})
    assert {row["id"]: row["unread"] for row in await listed(talk.bo)} == {group: 2, talk.id: 1}


SETTINGS: list[dict[str, Any]] = [
    {"presence": "all"},
    {"strangers": None, "x": 1},
    {"read_marks": 2},
]


@pytest.mark.parametrize("body", SETTINGS)
async def test_settings_that_cannot_be_are_refused(
    talk: Talk, settings: Settings, body: dict[str, Any]
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await talk.amina.patch("/chat/settings", json=body)).status_code == 400


async def test_settings_begin_open_and_keep_what_is_left_out(talk: Talk) -> None:
    start = {"read_marks": True, "presence": "contacts", "strangers": "all"}
    assert ok(await talk.amina.get("/chat/settings")) == start
    changed = ok(await talk.amina.patch("/chat/settings", json={"presence": "nobody"}))
    assert changed == start | {"presence": "nobody"}
    assert ok(await talk.amina.get("/chat/settings")) == changed
    assert ok(await talk.bo.get("/chat/settings")) == start
