"""What stood before a comment was a post: nothing of it is lost, and it is counted as before."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from leapfrog.kernel.migrations import timeline
from tests.town import execute, named

CUT = 435
AT = datetime(2026, 11, 20, tzinfo=UTC)
AMINA, BO, VERA = (UUID(int=n) for n in (1, 2, 3))
OPEN, MOMENT, ASIDE, BARE = (UUID(int=n) for n in (10, 11, 12, 13))
FIRST, SECOND, THIRD, PRIVATE, FROM_AFAR = (UUID(int=n) for n in (20, 21, 22, 23, 24))

THERE, CAT = "https://good.example/1", '{"cat": "c"}'


@pytest.fixture
async def before(postgres_dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A database as programs of before left it."""
    await execute(postgres_dsn, "create database comments_of_before")
    connection = await asyncpg.connect(named(postgres_dsn, "comments_of_before"))
    for one in timeline():
        if one.number < CUT:
            await connection.execute(one.sql)
    yield connection
    await connection.close()
    await execute(postgres_dsn, "drop database comments_of_before with (force)")


async def fill(db: asyncpg.Connection) -> None:
    people = [(AMINA, "person", "amina", ""), (BO, "person", "bo", "")]
    people.append((VERA, "remote", "vera", "good.example"))
    for ident, kind, handle, domain in people:
        await db.execute(
            "insert into identity_person (id, kind, handle, domain, display_name, created_at) "
            "values ($1, $2, $3, $4, $3, $5)",
            *(ident, kind, handle, domain, AT),
        )
    for ident, audience in ((OPEN, "unlisted"), (MOMENT, "contacts"), (BARE, "public")):
        await db.execute(
            "insert into posts_post (id, author_id, at, audience, form, text, replies) "
            "values ($1, $2, $3, $4, 'post', 'a post', 'everyone')",
            *(ident, AMINA, AT, audience),
        )
    comment = (
        "insert into posts_comment (id, post_id, author_id, parent_id, answers_id, text, mentions, "
        "at, edited_at, removed_at, imported_from, uri, emojis, warning, language) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    )
    mentions = f'[{{"person_id": "{AMINA}", "handle": "amina"}}]'
    rows: list[Any] = [
        (FIRST, OPEN, BO, None, None, "one", mentions, AT, AT, None, None, None, None, "!", "de"),
        (SECOND, OPEN, AMINA, FIRST, FIRST, "two", "[]", AT, *[None] * 5, "", ""),
        (THIRD, OPEN, BO, FIRST, SECOND, "three", "[]", AT, None, AT, *[None] * 3, "", ""),
        (PRIVATE, MOMENT, BO, None, None, "hush", "[]", AT, None, None, "x", None, None, "", ""),
        (FROM_AFAR, OPEN, VERA, None, None, ":cat:", "[]", AT, *[None] * 3, THERE, CAT, "", ""),
        # Both were named by those who made them.
        (BARE, OPEN, BO, None, None, "named alike", "[]", AT, *[None] * 5, "", ""),
    ]
    await db.executemany(comment, rows)
    await db.execute(
        "insert into posts_post (id, author_id, at, audience, form, text, replies, "
        "answers_post_id, answers_comment_id, answers_author_id) "
        "values ($1, $2, $3, 'mentioned', 'post', 'aside', 'everyone', $4, $5, $6)",
        *(ASIDE, AMINA, AT, OPEN, FIRST, BO),
    )
    for ident, person in ((FIRST, AMINA), (FIRST, VERA), (BARE, AMINA)):
        await db.execute("insert into posts_comment_like values ($1, $2, $3)", ident, person, AT)
    await db.execute("insert into posts_like values ($1, $2, $3)", OPEN, BO, AT)
    counts = [(OPEN, 1, 1, 3), (OPEN, 2, 0, 2), (MOMENT, 1, 0, 1), (FIRST, 1, 2, 0)]
    for ref, slot, likes, comments in counts:
        await db.execute(
            "insert into posts_count values ($1, $2, $3, $4, 0)", ref, slot, likes, comments
        )
    await db.execute(
        "insert into moderation_report (id, kind, ref, reason, copy, at) "
        "values ($1, 'comment', $2, '', '{}', $3)",
        *(UUID(int=30), FIRST, AT),
    )
    await db.execute(
        "insert into moderation_decision (id, act, ref, reason, at) "
        "values ($1, 'remove_comment', $2, '', $3)",
        *(UUID(int=31), str(THIRD), AT),
    )


async def test_comments_are_posts_with_all_that_they_had(before: asyncpg.Connection) -> None:
    await fill(before)
    for one in timeline():
        if one.number >= CUT:
            async with before.transaction():
                await before.execute(one.sql)
    columns = "text, audience, author_id, under_id, parent_id, answers_id, answers_author_id"
    rows = await before.fetch(f"select id, {columns} from posts_post where under_id is not null")
    found = {row["text"]: tuple(row)[2:] for row in rows}
    assert found == {
        "one": ("unlisted", BO, OPEN, None, OPEN, AMINA),
        "two": ("unlisted", AMINA, OPEN, FIRST, FIRST, BO),
        "three": ("unlisted", BO, OPEN, FIRST, SECOND, AMINA),
        "hush": ("thread", BO, MOMENT, None, MOMENT, AMINA),
        ":cat:": ("unlisted", VERA, OPEN, None, OPEN, AMINA),
        "named alike": ("unlisted", BO, OPEN, None, OPEN, AMINA),
    }
    ids = {row["text"]: row["id"] for row in rows}
    assert (ids["one"], ids["three"], ids["hush"]) == (FIRST, THIRD, PRIVATE)
    assert ids["named alike"] not in (BARE, None)
    [one] = await before.fetch(
        "select content::text, mentions, edited_at, removed_at from posts_post where id = $1", FIRST
    )
    assert '"warning": "!"' in one["content"]
    assert '"language": "de"' in one["content"]
    assert '"handle": "amina"' in one["content"]
    assert (one["mentions"], one["edited_at"], one["removed_at"]) == ([AMINA], AT, None)
    [cat] = await before.fetch(
        "select uri, content #>> '{emojis,cat}' as cat from posts_post where id = $1", FROM_AFAR
    )
    assert tuple(cat) == ("https://good.example/1", "c")
    aside = await before.fetchrow(
        "select answers_id, under_id from posts_post where id = $1", ASIDE
    )
    assert tuple(aside) == (FIRST, None)
    counts = {
        row["ref"]: (row["likes"], row["comments"])
        for row in await before.fetch(
            "select ref, sum(likes) as likes, sum(comments) as comments from posts_count group by 1"
        )
    }
    named_alike = ids["named alike"]
    assert counts == {
        OPEN: (1, 5),
        MOMENT: (0, 1),
        FIRST: (2, 2),
        SECOND: (0, 1),
        named_alike: (1, 0),
    }
    assert await before.fetchval("select removed_at from posts_post where id = $1", THIRD) == AT
    assert await before.fetchval("select kind from moderation_report") == "post"
    assert await before.fetchval("select act from moderation_decision") == "remove_post"
