"""Group commit: nobody is answered before their operation is on disk, nobody pays for a
neighbour.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import asyncpg
import pytest

from leapfrog.kernel import batcher
from leapfrog.kernel.batcher import Batcher, Batchers, HotVerb
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import NotFound, Problem, Unavailable
from leapfrog.kernel.ids import new_id

# Tables of its own, connections that are killed or closed.
pytestmark = pytest.mark.own_database

TABLE = """
create table operation (
    n bigint generated always as identity, id uuid primary key, lane int not null,
    size int not null check (size > 0), worker int not null default pg_backend_pid()
)
"""
INSERT = """
insert into operation (id, lane, size)
select * from unnest($1::uuid[], $2::int[], $3::int[]) on conflict (id) do nothing
"""
ORDER = "select id from operation where lane = $1 order by n"
Operation = tuple[UUID, int, int]


async def write(db: Db, operations: Sequence[Operation]) -> list[UUID]:
    await db.run(INSERT, *map(list, zip(*operations, strict=True)))
    return [operation[0] for operation in operations]


def operation(lane: int = 0, size: int = 1) -> Operation:
    return new_id(), lane, size


@pytest.fixture
async def operations(database: Database) -> AsyncIterator[Batcher[Operation, UUID]]:
    async with database.transaction() as db:
        await db.run(TABLE)
    made = Batcher(database, write, key=lambda operation: operation[1])
    yield made
    await made.close()


@pytest.fixture
async def outside(operations: object, database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Another session, which sees only what is committed."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def test_who_is_answered_is_on_disk(
    operations: Batcher[Operation, UUID], outside: asyncpg.Connection
) -> None:
    gate = asyncio.Lock()

    async def one(n: int) -> None:
        answered = await operations.submit(operation(n % 7))
        async with gate:
            assert await outside.fetchval("select true from operation where id = $1", answered)

    await asyncio.gather(*(one(n) for n in range(300)))
    assert operations.items == 300
    assert operations.batches < 60


async def test_nobody_is_answered_while_the_commit_waits(
    database: Database, operations: Batcher[Operation, UUID], outside: asyncpg.Connection
) -> None:
    await outside.execute(
        "create function slow() returns trigger language plpgsql as $$ begin "
        "perform pg_advisory_xact_lock(7); return null; end $$; "
        "create constraint trigger slow after insert on operation deferrable initially deferred "
        "for each row execute function slow()"
    )
    await outside.execute("select pg_advisory_lock(7)")
    waiting = asyncio.create_task(operations.submit(operation()))
    done, _ = await asyncio.wait([waiting], timeout=0.3)
    assert not done
    await outside.execute("select pg_advisory_unlock(7)")
    assert await waiting


async def test_what_has_one_key_is_committed_in_order(
    operations: Batcher[Operation, UUID], outside: asyncpg.Connection
) -> None:
    sent: dict[int, list[UUID]] = {}
    tasks = []
    for n in range(400):
        one = operation(n % 5)
        sent.setdefault(one[1], []).append(one[0])
        tasks.append(asyncio.create_task(operations.submit(one)))
        if n % 40 == 0:
            await asyncio.sleep(0.002)
    await asyncio.gather(*tasks)
    for lane, ids in sent.items():
        assert [row[0] for row in await outside.fetch(ORDER, lane)] == ids


async def turns() -> None:
    """Whoever can go on without waiting for the database has gone on."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_second_batch_sets_out_only_when_it_is_full(database: Database) -> None:
    gate, batches = asyncio.Event(), asyncio.Queue[list[int]]()

    async def wait(_db: Db, items: Sequence[int]) -> Sequence[int]:
        batches.put_nowait(list(items))
        await gate.wait()
        return items

    lonely = Batcher(database, wait, key=lambda n: n, largest=3)
    asked = [asyncio.create_task(lonely.submit(n)) for n in range(3)]
    assert await batches.get() == [0, 1, 2]
    asked += [asyncio.create_task(lonely.submit(n)) for n in (3, 4)]
    # Who is in a batch is so from the moment in which it sets out.
    await turns()
    asked += [asyncio.create_task(lonely.submit(n)) for n in (5, 6)]
    assert await batches.get() == [3, 4, 5]
    await turns()
    assert batches.empty()
    gate.set()
    assert await asyncio.gather(*asked) == list(range(7))
    assert await batches.get() == [6]


async def test_what_has_a_key_that_is_under_way_waits_for_it(database: Database) -> None:
    gate, seen = asyncio.Event(), asyncio.Queue[str]()

    async def wait(_db: Db, items: Sequence[str]) -> Sequence[str]:
        seen.put_nowait("".join(items))
        await gate.wait()
        return items

    keyed = Batcher(database, wait, key=str.lower, largest=2)
    asked = [asyncio.create_task(keyed.submit(one)) for one in "abABcd"]
    assert await seen.get() == "ab"
    await turns()
    assert seen.empty()
    gate.set()
    assert await asyncio.gather(*asked) == list("abABcd")
    assert "".join(seen.get_nowait() for _ in range(seen.qsize())) in ("ABcd", "cdAB")


async def test_what_can_wait_goes_with_what_comes_until_then(database: Database) -> None:
    batches = list[list[str]]()

    async def note(_db: Db, items: Sequence[str]) -> Sequence[str]:
        batches.append(list(items))
        return items

    calm, loop = Batcher(database, note, lanes=1), asyncio.get_running_loop()
    asked = [loop.create_future() for _ in range(3)]
    for name, answer in zip("abc", asked, strict=True):
        calm.put(name, answer, soon=True)
    await turns()
    assert batches == []
    assert await asyncio.gather(*asked) == list("abc")
    assert batches == [list("abc")]


async def test_what_can_wait_sets_out_with_who_is_in_haste_and_at_the_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batcher, "MOMENT", 3600)
    batches = list[list[str]]()

    async def note(_db: Db, items: Sequence[str]) -> Sequence[str]:
        batches.append(list(items))
        return items

    calm, loop = Batcher(database, note, lanes=1), asyncio.get_running_loop()
    asked = [loop.create_future() for _ in range(2)]
    calm.put("calm", asked[0], soon=True)
    assert await calm.submit("haste") == "haste"
    assert await asked[0] == "calm"
    calm.put("last", asked[1], soon=True)
    await calm.close()
    assert asked[1].result() == "last"
    assert batches == [["calm", "haste"], ["last"]]


async def test_a_single_statement_needs_no_transaction_around_it(
    database: Database, outside: asyncpg.Connection
) -> None:
    alone = []

    async def look(db: Db, items: Sequence[Operation]) -> list[UUID]:
        alone.append(not db.connection.is_in_transaction())
        return await write(db, items)

    simple = Batcher(database, look, one_statement=True)
    given = [operation(size=0 if n == 13 else 1) for n in range(20)]
    results = await asyncio.gather(*map(simple.submit, given), return_exceptions=True)
    assert [n for n, one in enumerate(results) if isinstance(one, BaseException)] == [13]
    assert await outside.fetchval("select count(*) from operation") == 19
    assert all(alone)


async def test_a_poisonous_item_alone_is_refused(
    operations: Batcher[Operation, UUID], outside: asyncpg.Connection
) -> None:
    given = [operation(size=0 if n in (13, 77) else 1) for n in range(100)]
    results = await asyncio.gather(*map(operations.submit, given), return_exceptions=True)
    refused = [n for n, result in enumerate(results) if isinstance(result, BaseException)]
    assert refused == [13, 77]
    assert isinstance(results[13], asyncpg.CheckViolationError)
    assert await outside.fetchval("select count(*) from operation") == 98


async def test_a_connection_that_is_killed_in_a_batch_loses_and_doubles_nothing(
    database: Database, operations: Batcher[Operation, UUID], outside: asyncpg.Connection
) -> None:
    killed = 0

    async def kill_once(db: Db, items: Sequence[Operation]) -> list[UUID]:
        nonlocal killed
        results = await write(db, items)
        if killed < 3:
            killed += 1
            pid = await db.value("select pg_backend_pid()")
            await outside.execute("select pg_terminate_backend($1)", pid)
        return results

    killing = Batcher(database, kill_once, key=lambda operation: operation[1])
    given = [operation(n) for n in range(200)]
    assert await asyncio.gather(*map(killing.submit, given)) == [one[0] for one in given]
    assert killed == 3
    assert await outside.fetchval("select count(*) from operation") == 200


async def test_a_commit_whose_answer_was_lost_is_not_done_twice(
    database: Database, outside: asyncpg.Connection
) -> None:
    """The connection dies after the commit and before its answer."""
    lost = 0

    class Forgetful(Database):
        def batch(self):  # type: ignore[no-untyped-def]
            return forgetting(super().batch())

    def forgetting(inner):  # type: ignore[no-untyped-def]
        class Around:
            async def __aenter__(self) -> Db:
                return await inner.__aenter__()

            async def __aexit__(self, *raised: object) -> None:
                nonlocal lost
                await inner.__aexit__(*raised)
                if not lost and raised[0] is None:
                    lost += 1
                    raise ConnectionResetError

        return Around()

    batches = Batcher(Forgetful(database.pool, database.clock), write)
    given = [operation() for _ in range(20)]
    assert await asyncio.gather(*map(batches.submit, given)) == [one[0] for one in given]
    assert lost == 1
    assert await outside.fetchval("select count(*) from operation") == 20


async def test_a_verb_that_answers_too_few_commits_nothing(
    database: Database, outside: asyncpg.Connection
) -> None:
    async def forgets(db: Db, items: Sequence[Operation]) -> list[UUID]:
        return (await write(db, items))[1:]

    with pytest.raises(RuntimeError):
        await Batcher(database, forgets).submit(operation())
    assert await outside.fetchval("select count(*) from operation") == 0


async def test_too_many_waiting_are_refused_at_once(database: Database) -> None:
    async def echo(_db: Db, items: Sequence[int]) -> Sequence[int]:
        return items

    full = Batcher(database, echo)
    asked = [full.submit(n) for n in range(batcher.WAITING + 500)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert answers[: batcher.WAITING] == list(range(batcher.WAITING))
    assert all(isinstance(answer, Unavailable) for answer in answers[batcher.WAITING :])


async def test_while_the_database_stays_away_all_of_a_batch_are_told_once(
    database: Database,
) -> None:
    tries = 0

    async def gone(db: Db, items: Sequence[int]) -> Sequence[int]:
        nonlocal tries
        tries += 1
        raise asyncpg.CannotConnectNowError

    away = Batcher(database, gone, patience=0.01)
    results = await asyncio.gather(*map(away.submit, range(100)), return_exceptions=True)
    assert all(isinstance(result, Unavailable) for result in results)
    assert tries <= 4


async def test_a_process_that_stood_still_asks_once_more(database: Database) -> None:
    """The database answered, but all patience was over before this could hear it."""
    clock, tries = asyncio.get_running_loop().time, 0

    async def look(db: Db, items: Sequence[int]) -> Sequence[int]:
        nonlocal tries
        tries += 1
        goes_on = clock() + (2 if tries == 1 else 0)
        while clock() < goes_on:
            pass
        assert await db.value("select 1") == 1
        return items

    reads = Batcher(database, look, one_statement=True, patience=1.5)
    assert await reads.submit(7) == 7
    assert tries == 2


async def test_who_was_faster_after_an_outage_is_no_fault(database: Database) -> None:
    """An item was sent to another process meanwhile, which has just written it."""
    causes: list[Exception] = [ConnectionResetError()] * batcher.TRIES_IN_CONFLICT
    causes.append(asyncpg.UniqueViolationError())

    async def write_late(db: Db, items: Sequence[int]) -> Sequence[int]:
        if causes:
            raise causes.pop(0)
        return items

    late = Batcher(database, write_late)
    assert await late.submit(7) == 7
    assert causes == []


async def test_who_gives_up_waiting_does_not_hold_up_the_others(
    operations: Batcher[Operation, UUID],
) -> None:
    impatient = asyncio.create_task(operations.submit(operation()))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await operations.submit(operation())


async def test_a_refusal_is_raised_for_who_is_refused_and_kept_from_nobody(
    database: Database,
) -> None:
    async def halve(db: Db, numbers: Sequence[int]) -> list[int | Problem]:
        return [NotFound() if number % 2 else number // 2 for number in numbers]

    halving: HotVerb[int, int] = HotVerb(halve, key=lambda number: number)
    batchers = Batchers(database)
    assert batchers.of(halving) is batchers.of(halving)
    asked = [batchers.of(halving).submit(n) for n in range(6)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert answers[::2] == [0, 1, 2]
    assert all(isinstance(answer, NotFound) for answer in answers[1::2])
    await batchers.close()
