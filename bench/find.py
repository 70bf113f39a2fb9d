"""`make bench-find`: a thousand questions, English and Chinese, to 100,000 places; beside the same
table looked through by `pg_trgm` alone.
"""

import asyncio
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

import asyncpg

from bench.harness import Figure, median, report, seconds
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.places import Point, find
from leapfrog.places.rows import NamedPlace, row_of
from leapfrog.places.store import TownPlaceRow, put_all
from leapfrog.search_words import folded

PLACES, QUESTIONS, SMOKE = 100_000, 1_000, 5
NEAR = Point(60.17, 24.94)
AIM, P99 = 20, 20.0
FIRST = ("golden", "river", "north", "old", "little", "green", "blue", "grand", "corner", "market")
SECOND = ("bakery", "cafe", "hotel", "garden", "tower", "bridge", "house", "kitchen", "cinema")
SIGNS = "金河北老小绿蓝大角站市港面馆酒店花园塔桥屋厨书影学博物茶东南西中新平安"
# What the reference does for any words.
BY_TRIGRAMS = """
select id from places_place where words like $1
order by at <-> point($2, $3) limit 20
"""


def places(chance: Random, count: int) -> list[TownPlaceRow]:
    return [row_of(_place(chance, n)) for n in range(count)]


def _place(chance: Random, number: int) -> NamedPlace:
    english = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {number % 997}"
    chinese = "".join(chance.choices(SIGNS, k=4))
    return NamedPlace(
        id=f"n{number}",
        source="osm",
        kind="cafe",
        category="food",
        name=english.title(),
        names={"zh": chinese},
        address="",
        lat=NEAR.lat + chance.gauss(0, 0.05),
        lon=NEAR.lon + chance.gauss(0, 0.1),
        weight=1,
    )


def questions(chance: Random, count: int) -> dict[str, list[str]]:
    """By what they are: two signs, and words."""
    signs = ["".join(chance.choices(SIGNS, k=2)) for _ in range(count // 2)]
    words = [f"{chance.choice(FIRST)} {chance.choice(SECOND)}" for _ in range(count // 4)]
    parts = [chance.choice(SECOND)[: chance.randint(2, 5)] for _ in range(count // 4)]
    return {"two Chinese signs": signs, "words and their beginnings": words + parts}


async def timed(db: Db, asked: list[str]) -> list[float]:
    """Milliseconds of each."""
    found = []
    for words in asked:
        began = time.perf_counter()
        await find(db, words, near=NEAR, kind=None, limit=20)
        found.append((time.perf_counter() - began) * 1000)
    return found


async def by_trigrams(db: Db, asked: list[str]) -> list[float]:
    found = []
    for words in asked:
        began = time.perf_counter()
        await db.rows(BY_TRIGRAMS, f"%{folded(words)}%", *NEAR.metres)
        found.append((time.perf_counter() - began) * 1000)
    return found


async def measured(dsn: str, count: int, asked: int) -> list[Figure]:
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    chance = Random(3)
    database = await Database.connect(dsn, 1)
    async with database.transaction() as db:
        await put_all(db, "osm", places(chance, count))
    await connection.execute("vacuum analyze places_place")
    await connection.close()
    figures, whole = [], []
    async with database.transaction() as db:
        for name, words in questions(chance, asked).items():
            ours, theirs = await timed(db, words), await by_trigrams(db, words)
            whole += ours
            figures.append(_against(name, median(ours), median(theirs)))
    await database.close()
    p99 = sorted(whole)[int(len(whole) * 0.99)]
    last = Figure("all, 99 of 100", "ms", p99, "", None, None, f"<= {P99:.0f}", p99 <= P99)
    return [*figures, last]


def _against(name: str, ours: float, theirs: float) -> Figure:
    ratio = theirs / ours
    aim: dict[str, Any] = {"aim": "-", "holds": None}
    if "signs" in name:
        aim = {"aim": f">= {AIM}x", "holds": ratio >= AIM}
    return Figure(
        name=f"{name}, median",
        unit="ms",
        ours=ours,
        reference="pg_trgm",
        reference_value=theirs,
        ratio=ratio,
        **aim,
    )


def main() -> None:
    is_smoke = seconds(60) < SMOKE
    count, asked = (2_000, 40) if is_smoke else (PLACES, QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres(Settings(home=Path(folder) / "home")) as dsn:
            report("find", asyncio.run(measured(dsn, count, asked)), places=count)


if __name__ == "__main__":
    main()
