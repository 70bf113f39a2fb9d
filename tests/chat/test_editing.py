"""Edits, recalls and reactions: rows of the log that change an earlier one, for a while."""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.chat import append
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, do, draft, history, listed, ok, said
from tests.contacts.conftest import Join
from tests.matrix import unchanged


async def refused(talk: Talk, settings: Settings, who: Any, kind: str, **members: Any) -> str:
    """The code of a refusal that changed nothing."""
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await do(who, talk.id, kind, **members)
        assert answer.is_error
    return str(answer.json()["code"])


async def test_an_edit_is_a_row_and_the_message_has_the_new_text(talk: Talk) -> None:
    await said(talk.amina, talk.id, "helo")
    edit = ok(await do(talk.amina, talk.id, "edit", ref=1, body=" hello "))
    assert (edit["seq"], edit["ord"], edit["ref"], edit["body"]) == (2, 1, 1, "hello")
    message, row = (await history(talk.bo, talk.id))["messages"]
    assert (message["body"], message["edited_at"]) == ("hello", edit["created_at"])
    assert row == edit
    [shown] = await listed(talk.bo)
    assert (shown["last"]["seq"], shown["last_seq"], shown["unread"]) == (1, 2, 1)


async def test_a_recall_leaves_a_line_and_nothing_of_what_was_said(talk: Talk, town: Town) -> None:
    await said(talk.amina, talk.id, "my secret")
    ok(await do(talk.amina, talk.id, "edit", ref=1, body="my other secret"))
    ok(await do(talk.bo, talk.id, "reaction", ref=1, body="😮"))
    ok(await do(talk.amina, talk.id, "recall", ref=1))
    message = (await history(talk.bo, talk.id))["messages"][0]
    assert message["recalled"] is True
    assert message["body"] == ""
    assert message.keys().isdisjoint({"meta", "reactions", "mentions"})
    async with town.database.glance() as db:
        kept = await db.rows("select m::text from chat_message m")
        assert await db.value("select count(*) from chat_reaction") == 0
    assert len(kept) == 4
    assert not any("secret" in row[0] for row in kept)
    [shown] = await listed(talk.bo)
    assert shown["last"]["recalled"] is True


@pytest.mark.parametrize(("kind", "minutes"), [("edit", 15), ("recall", 2)])
async def test_after_a_while_what_was_said_stays(
    talk: Talk, clock: FixedClock, settings: Settings, kind: str, minutes: int
) -> None:
    body = {"body": "new"} if kind == "edit" else {}
    await said(talk.amina, talk.id, "one", "two")
    clock.advance(timedelta(minutes=minutes))
    ok(await do(talk.amina, talk.id, kind, ref=1, **body))
    clock.advance(timedelta(seconds=1))
    assert await refused(talk, settings, talk.amina, kind, ref=2, **body) == "too_late"


async def test_only_who_said_it_can_change_it(talk: Talk, settings: Settings) -> None:
    await said(talk.amina, talk.id, "mine")
    for kind, body in (("edit", "yours"), ("recall", "")):
        assert await refused(talk, settings, talk.bo, kind, ref=1, body=body) == "not_yours"


async def test_what_is_no_message_cannot_be_changed(talk: Talk, settings: Settings) -> None:
    await said(talk.amina, talk.id, "one")
    ok(await do(talk.amina, talk.id, "edit", ref=1, body="two"))
    for ref in (2, 3, 2**50):
        for kind, body in (("edit", "x"), ("recall", ""), ("reaction", "👍"), ("text", "x")):
            found = await refused(talk, settings, talk.amina, kind, ref=ref, body=body)
            assert found == "no_message"


async def test_what_was_recalled_is_not_changed_any_more(talk: Talk, settings: Settings) -> None:
    await said(talk.amina, talk.id, "one")
    ok(await do(talk.amina, talk.id, "recall", ref=1))
    for kind, body in (("edit", "x"), ("recall", ""), ("reaction", "👍")):
        assert await refused(talk, settings, talk.amina, kind, ref=1, body=body) == "recalled"


async def test_an_edit_in_the_same_batch_as_its_recall_brings_nothing_back(
    talk: Talk, town: Town
) -> None:
    await said(talk.amina, talk.id, "one")
    changes = [("edit", "two"), ("recall", ""), ("edit", "three")]
    async with town.database.transaction() as db:
        results = await append(
            db, [draft(talk.id, talk.amina, body, kind=kind, ref=1) for kind, body in changes]
        )
    assert [getattr(result, "code", "") for result in results] == ["", "", "recalled"]
    found = (await history(talk.bo, talk.id))["messages"]
    assert [message["body"] for message in found] == ["", "", ""]


async def test_each_has_one_reaction_and_can_take_it_back(talk: Talk) -> None:
    await said(talk.amina, talk.id, "one")
    amina, bo = talk.amina.me["id"], talk.bo.me["id"]
    steps: list[tuple[Any, str, dict[str, set[str]]]] = [
        (talk.bo, "👍", {"👍": {bo}}),
        (talk.amina, "👍", {"👍": {amina, bo}}),
        (talk.bo, "❤️", {"👍": {amina}, "❤️": {bo}}),
        (talk.amina, "", {"❤️": {bo}}),
        (talk.bo, "", {}),
        (talk.bo, "", {}),
    ]
    for who, emoji, expected in steps:
        ok(await do(who, talk.id, "reaction", ref=1, body=emoji))
        message = (await history(talk.bo, talk.id))["messages"][0]
        found = {one["emoji"]: set(one["people"]) for one in message.get("reactions", [])}
        assert found == expected


@pytest.mark.parametrize("body", ["two words", "x" * 17])
async def test_a_reaction_is_one_sign(talk: Talk, settings: Settings, body: str) -> None:
    await said(talk.amina, talk.id, "one")
    assert await refused(talk, settings, talk.bo, "reaction", ref=1, body=body) == "bad_content"


async def test_the_same_edit_again_is_one_also_when_it_is_too_late(
    talk: Talk, clock: FixedClock, settings: Settings
) -> None:
    await said(talk.amina, talk.id, "one")
    client_id = new_id()
    first = ok(await do(talk.amina, talk.id, "edit", ref=1, body="two", client_id=client_id))
    clock.advance(timedelta(hours=1))
    async with unchanged(str(settings.database_url), "identity_session"):
        again = await do(talk.amina, talk.id, "edit", ref=1, body="two", client_id=client_id)
        assert ok(again) == first


async def test_a_message_that_was_edited_since_is_known_again_by_its_id(talk: Talk) -> None:
    client_id = new_id()
    ok(await do(talk.amina, talk.id, "text", body="one", client_id=client_id))
    ok(await do(talk.amina, talk.id, "edit", ref=1, body="two"))
    again = ok(await do(talk.amina, talk.id, "text", body="one", client_id=client_id))
    assert (again["seq"], again["body"]) == (1, "two")


async def test_a_stranger_changes_nothing(talk: Talk, join: Join, settings: Settings) -> None:
    await said(talk.amina, talk.id, "one")
    carla = await join("carla")
    for kind, body in (("edit", "x"), ("recall", ""), ("reaction", "👍")):
        found = await refused(talk, settings, carla, kind, ref=1, body=body)
        assert found == "no_conversation"


async def test_what_is_answered_and_changed_counts_as_read_only_when_it_says_something(
    talk: Talk,
) -> None:
    await said(talk.amina, talk.id, "one", "two")
    ok(await do(talk.bo, talk.id, "reaction", ref=1, body="👍"))
    [row] = await listed(talk.bo)
    assert (row["read_seq"], row["unread"], row["last_seq"], row["last_ord"]) == (0, 2, 3, 2)
    assert row["last"]["seq"] == 2
