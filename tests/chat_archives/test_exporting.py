"""Conversations leave as files: what was spoken here, and what was brought along."""

import json
from datetime import UTC, datetime

from leapfrog.chat_formats import HistoryEntry, HistoryThread, Speaker
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.chat.acts import Talk, code, do, history, ok, said
from tests.chat_archives.acts import bring, exported, whatsapp
from tests.chat_formats.reading import told
from tests.contacts.conftest import Join


async def test_a_conversation_of_two_is_in_the_zip_thrice(talk: Talk) -> None:
    first, *_ = await said(talk.amina, talk.id, "Hello", "How are you?")
    ok(await do(talk.bo, talk.id, "text", body="Fine", ref=first["seq"]))
    ok(await do(talk.bo, talk.id, "reaction", body="👍", ref=first["seq"]))
    ok(await do(talk.amina, talk.id, "edit", body="Hello!", ref=first["seq"]))
    with await exported(talk.amina, talk.id) as made:
        assert made.testzip() is None
        chat = json.loads(made.read("chat.json"))
        page, text = made.read("chat.html").decode(), made.read("chat.txt").decode()
    assert (chat["source"], chat["id"], chat["title"]) == ("leapfrog", talk.id, "Bo_chen")
    amina, bo = talk.amina.me["address"], talk.bo.me["address"]
    assert {one["key"] for one in chat["people"]} == {amina, bo}
    bodies = [(one["sender"], one["body"]) for one in chat["messages"]]
    assert bodies == [(amina, "Hello!"), (amina, "How are you?"), (bo, "Fine")]
    assert chat["messages"][0]["reactions"] == [{"emoji": "👍", "by": bo}]
    assert chat["messages"][0]["edited"]
    assert chat["messages"][2]["reply_to"] == "1"
    for written in (page, text):
        assert "How are you?" in written


async def test_files_are_in_the_zip_unless_they_are_not_wanted(talk: Talk, photo: bytes) -> None:
    file_id = new_id()
    kept = ok(await talk.amina.put(f"/chat/files/{file_id}", content=photo))
    meta = {"file": kept["id"]}
    ok(await do(talk.amina, talk.id, "image", body="look", meta=meta))
    with await exported(talk.bo, talk.id) as made:
        (path,) = [name for name in made.namelist() if name.startswith("media/")]
        assert len(made.read(path)) == kept["size"]
        (message,) = json.loads(made.read("chat.json"))["messages"]
    assert message["media"][0]["path"] == path
    with await exported(talk.bo, talk.id, media="false") as made:
        assert not any(name.startswith("media/") for name in made.namelist())


async def test_what_was_deleted_for_oneself_is_not_taken_along(talk: Talk) -> None:
    await said(talk.amina, talk.id, "secret")
    ok(await do(talk.amina, talk.id, "recall", ref=1))
    with await exported(talk.bo, talk.id) as made:
        everything = b"".join(made.read(name) for name in made.namelist())
    assert b"secret" not in everything


async def test_a_history_leaves_as_it_came(join: Join, town: Town, photo: bytes) -> None:
    anna = await join("anna")
    data = whatsapp(IMG_20201228_WA0001__jpg=photo)
    done = await bring(town, anna, data)
    with await exported(anna, done["threads"][0]["conversation_id"]) as made:
        chat = made.read("chat.json")
    came = [one for one in told(data) if isinstance(one, HistoryEntry)]
    left = [one for one in told(chat, "chat.json") if isinstance(one, HistoryEntry)]
    assert [(one.at, one.kind, one.sender, one.body) for one in left] == [
        (one.at, one.kind, one.sender, one.body) for one in came
    ]
    assert json.loads(chat)["source"] == "whatsapp"


async def test_an_export_comes_in_again_and_leaves_identical(
    join: Join, town: Town, photo: bytes
) -> None:
    anna, ben = await join("anna"), await join("ben")
    done = await bring(town, anna, whatsapp(IMG_20201228_WA0001__jpg=photo))
    place = done["threads"][0]["conversation_id"]
    answer = await anna.get(f"/conversations/{place}/export")
    again = await bring(town, ben, answer.content, name="chat.zip")
    with (
        await exported(anna, place) as first,
        await exported(ben, again["threads"][0]["conversation_id"]) as second,
    ):
        one, other = json.loads(first.read("chat.json")), json.loads(second.read("chat.json"))
    for message in [*one["messages"], *other["messages"]]:
        for media in message.get("media", ()):
            # A file has another id with another owner.
            media["path"] = media.get("path", "")[-24:]
            media.pop("size", None)
            media.pop("type", None)
    assert one["messages"] == other["messages"]
    assert one["people"] == other["people"]


async def test_all_conversations_are_in_one_zip(talk: Talk, town: Town) -> None:
    await said(talk.amina, talk.id, "Hello")
    await bring(town, talk.amina, whatsapp())
    answer = await talk.amina.get("/export/conversations")
    found = told(answer.content, "chats.zip")
    assert {one.title for one in found if isinstance(one, HistoryThread)} == {
        "Bo_chen",
        "Ben Okafor",
    }
    assert Speaker("Ben Okafor", "Ben Okafor") in found


async def test_the_export_is_sent_while_it_is_made(talk: Talk) -> None:
    await said(talk.amina, talk.id, "Hello")
    answer = await talk.amina.get(f"/conversations/{talk.id}/export")
    assert "content-length" not in answer.headers
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_a_stranger_gets_nothing(talk: Talk, join: Join) -> None:
    carla = await join("carla")
    assert code(await carla.get(f"/conversations/{talk.id}/export")) == "no_conversation"


async def test_what_is_told_of_a_conversation_has_its_times(talk: Talk) -> None:
    (sent,) = await said(talk.amina, talk.id, "Hello")
    with await exported(talk.amina, talk.id) as made:
        (message,) = json.loads(made.read("chat.json"))["messages"]
    at = datetime.fromisoformat(message["at"])
    assert at == datetime.fromisoformat(sent["created_at"])
    assert at.tzinfo == UTC
    assert (await history(talk.amina, talk.id))["messages"]
