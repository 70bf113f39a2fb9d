"""The log: numbered without holes, each message once, refusals change nothing."""

import asyncio
from collections import Counter
from uuid import UUID

import pytest

from leapfrog.chat import Message, MessageSender, append
from leapfrog.chat.errors import (
    ClientIdUsed,
    NoConversation,
    NotContacts,
)
from leapfrog.chat_content import EmptyMessage, LongMessage
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, befriend, draft, history, ok, opened, said, say
from tests.contacts.conftest import Join
from tests.matrix import unchanged


async def test_messages_are_numbered_from_one_and_come_back_as_they_were(talk: Talk) -> None:
    first, second = await said(talk.amina, talk.id, "你好 👋", "two\nlines")
    assert (first["seq"], second["seq"]) == (1, 2)
    assert first["sender_id"] == talk.amina.me["id"]
    page = await history(talk.bo, talk.id)
    assert page == {"messages": [first, second], "more": False, "people": []}


async def test_fifty_senders_at_once_leave_no_hole_and_no_double(talk: Talk, town: Town) -> None:
    sender = MessageSender(town.database)
    people = [talk.amina, talk.bo] * 25
    sent = await asyncio.gather(
        *(sender.send(draft(talk.id, one, f"{n}")) for n, one in enumerate(people))
    )
    assert sorted(message.seq for message in sent) == list(range(1, 51))
    page = await history(talk.bo, talk.id, limit=500)
    assert {message["body"]: message["seq"] for message in page["messages"]} == {
        message.body: message.seq for message in sent
    }


async def test_two_processes_that_write_to_one_conversation_leave_no_hole(
    talk: Talk, settings: Settings, town: Town
) -> None:
    other = await Database.connect(settings.database_url or "", 5)
    senders = [MessageSender(town.database), MessageSender(other)]
    drafts = [draft(talk.id, (talk.amina, talk.bo)[n % 2], f"{n}") for n in range(200)]
    # Each fifth is sent to both processes, as a device does that lost its connection.
    sends = [(n % 2, one) for n, one in enumerate(drafts)]
    sends += [(1 - n % 2, one) for n, one in enumerate(drafts) if n % 5 == 0]
    sent = await asyncio.gather(*(senders[place].send(one) for place, one in sends))
    await other.close()
    seqs = {message.client_id: message.seq for message in sent}
    assert sorted(seqs.values()) == list(range(1, 201))
    assert all(seqs[message.client_id] == message.seq for message in sent)


async def test_a_batch_over_many_conversations_keeps_each_ones_order(
    join: Join, town: Town
) -> None:
    amina = await join("amina")
    talks = []
    for handle in ("bo_chen", "carla", "deniz"):
        other = await join(handle)
        await befriend(amina, other)
        talks.append(await opened(amina, other))
    drafts = [draft(talks[n % 3], amina, f"{n}") for n in range(60)]
    async with town.database.transaction() as db:
        results = await append(db, drafts)
    assert [result.seq for result in results if isinstance(result, Message)] == [
        n // 3 + 1 for n in range(60)
    ]
    assert [result.body for result in results if isinstance(result, Message)] == [
        f"{n}" for n in range(60)
    ]


async def test_the_same_client_id_again_answers_the_first_message(
    talk: Talk, settings: Settings
) -> None:
    client_id = new_id()
    first = ok(await say(talk.amina, talk.id, "once", client_id))
    await said(talk.bo, talk.id, "between")
    async with unchanged(str(settings.database_url), "identity_session"):
        assert ok(await say(talk.amina, talk.id, "once", client_id)) == first
        assert ok(await say(talk.amina, talk.id, "  once \0", client_id)) == first


async def test_the_same_client_id_for_another_text_is_refused(
    talk: Talk, settings: Settings
) -> None:
    client_id = new_id()
    ok(await say(talk.amina, talk.id, "once", client_id))
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await say(talk.amina, talk.id, "other", client_id)
        assert (answer.status_code, answer.json()["code"]) == (409, "client_id_used")


async def test_a_client_id_is_its_senders_own(talk: Talk) -> None:
    client_id = new_id()
    first = ok(await say(talk.amina, talk.id, "mine", client_id))
    second = ok(await say(talk.bo, talk.id, "also mine", client_id))
    assert (first["seq"], second["seq"]) == (1, 2)


async def test_twice_in_one_batch_is_one_message(talk: Talk, town: Town) -> None:
    one = draft(talk.id, talk.amina, "twice")
    other = draft(talk.id, talk.amina, "not the same", client_id=one.client_id)
    async with town.database.transaction() as db:
        results = await append(db, [one, draft(talk.id, talk.bo, "between"), one, other])
    seqs = [result.seq for result in results[:3] if isinstance(result, Message)]
    assert seqs == [1, 2, 1]
    assert isinstance(results[3], ClientIdUsed)
    page = await history(talk.bo, talk.id)
    assert [message["body"] for message in page["messages"]] == ["twice", "between"]


BAD = [
    ("", EmptyMessage),
    ("  \n\t ", EmptyMessage),
    ("\0\0", EmptyMessage),
    (" \0 ", EmptyMessage),
    ("x" * 4001, LongMessage),
    ("界" * 4001, LongMessage),
]


@pytest.mark.parametrize(("body", "problem"), BAD)
async def test_what_says_nothing_or_too_much_is_refused(
    talk: Talk, settings: Settings, body: str, problem: type[Problem]
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await say(talk.amina, talk.id, body)
        assert (answer.status_code, answer.json()["code"]) == (422, problem.code)


async def test_the_longest_message_is_kept_whole_and_nul_is_dropped(talk: Talk) -> None:
    [longest] = await said(talk.amina, talk.id, "界" * 4000)
    assert longest["body"] == "界" * 4000
    [cut] = await said(talk.amina, talk.id, " a\0b ")
    assert cut["body"] == "ab"


async def test_half_a_character_is_refused(talk: Talk) -> None:
    path = f"/conversations/{talk.id}/messages/{new_id()}"
    answer = await talk.amina.put(
        path, content=b'{"body":"\\ud800"}', headers={"content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


async def test_refusals_in_a_batch_leave_the_others_alone(
    talk: Talk, join: Join, town: Town
) -> None:
    stranger = await join("carla")
    nowhere = str(new_id())
    drafts = [
        draft(talk.id, talk.amina, "good"),
        draft(talk.id, stranger, "not mine"),
        draft(nowhere, talk.amina, "nowhere"),
        draft(talk.id, talk.amina, ""),
        draft(talk.id, talk.bo, "good too"),
    ]
    async with town.database.transaction() as db:
        results = await append(db, drafts)
    assert [type(result) for result in results] == [
        Message,
        NoConversation,
        NoConversation,
        EmptyMessage,
        Message,
    ]
    assert [result.seq for result in results if isinstance(result, Message)] == [1, 2]


async def test_who_is_no_contact_any_more_cannot_write(talk: Talk, settings: Settings) -> None:
    await said(talk.amina, talk.id, "hello")
    found = ok(await talk.bo.get(f"/people/{talk.amina.me['handle']}"))
    ok(await talk.bo.delete(f"/contacts/{found['contact_id']}"))
    for one in (talk.amina, talk.bo):
        async with unchanged(str(settings.database_url), "identity_session"):
            answer = await say(one, talk.id, "still there?")
            assert (answer.status_code, answer.json()["code"]) == (403, NotContacts.code)
    page = await history(talk.amina, talk.id)
    assert [message["body"] for message in page["messages"]] == ["hello"]


async def test_who_is_blocked_cannot_write_and_neither_can_who_blocks(
    talk: Talk, settings: Settings
) -> None:
    ok(await talk.bo.put(f"/blocks/{talk.amina.me['id']}"))
    for one in (talk.amina, talk.bo):
        async with unchanged(str(settings.database_url), "identity_session"):
            answer = await say(one, talk.id, "hello?")
            assert (answer.status_code, answer.json()["code"]) == (403, NotContacts.code)


async def test_what_is_sent_reads_all_before_it(talk: Talk, town: Town) -> None:
    await said(talk.bo, talk.id, "one", "two")
    async with town.database.transaction() as db:
        await append(db, [draft(talk.id, talk.amina, "three"), draft(talk.id, talk.bo, "four")])
    [mine] = ok(await talk.amina.get("/conversations"))["conversations"]
    assert (mine["last_seq"], mine["read_seq"], mine["unread"]) == (4, 3, 1)


async def test_counts_agree_after_a_storm(talk: Talk, town: Town) -> None:
    sender = MessageSender(town.database)
    drafts = [draft(talk.id, talk.amina, f"{n}") for n in range(40)]
    answers = await asyncio.gather(*map(sender.send, drafts * 5))
    assert Counter(answer.seq for answer in answers) == dict.fromkeys(range(1, 41), 5)
    async with town.database.glance() as db:
        stored = await db.rows("select seq from chat_message order by seq")
        assert [row[0] for row in stored] == list(range(1, 41))
        last = await db.value("select last_seq from chat_conversation where id = $1", UUID(talk.id))
    assert last == 40
