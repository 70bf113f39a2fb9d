"""What somebody makes of a conversation for themselves is theirs alone."""

from typing import Any

import pytest

from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, history, listed, mark, ok, said
from tests.matrix import unchanged


async def hide(talk: Talk, **what: Any) -> None:
    ok(await talk.bo.post(f"/conversations/{talk.id}/hidden", json=what))


@pytest.mark.parametrize("flag", ["muted", "pinned", "archived", "marked_unread"])
async def test_a_wish_is_kept_told_by_a_sync_and_can_be_taken_back(talk: Talk, flag: str) -> None:
    await said(talk.amina, talk.id, "hi")
    await mark(talk.bo, talk.id, 1)
    cursor = ok(await talk.bo.get("/sync"))["cursor"]
    path = f"/conversations/{talk.id}/mine"
    assert ok(await talk.bo.patch(path, json={flag: True}))[flag] is True
    [changed] = ok(await talk.bo.get("/sync", params={"cursor": cursor}))["conversations"]
    assert changed[flag] is True
    assert flag not in (await listed(talk.amina))[0]
    ok(await talk.bo.patch(path, json={}))
    assert (await listed(talk.bo))[0][flag] is True
    ok(await talk.bo.patch(path, json={flag: False}))
    assert flag not in (await listed(talk.bo))[0]


async def test_reading_or_writing_takes_the_mark_of_unread_away(talk: Talk) -> None:
    await said(talk.amina, talk.id, "one", "two")
    for act in ("read", "write"):
        ok(await talk.bo.patch(f"/conversations/{talk.id}/mine", json={"marked_unread": True}))
        if act == "read":
            await mark(talk.bo, talk.id, 2)
        else:
            await said(talk.bo, talk.id, "three")
        assert "marked_unread" not in (await listed(talk.bo))[0]


async def test_what_one_deletes_for_oneself_leaves_an_empty_place(talk: Talk) -> None:
    await said(talk.amina, talk.id, "one", "the secret", "three")
    await hide(talk, seqs=[2, 9])
    for found in (
        (await history(talk.bo, talk.id))["messages"],
        ok(await talk.bo.get("/sync", params={"cursor": "x"}))["conversations"],
    ):
        assert "secret" not in str(found)
    messages = (await history(talk.bo, talk.id))["messages"]
    assert [message.get("hidden", False) for message in messages] == [False, True, False]
    assert [message["seq"] for message in messages] == [1, 2, 3]
    assert "secret" in str(await history(talk.amina, talk.id))


async def test_the_row_shows_the_last_message_that_is_left(talk: Talk) -> None:
    await said(talk.amina, talk.id, "one", "two", "three")
    await hide(talk, seqs=[3, 2])
    assert (await listed(talk.bo))[0]["last"]["body"] == "one"
    assert (await listed(talk.amina))[0]["last"]["body"] == "three"


async def test_a_deleted_conversation_comes_back_with_the_next_message(talk: Talk) -> None:
    await said(talk.amina, talk.id, "the secret", "old")
    await hide(talk, up_to=2)
    assert await listed(talk.bo) == []
    assert (await history(talk.bo, talk.id))["messages"] == []
    assert len(await listed(talk.amina)) == 1
    await said(talk.amina, talk.id, "new")
    [row] = await listed(talk.bo)
    assert (row["unread"], row["hidden_to"], row["last"]["body"]) == (1, 2, "new")
    assert [one["body"] for one in (await history(talk.bo, talk.id))["messages"]] == ["new"]
    await hide(talk, up_to=1)
    assert (await listed(talk.bo))[0]["hidden_to"] == 2


async def test_another_device_hears_that_something_was_deleted(talk: Talk) -> None:
    await said(talk.amina, talk.id, "one", "two")
    for what in ({"seqs": [1]}, {"up_to": 2}):
        cursor = ok(await talk.bo.get("/sync"))["cursor"]
        await hide(talk, **what)
        [changed] = ok(await talk.bo.get("/sync", params={"cursor": cursor}))["conversations"]
        assert changed["id"] == talk.id
    assert (changed["hidden_to"], changed["messages"], changed["last"]) == (2, [], None)


@pytest.mark.parametrize("body", [{"seqs": [0]}, {"up_to": -1}, {"seqs": "all"}, {"x": 1}])
async def test_what_cannot_be_deleted_is_refused(
    talk: Talk, settings: Settings, body: dict[str, Any]
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await talk.bo.post(f"/conversations/{talk.id}/hidden", json=body)
        assert answer.status_code == 400
