"""Nothing of one test reaches the next one, whatever it did to its database."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress

import asyncpg
import pytest

from leapfrog.bus import Postgres
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings
from tests import shared_database
from tests.administrator import ADMINISTRATOR
from tests.http import Client, running
from tests.kept_connections import RESET_SECONDS, SHELF, KeptConnection
from tests.shared_database import SEQUENCES, TABLES, Lender, hashes
from tests.town import database

SPOIL = """
update kernel_epoch set id = gen_random_uuid();
delete from kernel_migration;
set session_replication_role = replica;
update wallet_lane set batch = 7;
delete from wallet_currency where exponent = 2;
set session_replication_role = origin;
delete from mastodon_secret;
insert into kernel_event (id, type, body, at) values (gen_random_uuid(), 'x', '{}', now());
select nextval('wallet_batch_id'), nextval('wallet_currency_id_seq');
"""
OTHER_SCHEMAS = (
    "create table left_over (n int)",
    "create function left_over() returns int language sql as 'select 1'",
    "alter table identity_person alter column display_name drop not null",
    "alter table identity_person alter column display_name set default 'nobody'",
    "alter table identity_person disable trigger all",
    "create index left_over on identity_person (display_name)",
    "drop index identity_session_person",
    "grant select on identity_person to public",
    "create temp table left_over (n int)",
    "truncate kernel_event",
)
Whole = dict[str, object]


@pytest.fixture
def own(postgres_dsn: str, template: str, lasting: None) -> Iterator[Lender]:
    """A lender that nobody else asks."""
    made = Lender(postgres_dsn)
    yield made
    made.close()


async def whole(connection: asyncpg.Connection) -> Whole:
    """All rows of all tables, and where sequences are."""
    tables = [row[0] for row in await connection.fetch(TABLES)]
    sequences = [row[0] for row in await connection.fetch(SEQUENCES)]
    found: Whole = dict(await hashes(connection, tables))
    for name in sequences:
        found[name] = tuple(await connection.fetchrow(f"select last_value, is_called from {name}"))
    return found


def execute(url: str, sql: str) -> None:
    """On a connection that is closed."""

    async def do() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    asyncio.run(do())


@pytest.fixture
def fresh(postgres_dsn: str, template: str) -> Whole:
    """What a copy of the migrated database holds."""
    with database(postgres_dsn, template) as url:
        return ADMINISTRATOR.ask(url, whole)


def test_a_fresh_one_is_a_copy(own: Lender, fresh: Whole) -> None:
    with own.lend() as url:
        assert ADMINISTRATOR.ask(url, whole) == fresh


def test_rows_and_sequences_and_what_migrations_put_there_are_back(
    own: Lender, fresh: Whole
) -> None:
    with own.lend() as url:
        execute(url, SPOIL)
        assert ADMINISTRATOR.ask(url, whole) != fresh
    with own.lend() as again:
        assert (again, own.dropped) == (url, [])
        assert ADMINISTRATOR.ask(again, whole) == fresh


def test_a_town_and_its_people_are_gone(own: Lender, fresh: Whole, settings: Settings) -> None:
    async def live(url: str) -> None:
        there = Settings(home=settings.home, database_url=url, demo=False)
        async with running(there) as app, Client(app, there.origin, "203.0.113.9") as browser:
            await browser.join("mei")

    for _ in range(3):
        with own.lend() as url:
            assert ADMINISTRATOR.ask(url, whole) == fresh
            asyncio.run(live(url))
            assert ADMINISTRATOR.ask(url, whole) != fresh
    assert own.dropped == []


def test_triggers_and_keys_have_a_say_again(own: Lender) -> None:
    with own.lend():
        pass
    with own.lend() as url, pytest.raises(asyncpg.ForeignKeyViolationError):
        execute(
            url,
            "insert into identity_session "
            "select gen_random_uuid(), gen_random_uuid(), 'x', 'join', '', '', now(), now(), now()",
        )


@pytest.mark.parametrize("statement", OTHER_SCHEMAS)
def test_another_schema_is_nobodys(own: Lender, fresh: Whole, statement: str) -> None:
    with own.lend() as url:
        execute(url, statement)
    assert ["another schema" in why for why in own.dropped] == [True]
    with own.lend() as other:
        assert other != url
        assert ADMINISTRATOR.ask(other, whole) == fresh


def test_who_stays_connected_is_put_out_and_finds_nobody_there(own: Lender) -> None:
    async def stay(url: str) -> asyncpg.Connection:
        connection = await asyncpg.connect(url)
        await connection.execute("begin; select pg_advisory_lock(7); delete from kernel_epoch")
        return connection

    with asyncio.Runner() as runner:
        with own.lend() as url:
            connection = runner.run(stay(url))
        with own.lend() as other:
            assert other != url
            with pytest.raises(asyncpg.PostgresError):
                runner.run(connection.execute("commit"))
            with pytest.raises(asyncpg.InvalidCatalogNameError):
                runner.run(stay(url))


def test_a_test_that_fails_leaves_nothing(own: Lender, fresh: Whole) -> None:
    with suppress(ZeroDivisionError), own.lend() as url:
        execute(url, SPOIL)
        raise ZeroDivisionError
    with own.lend() as again:
        assert again == url
        assert ADMINISTRATOR.ask(again, whole) == fresh


def test_two_at_once_have_two(own: Lender) -> None:
    with own.lend() as one, own.lend() as other:
        assert one != other


def test_a_large_one_and_an_old_one_go(own: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_database, "LARGEST_TABLE", 100_000)
    monkeypatch.setattr(shared_database, "SIZES_EVERY", 1)
    with own.lend() as large:
        execute(
            large,
            "insert into kernel_event (id, type, body, at) select gen_random_uuid(), "
            "'x', '{}', now() from generate_series(1, 2000)",
        )
    monkeypatch.setattr(shared_database, "LENDINGS", 1)
    with own.lend() as old:
        assert old != large
    with own.lend() as young:
        assert young != old


async def pid_of(database: Database) -> int:
    async with database.glance() as db:
        found: int = await db.value("select pg_backend_pid()")
        return found


async def borrow(url: str, sql: str = "select 1") -> int:
    """Does something in a pool's session; answers which it is."""
    opened = await Database.connect(url, 2)
    async with opened.glance() as db:
        await db.run(sql)
    found = await pid_of(opened)
    await opened.close()
    return found


SESSION = """
select current_setting('work_mem'), current_setting('search_path'),
    (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()),
    (select count(*) from pg_listening_channels()), (select count(*) from pg_cursors)
"""


async def session(url: str) -> list[object]:
    opened = await Database.connect(url, 2)
    async with opened.glance() as db:
        found = await db.row(SESSION)
    await opened.close()
    assert found is not None
    return list(found)


def test_a_kept_connection_has_forgotten_its_session(own: Lender) -> None:
    with own.lend() as url:
        usual = asyncio.run(session(url))
        first = asyncio.run(
            borrow(
                url,
                "set work_mem = '99MB'; set search_path = pg_catalog; listen here; "
                "select pg_advisory_lock(7); declare c cursor with hold for select 1",
            )
        )
    with own.lend() as again:
        assert again == url
        assert asyncio.run(session(again)) == usual
        assert asyncio.run(borrow(again)) == first


def test_one_that_died_while_it_rested_is_not_lent(own: Lender) -> None:
    with own.lend() as url:
        first = asyncio.run(borrow(url))
        execute(url, f"select pg_terminate_backend({first}, 5000)")
    with own.lend() as again:
        assert again == url
        assert asyncio.run(borrow(again)) != first


def test_one_that_cannot_be_reset_is_ended(own: Lender, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(self: KeptConnection, *, timeout: float | None = None) -> None:  # noqa: ASYNC109
        assert timeout == RESET_SECONDS
        raise TimeoutError

    with own.lend() as url:
        first = asyncio.run(borrow(url))
        monkeypatch.setattr(KeptConnection, "reset", fail)
        assert asyncio.run(borrow(url)) != first
        monkeypatch.undo()
    with own.lend() as again:
        # The one whose reset failed is no session of this database any more.
        assert again == url


def test_who_is_within_a_transaction_is_not_kept(own: Lender) -> None:
    async def leave_open(url: str) -> None:
        opened = await Database.connect(url, 2)
        connection = await opened.pool.take()
        await connection.execute("begin; delete from kernel_epoch")
        opened.pool.give_back(connection, sound=True)
        await opened.close()

    with own.lend() as url:
        asyncio.run(leave_open(url))
    with own.lend() as again:
        assert (again, own.dropped) == (url, [])


def test_who_was_never_given_back_is_put_out(own: Lender) -> None:
    async def hold(url: str) -> KeptConnection:
        opened = await Database.connect(url, 2)
        connection = await opened.pool.take()
        assert isinstance(connection, KeptConnection)
        return connection

    with asyncio.Runner() as runner:
        with own.lend() as url:
            connection = runner.run(hold(url))
        with own.lend() as other:
            assert other != url
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            runner.run(connection.execute("select 1"))


def test_who_listens_is_not_kept(own: Lender) -> None:
    async def listen(url: str) -> None:
        line = await Postgres(url).open(lambda _: None, lambda: None)
        await line.tell([b"a page"])
        await line.hang_up()

    with own.lend() as url:
        asyncio.run(listen(url))
        assert SHELF.pids(url) == set()
    with own.lend() as again:
        assert again == url
