"""A town that had imports in its three old tables keeps them, in any state."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import msgspec
import pytest

from leapfrog.imports import reading
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import PACKAGE, migrate
from tests.town import execute, named

THIS = 220
OLD = {
    "preview": "previewed",
    "working": "working",
    "applied": "applied",
    "failed": "failed",
    "undone": "undone",
}
PERSON = """
insert into identity_person (id, kind, handle, display_name, created_at)
values ($1, 'person', 'amina', 'Amina', now())
"""
CHAT = """
insert into chat_import (id, owner_id, name, sha256, file_id, format, zone, day_first, ambiguous,
    state, done, skipped, problems, created_at)
values ($1, $2, 'a.zip', 'x', gen_random_uuid(), 'whatsapp', 'Asia/Shanghai', true, true, $3, 7, 1,
    '[{"place": "line 3", "reason": "odd_message"}]', now())
"""
THREAD = """
insert into chat_import_thread values ($1, 0, 'Ben', 'whatsapp', false, 7, 1, 2, now(), now(), 'd',
    true, false, gen_random_uuid())
"""
SPEAKER = "insert into chat_import_person values ($1, 'Ben', 'Ben', 7, 'outsider', null)"
POSTS = """
insert into posts_import (id, owner_id, name, sha256, source, account, state, audience, kinds,
    chosen, traces, files, missing, first_at, last_at, done, added, skipped, problems, created_at)
values ($1, $2, 'b.zip', 'x', 'mastodon', 'amina@b.test', $3, 'contacts',
    '[{"kind": "post", "posts": 5, "known": 1}]', '{post}', '[{"kind": "like", "count": 3}]', 1, 1,
    now(), now(), 5, 4, 0, '[]', now())
"""
CONTACTS = """
insert into contacts_import (id, owner_id, name, sha256, format, state, problems, created_at,
    applied_xid)
values ($1, $2, 'c.vcf', 'x', 'vcard', $3, '[{"line": 4, "reason": "Odd.", "kept": true}]', now(),
    '77')
"""
ITEM = """
insert into contacts_import_item (import_id, n, name, digest, size, properties, unknown, decision,
    reason, matched_on, contact_id)
values ($1, 1, 'Ben', 'd', 2, 1, 0, 'add', 'new', '', gen_random_uuid())
"""
DRAFT = "insert into contacts_import_draft (import_id, n, card) values ($1, 1, '[]')"
JOB = """
insert into pgqueuer (priority, created, updated, status, entrypoint, payload)
values (0, now(), now(), 'queued', 'history:apply', convert_to('{}', 'UTF8'))
"""


@pytest.fixture
async def dsn(postgres_dsn: str) -> AsyncIterator[str]:
    """A database without any table."""
    await execute(postgres_dsn, "create database imports_before")
    yield named(postgres_dsn, "imports_before")
    await execute(postgres_dsn, "drop database imports_before with (force)")


def before(folder: Path) -> Path:
    """A program whose timeline ends before this migration."""
    for path in PACKAGE.glob("*/migrations/*.sql"):
        if int(path.name[:4]) < THIS:
            to = folder / path.parent.parent.name / "migrations"
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)
    return folder


async def test_imports_of_before_are_kept(dsn: str, tmp_path: Path) -> None:
    empty = await asyncpg.connect(dsn)
    await migrate(empty, before(tmp_path))
    owner = new_id()
    await empty.execute(PERSON, owner)
    for state in OLD:
        chats, posts, contacts = new_id(), new_id(), new_id()
        await empty.execute(CHAT, chats, owner, state)
        await empty.execute(THREAD, chats)
        await empty.execute(SPEAKER, chats)
        await empty.execute(POSTS, posts, owner, state)
        if state not in ("working", "failed"):
            await empty.execute(CONTACTS, contacts, owner, state)
            await empty.execute(ITEM, contacts)
            await empty.execute(DRAFT, contacts)
    await empty.execute(JOB)

    await migrate(empty)

    database = await Database.connect(dsn, 1)
    try:
        async with database.reading() as db:
            found = await reading.mine(db, owner)
    finally:
        await database.close()
    told = sorted((one.target, one.state) for one in found)
    assert told == sorted(
        [(target, state) for target in ("chats", "posts") for state in OLD.values()]
        + [("contacts", state) for state in ("previewed", "applied", "undone")]
    )
    for one in found:
        if one.chats:
            assert (one.chats.conversations, one.chats.messages, one.chats.people) == (1, 7, 1)
            assert (one.chats.ambiguous, one.options.zone) == (True, "Asia/Shanghai")
            assert [remark.place for remark in one.problems] == ["line 3"]
        elif one.posts:
            assert (one.posts.account, one.options.audience) == ("amina@b.test", "contacts")
            assert one.options.kinds == (None if one.state == "previewed" else ("post",))
            assert [count.brought for count in one.counts] == [4]
        else:
            assert one.contacts
            assert (one.contacts.found, one.contacts.add) == (1, 1)
            assert msgspec.to_builtins(one.problems) == [
                {"place": "4", "reason": "Odd.", "kept": True}
            ]
    drafts = "select count(*) from contacts_draft where name = 'Ben' and contact_id is not null"
    assert await empty.fetchval(drafts) == 3
    assert await empty.fetchval("select entrypoint from pgqueuer") == "imports:apply"
    xids = "select distinct applied_xid::text from imports_job where target = 'contacts'"
    assert await empty.fetchval(xids) == "77"
    await empty.close()
