"""Conversations on the screen, pages of history, and marks of what was read."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.chat import MessageSender
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, befriend, draft, history, listed, mark, ok, opened, said
from tests.contacts.conftest import Join
from tests.matrix import unchanged


@pytest.fixture
async def long(talk: Talk, town: Town) -> Talk:
    """A conversation of 120 messages by both."""
    sender = MessageSender(town.database)
    people = (talk.amina, talk.bo)
    await asyncio.gather(*(sender.send(draft(talk.id, people[n % 2], f"{n}")) for n in range(120)))
    return talk


# (query, first and last seq, whether there is more that way)
PAGES: list[tuple[dict[str, int], tuple[int, int], bool]] = [
    ({}, (71, 120), True),
    ({"limit": 120}, (1, 120), False),
    ({"limit": 119}, (2, 120), True),
    ({"limit": 1}, (120, 120), True),
    ({"before": 71}, (21, 70), True),
    ({"before": 21}, (1, 20), False),
    ({"before": 500, "limit": 5}, (116, 120), True),
    ({"after": 0}, (1, 50), True),
    ({"after": 70}, (71, 120), False),
    ({"after": 69}, (70, 119), True),
    ({"after": 118}, (119, 120), False),
]


@pytest.mark.parametrize(("query", "ends", "more"), PAGES)
async def test_a_page_is_oldest_first(
    long: Talk, query: dict[str, int], ends: tuple[int, int], more: bool
) -> None:
    page = await history(long.bo, long.id, **query)
    seqs = [message["seq"] for message in page["messages"]]
    assert seqs == list(range(ends[0], ends[1] + 1))
    assert page["more"] is more


@pytest.mark.parametrize("query", [{"after": 120}, {"before": 1}, {"before": 0}])
async def test_beyond_the_ends_there_is_nothing(long: Talk, query: dict[str, int]) -> None:
    assert await history(long.bo, long.id, **query) == {"messages": [], "more": False, "people": []}


BAD: list[dict[str, Any]] = [
    {"limit": 0},
    {"limit": 501},
    {"before": -1},
    {"after": 2**63},
    {"before": "x"},
    {"after": 1.5},
]


@pytest.mark.parametrize("query", BAD)
async def test_a_page_that_cannot_be_is_refused(talk: Talk, query: dict[str, Any]) -> None:
    answer = await talk.bo.get(f"/conversations/{talk.id}/messages", params=query)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


async def test_a_mark_only_moves_forward_and_not_past_the_end(talk: Talk) -> None:
    await said(talk.amina, talk.id, "1", "2", "3", "4", "5")
    for seq, expected in ((2, 2), (1, 2), (0, 2), (4, 4), (4, 4), (2**53, 5), (3, 5)):
        assert (await mark(talk.bo, talk.id, seq)).status_code == 204
        [row] = await listed(talk.bo)
        assert (row["read_seq"], row["unread"]) == (expected, 5 - expected)
        [theirs] = await listed(talk.amina)
        assert theirs["their_read_seq"] == expected


async def test_marks_side_by_side_end_with_the_furthest(talk: Talk) -> None:
    await said(talk.amina, talk.id, *(f"{n}" for n in range(10)))
    await asyncio.gather(*(mark(talk.bo, talk.id, seq) for seq in (3, 9, 1, 7, 10, 2, 8)))
    [row] = await listed(talk.bo)
    assert (row["read_seq"], row["unread"]) == (10, 0)


async def test_a_mark_where_it_was_changes_nothing(talk: Talk, settings: Settings) -> None:
    await said(talk.amina, talk.id, "1", "2")
    await mark(talk.bo, talk.id, 2)
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await mark(talk.bo, talk.id, 1)).status_code == 204


@pytest.mark.parametrize("seq", [-1, 2**53 + 1, 2**70, 1.5, "x", None])
async def test_a_mark_that_is_no_number_is_refused(talk: Talk, seq: Any) -> None:
    assert (await mark(talk.bo, talk.id, seq)).status_code == 400


async def test_the_list_shows_who_the_last_word_and_the_newest_first(join: Join) -> None:
    amina, bo, carla = await join("amina"), await join("bo_chen"), await join("carla")
    talks = {}
    for other in (bo, carla):
        await befriend(amina, other)
        talks[other.me["handle"]] = await opened(amina, other)
    assert await listed(amina) == []
    [first] = await said(bo, talks["bo_chen"], "hi from Bo")
    [row] = await listed(amina)
    assert row["person"]["handle"] == "bo_chen"
    assert (row["last"], row["unread"], row["writable"]) == (first, 1, True)
    assert row["messages"] == []


async def test_a_conversation_of_two_is_one_whoever_opens_it(join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await befriend(amina, bo)
    ids = await asyncio.gather(*(opened(*two) for two in [(amina, bo), (bo, amina)] * 5))
    assert len(set(ids)) == 1


async def test_a_conversation_with_who_is_no_contact_stays_readable(
    talk: Talk, settings: Settings
) -> None:
    await said(talk.bo, talk.id, "bye")
    ok(await talk.bo.put(f"/blocks/{talk.amina.me['id']}"))
    [row] = await listed(talk.amina)
    assert row["writable"] is False
    assert (await mark(talk.amina, talk.id, 1)).status_code == 204


AROUND: list[tuple[dict[str, int], tuple[int, int], bool]] = [
    ({"around": 60, "limit": 10}, (55, 64), True),
    ({"around": 1, "limit": 10}, (1, 10), True),
    ({"around": 120, "limit": 10}, (115, 120), False),
    ({"around": 119, "limit": 10}, (114, 120), False),
    ({"around": 0, "limit": 3}, (1, 3), True),
    ({"around": 500, "limit": 10}, (116, 120), False),
]


@pytest.mark.parametrize(("query", "ends", "more"), AROUND)
async def test_a_page_can_be_around_a_message(
    long: Talk, query: dict[str, int], ends: tuple[int, int], more: bool
) -> None:
    page = await history(long.bo, long.id, **query)
    seqs = [message["seq"] for message in page["messages"]]
    assert seqs == list(range(ends[0], ends[1] + 1))
    assert page["more"] is more


async def test_one_can_jump_to_a_day(talk: Talk, clock: FixedClock) -> None:
    for day in range(5):
        await said(talk.amina, talk.id, *(f"{day}.{n}" for n in range(4)))
        clock.advance(timedelta(days=1))
    page = await history(talk.bo, talk.id, date="2026-11-26T00:00:00Z", limit=6)
    assert [message["body"] for message in page["messages"]] == [
        "1.1", "1.2", "1.3", "2.0", "2.1", "2.2",
    ]  # fmt: skip
    page = await history(talk.bo, talk.id, date="2027-01-01T00:00:00+08:00", limit=4)
    assert [message["body"] for message in page["messages"]] == ["4.1", "4.2", "4.3"]
