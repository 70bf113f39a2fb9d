"""Several processes at once on one database, as several nodes are."""

import asyncio
from collections import Counter
from pathlib import Path

from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.db import Database
from leapfrog.wallet import POSTING, post, reconcile
from tests.wallet.acts import Books, transfer
from tests.wallet.payers import Payer, operations


async def together(payers: list[Payer]) -> list[dict[int, str]]:
    await asyncio.gather(*(payer.start() for payer in payers))
    await asyncio.gather(*(payer.finish() for payer in payers))
    return [payer.said for payer in payers]


async def sound(books: Books) -> bool:
    async with books.database.transaction() as db:
        return await reconcile(db) == []


async def test_the_same_operations_from_three_processes_are_each_done_once(
    books: Books, database_url: str, tmp_path: Path
) -> None:
    await books.fund(books.amina, 10_000)
    rows = operations([(books.amina, (books.bo, books.shop)[n % 2]) for n in range(1_000)])
    said = await together([Payer(database_url, rows, tmp_path) for _ in range(3)])
    for place in range(1_000):
        assert sorted(one[place] for one in said) == ["again", "again", "done"]
    assert await books.on(books.amina) == (9_000, 0, 0)
    assert await sound(books)


async def test_one_id_for_three_operations_is_one_operation(
    books: Books, database_url: str, tmp_path: Path
) -> None:
    await books.fund(books.amina, 10_000)
    rows = operations([(books.amina, books.bo)] * 500)
    others = [[(row[0], row[1], row[2], amount) for row in rows] for amount in (2, 3)]
    said = await together([Payer(database_url, each, tmp_path) for each in (rows, *others)])
    for place in range(500):
        assert Counter(one[place] for one in said) == {"done": 1, "transfer_id_used": 2}
    paid = sum(
        amount * Counter(one.values())["done"] for amount, one in zip((1, 2, 3), said, strict=True)
    )
    assert (await books.on(books.bo))[0] == paid
    assert await sound(books)


async def test_a_packet_of_300_is_claimed_300_times(
    books: Books, database_url: str, tmp_path: Path
) -> None:
    packet = await books.open("packet")
    await books.fund(packet, 300)
    rows = [operations([(packet, books.bo)] * 300) for _ in range(3)]
    said = await together([Payer(database_url, each, tmp_path) for each in rows])
    codes = Counter(code for one in said for code in one.values())
    assert codes == {"done": 300, "insufficient_funds": 600}
    assert await books.on(packet) == (0, 0, 0)
    assert await sound(books)


async def test_payments_in_a_ring_do_not_wait_for_each_other(
    books: Books, database_url: str, tmp_path: Path
) -> None:
    ring = [books.amina, books.bo, books.shop]
    for one in ring:
        await books.fund(one, 10_000)
    pairs = [(ring[n % 3], ring[(n + 1) % 3]) for n in range(600)]
    rows = [operations(pairs[start:] + pairs[:start]) for start in range(3)]
    for said in await together([Payer(database_url, each, tmp_path) for each in rows]):
        assert set(said.values()) == {"done"}
    assert [await books.on(one) for one in ring] == [(10_000, 0, 0)] * 3
    locked = "select deadlocks from pg_stat_database where datname = current_database()"
    assert await books.value(locked) == 0
    assert await sound(books)


async def test_writers_take_chains_of_their_own(books: Books, database_url: str) -> None:
    """Two transactions that are open at once never wait for one chain."""
    other = await Database.connect(database_url, 2, books.database.clock)
    await books.fund(books.amina, 10)
    await books.fund(books.bo, 10)
    async with books.database.transaction() as one, asyncio.timeout(10):
        await Batchers(other).of(POSTING).submit(transfer(books.issuer, books.shop, 1))
        await post(one, [transfer(books.amina, books.bo, 1)])
        await Batchers(other).of(POSTING).submit(transfer(books.issuer, books.shop, 1))
    await other.close()
    assert await books.value("select count(distinct lane) from wallet_batch") == 2
    assert await sound(books)
