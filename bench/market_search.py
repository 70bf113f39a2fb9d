"""`make bench-market_search`: questions in English and Chinese to 100,000 items for sale, a page of
thirty with the numbers of each category; beside the same questions put to `pg_trgm` alone.

Both have the same words, the same filters and the same page. What each finds is compared with what
a look through every row finds.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import asyncpg
import msgspec

from bench.harness import Figure, report, seconds
from bench.tpcb import cpu
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.market import search
from leapfrog.market.store_search import SearchFilters, SearchRow, SearchWindow, put
from leapfrog.market_categories import CATEGORIES
from leapfrog.search_words import asked_words, found_by, pieces

ITEMS, QUESTIONS, COMPARED, SMOKE = 100_000, 300, 40, 5
PAGE = 30
# Rows of the search that are put in at once.
AT_ONCE = 1_000
RATE_AIM, CHINESE_AIM, ALL_AIM = 8.0, 1.0, 0.995
CHINESE_WORDS = """
新款 夏季 女装 连衣裙 男士 运动鞋 儿童 玩具 智能 手机 耳机 充电器 茶叶 红枣
核桃 牛肉面 大米 花生油 苹果 橙子 羊毛 围巾 手套 帽子 雨伞 书包 钢笔 台灯
水壶 电饭煲 锅碗 筷子 毛巾 洗发水 牙刷 床单 被子 枕头 沙发 桌椅
"""
ENGLISH_WORDS = """
summer dress cotton shirt running shoe leather bag wool scarf steel bottle green tea dried
mango rice flour olive oil garden chair desk lamp phone case wireless charger kids puzzle
wooden spoon kettle blanket pillow rain coat winter glove pencil notebook bicycle light
"""
CHINESE, ENGLISH = CHINESE_WORDS.split(), ENGLISH_WORDS.split()

# What the reference does for any words, and how much of each category there is.
BY_TRIGRAMS = f"""
select item_id from bench_trigrams where words like all ($1::text[])
order by since desc, item_id limit {PAGE}
"""
FACETS = """
select category, count(*) from (
    select category from bench_trigrams where words like all ($1::text[]) limit 5001
) hit group by category
"""
TRUTH = "select item_id from market_search where words ilike all ($1::text[])"
Asking = Callable[[Db, str], Awaitable[object]]


class Measured(msgspec.Struct, frozen=True):
    """Of one way to ask: milliseconds of PostgreSQL's CPU a question, questions a second."""

    milliseconds: float
    rate: float


def title(chance: Random, number: int) -> str:
    if number % 2:
        return "".join(chance.choices(CHINESE, k=chance.randint(6, 12)))
    return " ".join(chance.choices(ENGLISH, k=chance.randint(6, 12)))


def row(chance: Random, number: int) -> SearchRow:
    lines = found_by([title(chance, number), f"SKU-{number}"])
    return SearchRow(
        item_id=new_id(),
        merchant_id=new_id(),
        category=chance.choice(list(CATEGORIES)),
        kind="new",
        pieces=pieces(lines),
        words="".join(f"\n{line}" for line in lines) + "\n",
        min_price=chance.randint(100, 100_000),
        in_stock=chance.random() < 0.9,
        at=(chance.gauss(0, 5_000), chance.gauss(0, 5_000)),
        since=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
        brand=chance.choice(ENGLISH),
    )


def questions(chance: Random, count: int) -> tuple[list[str], list[str]]:
    """In Chinese, two to four signs that stand in some title; in English, one or two words, of
    which the last may be unfinished.
    """
    signs: list[str] = []
    for _ in range(count // 2):
        stands = "".join(chance.choices(CHINESE, k=3))
        begin = chance.randrange(3)
        signs.append(stands[begin : begin + chance.randint(2, 4)])
    words: list[str] = []
    for _ in range(count // 2):
        last = chance.choice(ENGLISH)
        last = last[: max(3, len(last) - chance.randint(0, 2))]
        words.append(" ".join([*chance.choices(ENGLISH, k=chance.randint(0, 1)), last]))
    return signs, words


async def ours(db: Db, text: str) -> object:
    window = SearchWindow(sort="newest", near=None, limit=PAGE, skipped=0)
    return await search(db, text, SearchFilters(), window)


def patterns(text: str) -> list[str]:
    return [f"%{word}%" for word in asked_words(text)]


async def by_trigrams(db: Db, text: str) -> object:
    asked = patterns(text)
    return await db.rows(BY_TRIGRAMS, asked), await db.rows(FACETS, asked)


async def measure(db: Db, postmaster: int, asked: list[str], way: Asking) -> Measured:
    for text in asked[:10]:
        await way(db, text)
    before, began = cpu(postmaster), time.perf_counter()
    for text in asked:
        await way(db, text)
    took = time.perf_counter() - began
    return Measured(1000 * (cpu(postmaster) - before) / len(asked), len(asked) / took)


async def recall(db: Db, asked: list[str]) -> float:
    """The part of what has the words that is found, however many pages it takes."""
    there = found = 0
    window = SearchWindow(sort="newest", near=None, limit=ITEMS, skipped=0)
    for text in asked:
        truth = {one[0] for one in await db.rows(TRUTH, patterns(text))}
        hits = await search(db, text, SearchFilters(), window)
        there += len(truth)
        found += len(truth & {one.item_id for one in hits.hits})
    assert there, "no title has any of the questions"
    return found / there


async def fill(dsn: str, count: int) -> Database:
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    # The rows of the search alone: items behind them would be read by nobody here.
    await connection.execute("alter table market_search drop constraint market_search_item_id_fkey")
    chance = Random(5)
    database = await Database.connect(dsn, 1)
    async with database.transaction() as db:
        # A statement may take seconds, not minutes.
        for start in range(0, count, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, count))
            await put(db, [row(chance, number) for number in numbers])
    await connection.execute("""
        create table bench_trigrams as
            select item_id, category, words, since from market_search;
        create index on bench_trigrams using gin (words gin_trgm_ops);
    """)
    await connection.execute("vacuum analyze market_search")
    await connection.execute("vacuum analyze bench_trigrams")
    await connection.close()
    return database


async def measured(dsn: str, postmaster: int, count: int, asked: int) -> list[Figure]:
    database = await fill(dsn, count)
    signs, words = questions(Random(7), asked)
    figures = []
    async with database.transaction() as db:
        for name, some in (("Chinese", signs), ("English", words), ("all", signs + words)):
            mine = await measure(db, postmaster, some, ours)
            theirs = await measure(db, postmaster, some, by_trigrams)
            figures += against(name, mine, theirs)
        chinese = await recall(db, signs[:COMPARED])
        every = await recall(db, signs[:COMPARED] + words[:COMPARED])
    await database.close()
    return [
        *figures,
        found("found of what is there, Chinese", chinese, CHINESE_AIM),
        found("found of what is there, all", every, ALL_AIM),
    ]


def against(name: str, mine: Measured, theirs: Measured) -> list[Figure]:
    ratio, every = mine.rate / theirs.rate, name == "all"
    return [
        Figure(
            name=f"{name}, questions",
            unit="/s",
            ours=mine.rate,
            reference="pg_trgm",
            reference_value=theirs.rate,
            ratio=ratio,
            aim=f">= {RATE_AIM:.0f}x" if every else "-",
            holds=ratio >= RATE_AIM if every else None,
        ),
        Figure(
            name=f"{name}, PostgreSQL a question",
            unit="ms CPU",
            ours=mine.milliseconds,
            reference="pg_trgm",
            reference_value=theirs.milliseconds,
            ratio=theirs.milliseconds / mine.milliseconds,
            aim="-",
            holds=None,
        ),
    ]


def found(name: str, part: float, least: float) -> Figure:
    return Figure(name, "%", 100 * part, "", None, None, f">= {100 * least:.3g}", part >= least)


def main() -> None:
    is_smoke = seconds(60) < SMOKE
    count, asked = (10_000, 200) if is_smoke else (ITEMS, QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        server = EmbeddedPostgres(Settings(home=Path(folder) / "home"))
        with server as dsn:
            assert server.child
            figures = asyncio.run(measured(dsn, server.child.pid, count, asked))
    report("market_search", figures, items=count, questions=asked)


if __name__ == "__main__":
    main()
