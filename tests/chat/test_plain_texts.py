"""Plain texts are said by one statement, which says the same as `append`, or nothing."""

import asyncio
from contextlib import suppress
from contextvars import Context
from typing import Any

import pytest

from leapfrog.chat import append, plain_texts
from leapfrog.chat.errors import NotContacts
from leapfrog.chat_content import MessageDraft
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, code, draft, history, made, ok, said, say
from tests.contacts.conftest import Join, Settle
from tests.matrix import unchanged
from tests.waits import somebody_waits

DIRECT = "chat_conversation set {} where kind = 'direct'"
BO = "(select id from identity_person where handle = 'bo_chen')"
# What may have become of the two, or of their group; none of it is in the way of "contacts".
STATES = {
    "contacts": "",
    "away": f"update {DIRECT.format('away = true')}",
    "by note": f"update {DIRECT.format('by_note = true')}",
    "copy": "update chat_conversation set copy = true where kind = 'group'",
    "asked": f"update {DIRECT.format(f'asked = $$waiting$$, asked_by = {BO}')}",
    "accepted": f"update {DIRECT.format(f'asked = $$accepted$$, asked_by = {BO}')}",
    "declined": f"update {DIRECT.format(f'asked = $$declined$$, asked_by = {BO}')}",
    "not connected": f"update contacts_contact set connected = false where owner_id = {BO}",
    "deleted": f"update contacts_contact set deleted = true where person_id = {BO}",
    "blocked": f"""insert into contacts_block (owner_id, person_id, created_at)
        select {BO}, id, now() from identity_person where handle = 'amina'""",
    "moved": "update identity_person set moved_to = 'https://hill.example' where handle = 'amina'",
    "silenced": "update chat_conversation set muted_all = true where kind = 'group'",
    "left": f"update chat_member set until_seq = 1 where person_id = {BO} and role = 'member'",
    "deleted for oneself": f"update chat_member set hidden_to = 1 where person_id = {BO}",
}
# But for the times and the numbers of transactions.
WRITTEN = """
select (select array_agg(
        row (conversation_id, seq, ord, client_id, sender_id, kind, body, ref)::text
        order by conversation_id, seq) from chat_message),
    (select array_agg(row (id, last_seq, last_ord, shown_seq, all_seq)::text order by id)
        from chat_conversation),
    (select array_agg(row (conversation_id, person_id, read_seq, read_ord)::text
        order by conversation_id, person_id) from chat_member),
    (select array_agg(distinct id order by id) from chat_unread_queue, unnest(conversation_ids) id),
    (select array_agg(distinct id order by id) from chat_unindexed, unnest(conversation_ids) id),
    (select array_agg(row (type, body)::text order by body) from kernel_event)
"""


class Undone(Exception):
    pass


async def tried(town: Town, state: str, verb: Any, drafts: list[MessageDraft]) -> tuple[Any, Any]:
    """What a verb answers and what is written then; nothing of it stays."""
    found: tuple[Any, Any] = (None, None)
    with suppress(Undone):
        async with town.database.transaction() as db:
            # The town works these off meanwhile.
            await db.run("delete from chat_unread_queue")
            await db.run("delete from chat_unindexed")
            await db.run("delete from kernel_event")
            if STATES[state]:
                await db.run(STATES[state])
            answer = await verb(db, drafts)
            found = (answer, tuple(await db.row(WRITTEN) or ()))
            raise Undone
    return found


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("state", STATES)
async def test_it_says_what_append_says_or_nothing(
    talk: Talk, town: Town, settle: Settle, state: str
) -> None:
    group = await made(talk.amina, talk.bo)
    await said(talk.bo, talk.id, "before")
    drafts = [
        draft(place, who, f"{n}")
        for n in range(2)
        for place in (talk.id, group)
        for who in (talk.bo, talk.amina)
    ]
    await settle()
    ways = [[one] for one in drafts] + [drafts, drafts[::-1], [drafts[0]] * 2]
    simple = 0
    for given in ways:
        shortly = await tried(town, state, plain_texts.say, given)
        at_length = await tried(town, state, append, given)
        if shortly[0] is not None:
            assert shortly == at_length
            simple += 1
        if any(isinstance(one, Problem) for one in at_length[0]):
            assert shortly[0] is None
    assert simple >= (len(ways) - 1 if state in ("contacts", "accepted", "away") else 0)


async def test_what_was_said_is_there_and_everybody_hears_of_it(talk: Talk, town: Town) -> None:
    told: list[Any] = []
    async with town.database.batch() as db:
        found = await plain_texts.say(db, [draft(talk.id, talk.amina, "  plain \0")])
        told += found or []
    [there] = (await history(talk.bo, talk.id))["messages"]
    assert [one.body for one in told] == ["plain"] == [there["body"]]


async def test_what_is_not_plain_is_left_to_append(talk: Talk, town: Town) -> None:
    await said(talk.amina, talk.id, "first")
    other = [
        draft(talk.id, talk.amina, "a reply", ref=1),
        draft(talk.id, talk.amina, "", kind="location", meta={"lat": 1, "lon": 2}),
        draft(talk.id, talk.amina, " "),
    ]
    for one in other:
        async with town.database.batch() as db:
            assert await plain_texts.say(db, [draft(talk.id, talk.bo, "plain"), one]) is None
    assert len((await history(talk.bo, talk.id))["messages"]) == 1


async def test_a_stranger_and_who_is_blocked_change_nothing(
    talk: Talk, join: Join, town: Town, settings: Settings
) -> None:
    stranger = await join("carla")
    ok(await talk.bo.put(f"/blocks/{talk.amina.me['id']}"))
    async with unchanged(str(settings.database_url), "identity_session"):
        for who in (stranger, talk.amina, talk.bo):
            async with town.database.batch() as db:
                assert await plain_texts.say(db, [draft(talk.id, who, "hello?")]) is None
        assert code(await say(talk.amina, talk.id, "hello?")) == NotContacts.code


async def test_a_block_that_it_waits_for_counts(talk: Talk, town: Town) -> None:
    """Whoever writes looks at who may write when the conversation is theirs, not before."""
    one = draft(talk.id, talk.amina, "hello?")

    async def say_alone() -> Any:
        async with town.database.batch() as db:
            return await plain_texts.say(db, [one])

    async with town.database.transaction() as db:
        await db.run("select from chat_conversation where id = $1 for update", one.conversation_id)
        await db.run(STATES["blocked"])
        saying = asyncio.create_task(say_alone(), context=Context())
        await somebody_waits(db)
    assert await saying is None
