"""Whoever has used everything and leaves is found nowhere any more, but for what has a reason."""

from functools import partial
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import asyncpg
import msgspec
import pytest

from leapfrog.chat_search.words import plain, tokens
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import ok
from tests.fediverse.in_process import until
from tests.http import PASSWORD
from tests.portability.life import brands, elsewhere, money, person, programs, reasons, square, talk
from tests.portability.life.reasons import named, places, words
from tests.portability.life.scene import DIGITS, WORD, Scene, marked, opened
from tests.portability.traces import Sought, Town, found, kept, theirs

PARTS = (
    person.identity,
    person.devices,
    person.book,
    talk.conversations,
    square.posts,
    programs.programs,
    elsewhere.neighbours,
    elsewhere.tied,
    money.money,
    elsewhere.taken_along,
    money.paid_out,
    money.confirmed_in_vain,
    person.looking,
    talk.on_the_line,
    elsewhere.moved,
)
TABLE = """
create table posts_new (
    person_id uuid references identity_person, words text, bytes bytea, more jsonb, many text[]
)
"""


def left_out(town: Town, sought: Sought) -> dict[str, list[str]]:
    """What the one who used everything did not use; all of it must be empty."""
    rows, ids = theirs(town, sought), found(town, sought.in_ids())
    said = found(town, sought.in_words())
    empty = {table for table, of_her in rows.items() if not of_her}
    silent = {place for place in town.wordy - said.keys() if place[0] not in empty}
    by_name, by_place = words(reasons.WORDLESS), places(reasons.WORDLESS_AT)
    queues = words({"": reasons.NOBODYS[reasons.QUEUES]})
    nobodys, abroad = words(reasons.NOBODYS), places(reasons.ELSEWHERE)
    return {
        "tables without a row of hers": sorted(empty - nobodys),
        "tables that have one after all": sorted(nobodys - empty - queues),
        "columns of people without her": named(town.naming - ids.keys() - abroad),
        "columns of words without hers": named(
            place for place in silent - by_place if place[1] not in by_name
        ),
        "reasons for columns that have words": named(by_place - silent),
        "reasons for names of columns that none has": sorted(
            by_name - {column for _, column in silent}
        ),
    }


def remaining(town: Town, sought: Sought) -> dict[str, list[str]]:
    """What is left of her and has no reason, and reasons that nothing needs."""
    said, ids = set(found(town, sought.in_words())), set(found(town, sought.in_ids()))
    return {
        "words": named(said - places(reasons.WORDS_STAY)),
        "ids": named(ids - places(reasons.ID_STAYS)),
        "reasons for words that are gone": named(places(reasons.WORDS_STAY) - said),
        "reasons for ids that are gone": named(places(reasons.ID_STAYS) - ids),
    }


def nothing(findings: dict[str, list[str]]) -> None:
    assert {name: places for name, places in findings.items() if places} == {}


async def test_who_used_everything_leaves_nothing(settings: Settings, tmp_path: Path) -> None:
    url, home = str(settings.database_url), settings.home
    async with opened(settings, tmp_path) as scene:
        theirs_alone = (await kept(url, home)).files
        for part in PARTS:
            await part(scene)
        await scene.settle()
        before, sought = await kept(url, home), Sought((WORD, DIGITS), scene.me)
        nothing(left_out(before, sought))
        assert len(before.files - theirs_alone) > 20
        assert await searched(scene)
        body = {"handle": WORD, "password": PASSWORD}
        ok(await scene.mara.request("DELETE", "/me", json=body))
        await scene.settle()
        after = await kept(url, home)
        nothing(remaining(after, sought))
        kept_by_others = {place_of(one) for one in (talk.SAME, brands.THEIRS)}
        assert after.files - theirs_alone == kept_by_others
        assert not await searched(scene)
        [letter] = after.rows["fediverse_activity"]
        assert msgspec.json.decode(letter["body"])["type"] == "delete"


async def searched(scene: Scene) -> bool:
    """Whether a block of the search, once it is up to the log, has the letters of what she said
    first: it knows them as hashes.
    """
    await until(partial(indexed, scene))
    async with scene.town.database.glance() as db:
        sql = "select exists (select from chat_search where tokens @> $1::integer[])"
        return bool(await db.value(sql, tokens(plain(marked("edited")))))


async def indexed(scene: Scene) -> bool:
    async with scene.town.database.glance() as db:
        return not await db.value("select exists (select from chat_unindexed)")


def place_of(content: bytes) -> str:
    """The file in which the town keeps these bytes."""
    name = sha256(content).hexdigest()
    return f"media/{name[:2]}/{name}"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("words", f"Hello {WORD.upper()}!"),
        ("words", "aGVsbG8gcXVva2thbWFyayE="),
        ("words", "b:cXVva2thbWFyayBNYXJh"),
        ("bytes", f"x{WORD}".encode()),
        ("more", f'{{"a": [{{"b": "{WORD}"}}]}}'),
        ("many", ["one", WORD]),
    ],
)
async def test_words_are_found_in_whatever_form_they_are_kept(
    settings: Settings, column: str, value: object
) -> None:
    url, settings_home = str(settings.database_url), settings.home
    sought = Sought((WORD,), uuid4())
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(TABLE)
        assert found(await kept(url, settings_home), sought.in_words()) == {}
        await connection.execute(f"insert into posts_new ({column}) values ($1)", value)
        places = found(await kept(url, settings_home), sought.in_words())
        assert list(places) == [("posts_new", column)]
    finally:
        await connection.close()


async def test_a_table_that_was_left_out_is_noticed(settings: Settings) -> None:
    url, home, sought = str(settings.database_url), settings.home, Sought((WORD,), uuid4())
    connection = await asyncpg.connect(url)
    try:
        before = left_out(await kept(url, home), sought)
        await connection.execute(TABLE)
        after = left_out(await kept(url, home), sought)
        new = {name: set(after[name]) - set(before[name]) for name in after}
        assert new["tables without a row of hers"] == {"posts_new"}
        assert new["columns of people without her"] == {"posts_new.person_id"}
    finally:
        await connection.close()
