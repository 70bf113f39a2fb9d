"""Chinese words of two characters in 300,000 messages, of which 100 conversations are mine: our
search beside pg_trgm on the same texts, in the same database.

The words are made, with the frequencies of a language (Zipf). Ours is the whole verb, with what it
shows of what it found; pg_trgm's is its statement alone.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from uuid import UUID

import asyncpg
import msgspec

from bench.chat.figures import compared
from bench.harness import Figure, median, seconds
from leapfrog.chat_search import search
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import NewPerson, add
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings

MESSAGES = 300_000 if seconds(6) >= 4 else 30_000
CONVERSATIONS, MINE, WORDS = 2_000, 100, 20_000
TIMES, PROBES = 9, 40
ENGLISH = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "you",
    "that",
    "it",
    "he",
    "was",
    "for",
    "on",
    "are",
    "with",
    "they",
    "at",
    "be",
    "this",
    "have",
    "from",
]
MESSAGE = ("conversation_id", "seq", "ord", "client_id", "sender_id", "kind", "body", "created_at")
TRIGRAMS = """
create extension if not exists pg_trgm;
create table trigrams as select conversation_id, seq, created_at, body from chat_message;
create index on trigrams using gin (body gin_trgm_ops);
create index on trigrams (conversation_id);
"""
BY_TRIGRAMS = """
select conversation_id, seq from trigrams
where conversation_id = any($1::uuid[]) and body ilike '%' || $2 || '%'
order by created_at desc limit 30
"""


class Texts(msgspec.Struct, frozen=True):
    """What was said: by conversation, in order."""

    me: UUID
    mine: list[UUID]
    said: dict[UUID, list[str]]

    def holding(self, word: str) -> int:
        """How many of mine hold it, counted one by one."""
        return sum(word in body for talk in self.mine for body in self.said[talk])


def texts(dice: Random) -> dict[UUID, list[str]]:
    """60 of 100 Chinese, 30 English, 10 both; some conversations are long, most are not."""
    characters = [chr(0x4E00 + n) for n in range(2_500)]
    words = [
        "".join(dice.choices(characters, k=dice.choice((2, 2, 2, 3, 4)))) for _ in range(WORDS)
    ]
    weights = list(accumulate(1 / (n + 3) for n in range(WORDS)))
    talks = [new_id() for _ in range(CONVERSATIONS)]
    said: dict[UUID, list[str]] = {talk: [] for talk in talks}
    for _ in range(MESSAGES):
        many, kind = 1 + int(dice.expovariate(1 / 7)), dice.random()
        chinese = "".join(dice.choices(words, cum_weights=weights, k=many)) if kind < 0.7 else ""
        english = " ".join(dice.choices(ENGLISH, k=many)) if kind >= 0.6 else ""
        said[talks[int(dice.paretovariate(1.1)) % CONVERSATIONS]].append(
            f"{chinese} {english}".strip()
        )
    return said


async def fill(dsn: str) -> tuple[Database, Texts]:
    """A database with all of it, known to the search and to pg_trgm."""
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    database, me = await Database.connect(dsn, 2), new_id()
    async with database.transaction() as db:
        await add(db, NewPerson(me, "searcher", "Searcher", "zh-CN"))
    found = texts(Random(7))
    mine = sorted(found, key=lambda talk: len(found[talk]), reverse=True)[: 2 * MINE : 2]
    began = datetime.now(UTC) - timedelta(days=30)
    talks = [
        (talk, "group", len(bodies), len(bodies), len(bodies), began, began)
        for talk, bodies in found.items()
    ]
    rows = [
        (talk, n, n, new_id(), me, "text", body, began + timedelta(seconds=n))
        for talk, bodies in found.items()
        for n, body in enumerate(bodies, 1)
    ]
    columns = ("id", "kind", "last_seq", "last_ord", "shown_seq", "last_at", "created_at")
    await connection.copy_records_to_table("chat_conversation", records=talks, columns=columns)
    await connection.copy_records_to_table(
        "chat_member",
        records=[(talk, me) for talk in mine],
        columns=("conversation_id", "person_id"),
    )
    await connection.copy_records_to_table("chat_message", records=rows, columns=MESSAGE)
    await connection.execute("insert into chat_unindexed values ($1)", list(found))
    await connection.execute("analyze")
    while await connection.fetchval("select exists (select from chat_unindexed)"):
        async with database.transaction() as db:
            await search.index(db, "", None)
    await connection.execute(TRIGRAMS)
    await connection.execute("vacuum analyze")
    await connection.close()
    return database, Texts(me, mine, found)


async def ours(database: Database, all_: Texts, word: str) -> float:
    """Milliseconds for the first page."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        async with database.reading(planned_once=True) as db:
            await search.find(db, all_.me, word, None, None)
        took.append((time.perf_counter() - began) * 1e3)
    return median(took)


async def by_trigrams(database: Database, all_: Texts, word: str) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        async with database.transaction() as db:
            await db.rows(BY_TRIGRAMS, all_.mine, word)
        took.append((time.perf_counter() - began) * 1e3)
    return median(took)


async def found_of(database: Database, all_: Texts, word: str) -> int:
    """How many we find, on all pages."""
    many, before = 0, None
    while True:
        async with database.transaction() as db:
            page = await search.find(db, all_.me, word, None, before)
        many, before = many + len(page.found), page.next
        if before is None:
            return many


def chosen(all_: Texts) -> tuple[str, str, list[str]]:
    """A rare word, a common one, and some others of two characters, as they stand somewhere."""
    pairs: dict[str, int] = {}
    for talk in all_.mine:
        for body in all_.said[talk]:
            for n in range(len(body) - 1):
                pair = body[n : n + 2]
                if pair.isalpha() and pair > "一":
                    pairs[pair] = pairs.get(pair, 0) + 1
    ranked = sorted(pairs, key=lambda pair: (pairs[pair], pair))
    rare = next(pair for pair in ranked if pairs[pair] >= 5)
    return rare, ranked[-10], Random(3).sample(ranked, PROBES)


async def compare(dsn: str) -> list[Figure]:
    database, all_ = await fill(dsn)
    try:
        rare, common, probes = chosen(all_)
        found = []
        for kind, word, aim in (("rare", rare, 100), ("common", common, 5)):
            label = f"{kind} word of two characters, in {all_.holding(word)} of {MESSAGES:,}"
            mine, other = await ours(database, all_, word), await by_trigrams(database, all_, word)
            found.append(compared(label, "ms", mine, "pg_trgm", other, 1 / aim))
        asked = [all_.holding(word) for word in (rare, common, *probes)]
        got = [await found_of(database, all_, word) for word in (rare, common, *probes)]
        part = sum(got) / sum(asked) * 100
        exact = got == asked
        label = f"substrings found, of {len(asked)} words"
        found.append(
            Figure(label, "%", part, "counted one by one", 100, part / 100, "100 %", exact)
        )
        return found
    finally:
        await database.close()


def figures(home: Path) -> list[Figure]:
    with EmbeddedPostgres(Settings(home=home), {"max_wal_size": "4GB"}) as dsn:
        return asyncio.run(compare(dsn))
