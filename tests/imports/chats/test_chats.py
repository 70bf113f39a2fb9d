"""A history of another app: looked at, let in, and there as an archive of one person alone."""

import json
from contextlib import suppress
from typing import Any

import asyncpg

from leapfrog.chat_search import search
from leapfrog.imports.worker import work
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import code, history, listed, ok, say
from tests.chat_archives.acts import apply, bring, look, people, read, send, whatsapp
from tests.contacts.acts import befriend, put_contact, rows
from tests.contacts.conftest import Join

# The last thing that the job does fails.
FULL = """
create function disk_full() returns trigger language plpgsql as
$$ begin raise exception 'the disk is full'; end $$;
create trigger disk_full before insert on chat_member for each row execute function disk_full();
"""


def archives(conversations: list[Any]) -> list[Any]:
    return [one for one in conversations if one["kind"] == "archive"]


async def test_a_preview_says_what_is_in_the_file(join: Join, photo: bytes) -> None:
    anna = await join("anna", display_name="Anna")
    found = await look(anna, whatsapp(IMG_20201228_WA0001__jpg=photo))
    assert (found["format"], found["state"]) == ("whatsapp", "previewed")
    (thread,) = found["threads"]
    assert thread["title"] == "Ben Okafor"
    assert (thread["entries"], thread["files"], thread["missing"]) == (7, 1, 2)
    assert thread["first_at"] == "2020-12-27T18:50:00Z"
    assert thread["last_at"] == "2020-12-28T09:03:00Z"
    assert (found["people"], found["unmatched"], found["skipped"]) == (2, 1, 0)
    assert archives(await listed(anna)) == []


async def test_the_owner_and_contacts_are_found_among_those_who_speak(join: Join) -> None:
    anna = await join("anna", display_name="Annabel")
    ben = await put_contact(anna, "Ben Okafor", ("phone", "+49 170 1234567"))
    found = await look(anna, whatsapp("28/12/2020, 10:00 - +49 170 1234567: it is me"))
    # By her handle: she is called Annabel here.
    told = {one["key"]: one for one in await people(anna, found["id"])}
    assert told["Ben Okafor"]["decision"] == "contact"
    assert told["Ben Okafor"]["contact_id"] == ben["id"]
    assert told["+49 170 1234567"]["contact_name"] == "Ben Okafor"
    assert told["Anna"]["decision"] == "me"


async def test_in_a_conversation_of_two_the_one_it_is_not_named_after_is_the_owner(
    join: Join,
) -> None:
    anna = await join("quite", display_name="Another name")
    found = await look(anna, whatsapp())
    told = {one["key"]: one["decision"] for one in await people(anna, found["id"])}
    assert told == {"Anna": "me", "Ben Okafor": "outsider"}


async def test_it_comes_in_as_it_was_spoken(join: Join, town: Town, photo: bytes) -> None:
    anna = await join("anna", display_name="Anna")
    done = await bring(town, anna, whatsapp(IMG_20201228_WA0001__jpg=photo))
    assert (done["state"], done["done"]) == ("applied", 7)
    (archive,) = archives(await listed(anna))
    assert archive["id"] == done["threads"][0]["conversation_id"]
    assert (archive["name"], archive["writable"], archive["why_not"]) == (
        "Ben Okafor",
        False,
        "read_only",
    )
    assert archive["unread"] == 0
    told = await history(anna, archive["id"])
    said = told["messages"]
    assert [one["seq"] for one in said] == list(range(1, 8))
    assert [one["ord"] for one in said] == list(range(7))
    assert [one["kind"] for one in said] == ["system", "text", "text", "image", *["text"] * 3]
    assert [one["created_at"] for one in said][1] == "2020-12-27T18:51:00Z"
    assert all(one["imported"] == "whatsapp" for one in said)
    mine = [one["sender_id"] == anna.me["id"] for one in said]
    assert mine == [True, True, False, True, False, True, False]
    assert said[2]["body"] == "Hi Anna\nhow are you?"
    assert (said[3]["body"], said[3]["meta"]["width"]) == ("the lake", 64)
    assert said[4]["body"] == "📎 …"
    assert said[5]["recalled"]
    names = {one["id"]: one["name"] for one in told["people"]}
    assert names[said[2]["sender_id"]] == "Ben Okafor"
    picture = await anna.get(f"/chat/files/{said[3]['meta']['file']}")
    assert picture.headers["content-type"] == "image/webp"


async def test_a_contact_of_the_town_is_shown_as_they_are_now(join: Join, town: Town) -> None:
    anna, ben = (
        await join("anna", display_name="Anna"),
        await join("ben", display_name="Ben Okafor"),
    )
    await befriend(anna, ben)
    done = await bring(town, anna, whatsapp())
    place = done["threads"][0]["conversation_id"]
    contact_id = (await rows(anna))[0]["id"]
    ok(await anna.patch(f"/contacts/{contact_id}", json={"remark": "Benny"}))
    told = await history(anna, place)
    assert "Benny" in {one["name"] for one in told["people"]}
    assert archives(await listed(ben)) == []


async def test_who_is_who_is_the_owners_to_say(join: Join, town: Town) -> None:
    anna = await join("anna", display_name="Anna")
    mum = await put_contact(anna, "Mum")
    found = await look(anna, whatsapp())
    path = f"/imports/{found['id']}/people"
    chosen = [
        {"key": "Anna", "decision": "contact", "contact_id": mum["id"]},
        {"key": "Ben Okafor", "decision": "me"},
    ]
    ok(await anna.put(path, json={"people": chosen}))
    told = {one["key"]: one for one in await people(anna, found["id"])}
    assert told["Anna"]["contact_name"] == "Mum"
    assert told["Ben Okafor"]["decision"] == "me"
    done = await apply(town, anna, found["id"])
    told = await history(anna, done["threads"][0]["conversation_id"])
    assert told["messages"][2]["sender_id"] == anna.me["id"]
    assert "Mum" in {one["name"] for one in told["people"]}


async def test_a_contact_of_somebody_else_is_refused(join: Join) -> None:
    anna, ben = await join("anna"), await join("ben")
    theirs = await put_contact(ben, "Mum")
    found = await look(anna, whatsapp())
    chosen = [{"key": "Anna", "decision": "contact", "contact_id": theirs["id"]}]
    answer = await anna.put(f"/imports/{found['id']}/people", json={"people": chosen})
    assert code(answer) == "invalid"


async def test_the_same_file_twice_adds_nothing(join: Join, town: Town, photo: bytes) -> None:
    anna = await join("anna")
    data = whatsapp(IMG_20201228_WA0001__jpg=photo)
    first = await bring(town, anna, data)
    again = await look(anna, data)
    assert again["threads"][0]["known"]
    assert again["threads"][0]["conversation_id"] == first["threads"][0]["conversation_id"]
    done = await apply(town, anna, again["id"])
    assert (done["state"], done["done"]) == ("applied", 0)
    assert len(archives(await listed(anna))) == 1
    # Neither does the same history without its pictures, or zipped by somebody else.
    other = await bring(town, anna, whatsapp(other__bin=b"x", IMG_20201228_WA0001__jpg=photo))
    assert other["done"] == 0


async def test_two_looks_at_the_same_file_bring_it_once(join: Join, town: Town) -> None:
    anna = await join("anna")
    first, second = await look(anna, whatsapp()), await look(anna, whatsapp())
    assert not second["threads"][0]["known"]
    ok(await anna.post(f"/imports/{first['id']}/application"))
    done = await apply(town, anna, second["id"])
    assert (done["state"], done["done"], done["threads"][0]["known"]) == ("applied", 0, True)
    await work(town, {"id": first["id"]})
    assert len(archives(await listed(anna))) == 1


async def test_what_a_failed_job_had_begun_goes_with_the_file(
    join: Join, town: Town, settings: Settings
) -> None:
    anna = await join("anna")
    found = await look(anna, whatsapp())

    connection = await asyncpg.connect(str(settings.database_url))
    await connection.execute(FULL)
    ok(await anna.post(f"/imports/{found['id']}/application"))
    with suppress(asyncpg.PostgresError):
        await work(town, {"id": found["id"]})
    assert ok(await anna.get(f"/imports/{found['id']}"))["state"] == "failed"
    assert archives(await listed(anna)) == []
    try:
        assert await connection.fetchval("select count(*) from chat_message") == 7
        ok(await anna.delete(f"/imports/{found['id']}"))
        assert await connection.fetchval("select count(*) from chat_message") == 0
        assert await connection.fetchval("select count(*) from chat_archive_entry") == 0
    finally:
        await connection.close()


async def test_the_same_id_again_is_the_same_operation(join: Join) -> None:
    anna, ben = await join("anna"), await join("ben")
    history_id, export = str(new_id()), whatsapp()
    first = await look(anna, export, id=history_id)
    assert await look(anna, export, id=history_id) == first
    assert code(await send(anna, whatsapp("28/12/2020, 10:00 - Anna: more"), id=history_id)) == (
        "id_taken"
    )
    assert code(await send(ben, export, id=history_id)) == "no_import"


async def test_two_people_may_bring_the_same_history(join: Join, town: Town) -> None:
    anna, ben = await join("anna"), await join("ben")
    for one in (anna, ben):
        await bring(town, one, whatsapp())
        assert len(archives(await listed(one))) == 1


async def test_a_job_that_died_is_begun_anew_and_nothing_is_doubled(
    join: Join, town: Town, photo: bytes
) -> None:
    anna = await join("anna")
    found = await look(anna, whatsapp(IMG_20201228_WA0001__jpg=photo))
    ok(await anna.post(f"/imports/{found['id']}/application"))
    for _ in range(3):
        await work(town, {"id": found["id"]})
    (archive,) = archives(await listed(anna))
    assert archive["last_seq"] == 7


async def test_undone_it_is_gone_and_may_be_brought_anew(
    join: Join, town: Town, photo: bytes
) -> None:
    anna = await join("anna")
    data = whatsapp(IMG_20201228_WA0001__jpg=photo)
    done = await bring(town, anna, data)
    place = done["threads"][0]["conversation_id"]
    file = (await history(anna, place))["messages"][3]["meta"]["file"]
    undone = ok(await anna.post(f"/imports/{done['id']}/undo"))
    assert undone["state"] == "undone"
    assert archives(await listed(anna)) == []
    assert (await history(anna, place))["messages"] == []
    assert ok(await anna.post(f"/imports/{done['id']}/undo")) == undone
    assert code(await anna.post(f"/imports/{done['id']}/application")) == ("import_undone")
    anew = await bring(town, anna, data)
    assert anew["done"] == 7
    assert len(archives(await listed(anna))) == 1
    assert file


async def test_an_undo_leaves_what_was_here_before_it(join: Join, town: Town) -> None:
    anna = await join("anna")
    await bring(town, anna, whatsapp())
    second = await bring(town, anna, whatsapp())
    ok(await anna.post(f"/imports/{second['id']}/undo"))
    assert len(archives(await listed(anna))) == 1


async def test_only_what_is_chosen_comes_in(join: Join, town: Town) -> None:
    anna = await join("anna")
    message = {"id": 1, "type": "message", "date_unixtime": "1704103200", "from": "B", "text": "x"}
    head = {"type": "personal_chat", "messages": [message]}
    chats = [{"name": name, "id": n, **head} for n, name in enumerate(["One", "Two", "Three"])]
    data = json.dumps({"chats": {"list": chats}}).encode()
    found = await look(anna, data, name="result.json")
    assert [one["title"] for one in found["threads"]] == ["One", "Two", "Three"]
    done = await apply(town, anna, found["id"], conversations=[0, 2])
    assert done["state"] == "applied"
    assert {one["name"] for one in archives(await listed(anna))} == {"One", "Three"}


async def test_nothing_chosen_is_refused(join: Join) -> None:
    anna = await join("anna")
    found = await look(anna, whatsapp())
    ok(await anna.patch(f"/imports/{found['id']}", json={"conversations": []}))
    answer = await anna.post(f"/imports/{found['id']}/application")
    assert code(answer) == "invalid"


async def test_a_file_may_be_read_in_another_way(join: Join) -> None:
    anna = await join("anna")
    found = await look(anna, b"3/4/20, 10:00 - Anna: hi\n", name="chat.txt")
    assert found["ambiguous"]
    assert found["threads"][0]["first_at"] == "2020-04-03T10:00:00Z"
    reading = {"zone": "Asia/Shanghai", "day_first": False}
    ok(await anna.patch(f"/imports/{found['id']}", json=reading))
    again = await read(anna, found["id"])
    assert not again["ambiguous"]
    assert again["threads"][0]["first_at"] == "2020-03-04T02:00:00Z"


async def test_a_zone_that_is_none_is_refused(join: Join) -> None:
    anna = await join("anna")
    for zone in ("Mars/Base", "../../etc/passwd", ""):
        assert code(await send(anna, whatsapp(), zone=zone)) == "invalid"


async def test_what_is_no_history_is_refused_with_its_reason(join: Join) -> None:
    anna = await join("anna")
    answer = await send(anna, b"\x00" * 100)
    assert code(answer) == "archive_unreadable"
    assert answer.json()["reason"] == "unknown_format"
    assert ok(await anna.get("/imports")) == []


async def test_nobody_writes_into_an_archive(join: Join, town: Town) -> None:
    anna = await join("anna")
    done = await bring(town, anna, whatsapp())
    answer = await say(anna, done["threads"][0]["conversation_id"], "hello?")
    assert code(answer) == "read_only"


async def test_answers_and_reactions_are_what_they_were(join: Join, town: Town) -> None:
    anna = await join("anna", display_name="Anna")
    given = {"emoji": "👍", "count": 3, "recent": [{"from": "Anna", "from_id": "user1"}]}
    base = {"type": "message", "date_unixtime": "1704103200"}
    messages = [
        base | {"id": 5, "from": "Ben", "from_id": "user2", "text": "a", "reactions": [given]},
        base | {"id": 6, "from": "Anna", "from_id": "user1", "text": "b", "reply_to_message_id": 5},
    ]
    chat = {"name": "Ben", "type": "personal_chat", "id": 1, "messages": messages}
    done = await bring(town, anna, json.dumps(chat).encode(), name="result.json")
    told = await history(anna, done["threads"][0]["conversation_id"])
    first, second = told["messages"]
    assert first["reactions"] == [{"emoji": "👍", "people": [anna.me["id"]]}]
    assert second["ref"] == first["seq"]


async def test_what_was_said_elsewhere_is_found_too(join: Join, town: Town) -> None:
    anna, ben = await join("anna"), await join("ben")
    done = await bring(town, anna, whatsapp("28/12/2020, 10:00 - Anna: 今天晚上一起吃饭吗"))
    async with town.database.transaction() as db:
        await search.index(db, "", None)
    for words in ("ow are yo", "晚上一起"):
        (found,) = ok(await anna.get("/search/messages", params={"q": words}))["found"]
        assert found["conversation_id"] == done["threads"][0]["conversation_id"]
        assert ok(await ben.get("/search/messages", params={"q": words}))["found"] == []
    ok(await anna.post(f"/imports/{done['id']}/undo"))
    assert ok(await anna.get("/search/messages", params={"q": "晚上一起"}))["found"] == []


async def test_old_previews_are_forgotten(join: Join) -> None:
    anna = await join("anna")
    for n in range(7):
        await look(anna, whatsapp(f"28/12/2020, 10:0{n} - Anna: {n}"))
    assert len(ok(await anna.get("/imports"))) == 5


async def test_a_preview_can_be_discarded_and_what_is_in_cannot(join: Join, town: Town) -> None:
    anna = await join("anna")
    found = await look(anna, whatsapp())
    ok(await anna.delete(f"/imports/{found['id']}"))
    assert ok(await anna.get("/imports")) == []
    done = await bring(town, anna, whatsapp())
    assert code(await anna.delete(f"/imports/{done['id']}")) == "import_applied"
