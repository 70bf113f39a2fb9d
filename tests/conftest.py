"""Fixtures for all tests: a PostgreSQL (one for each xdist worker), a database that is lent."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import structlog
from argon2 import PasswordHasher
from httpx._transports import default

from leapfrog.identity import passwords
from leapfrog.kernel.collector import spare_the_collector
from leapfrog.kernel.pool import ConnectionPool
from leapfrog.kernel.settings import Settings
from leapfrog.places import BuiltMap
from leapfrog.web import town
from tests import examples, first_runs, flakes, helsinki, lock_order, watchdog
from tests.callers import hang_up
from tests.http import METRICS_TOKEN
from tests.kept_connections import SHELF
from tests.lasting_loop import LastingLoops
from tests.order import spread
from tests.serving import end_loops
from tests.shared_database import Lender
from tests.town import database, make_template, server, short_folder

examples.load()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(flakes, "flakes")
    watchdog.watch(config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = spread(items)


def pytest_collection_finish() -> None:
    """What was imported stays: nobody looks for rings in it over and over, as in an open town."""
    spare_the_collector()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what to do with what `make fuzz` found."""
    if examples.is_fuzzing() and terminalreporter.stats.get("failed"):
        terminalreporter.section("what fuzzing found")
        terminalreporter.write_line(examples.FOUND)


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """argon2id at the least that it can be, for the many who join in this process. What the town
    asks of it is held by tests/identity/test_hashes.py.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher(1, 8, 1))
        patch.setattr(passwords, "NOBODY", passwords.HASHER.hash("nobody's password"))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_list_of_authorities() -> Iterator[None]:
    """Each of httpx's clients reads anew which authorities it trusts, which takes longer than most
    of what is asked here.
    """
    with pytest.MonkeyPatch.context() as patch:
        create = vars(default)["create_ssl_context"]
        patch.setattr(default, "create_ssl_context", cache(create))
        yield


@pytest.fixture(scope="session", autouse=True)
def plain_tracebacks() -> Iterator[None]:
    """What is logged here has the exception alone. With all variables of all frames, as structlog
    shows it where rich is installed, one that is expected holds up everybody for a second.
    """
    before = structlog.get_config()
    *first, last = before["processors"]
    assert isinstance(last, structlog.dev.ConsoleRenderer)
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*first, plain])
    yield
    structlog.configure(**before)


@pytest.fixture(scope="session", autouse=True)
def strict_pools() -> Iterator[None]:
    """Whoever holds a connection and asks for another one fails."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ConnectionPool, "strict", True)
        yield


@pytest.fixture(scope="session", autouse=True)
def locks_looked_after() -> Iterator[None]:
    """Which locks each transaction takes after which others is noted."""
    with lock_order.looked_after():
        yield


@pytest.fixture(autouse=True)
def locks_in_order(locks_looked_after: None) -> Iterator[None]:
    """A test fails whose transactions take locks in another order than docs/locks.md says."""
    lock_order.told()
    yield
    if found := lock_order.told():
        pytest.fail("\n\n".join(found), pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def lasting() -> Iterator[None]:
    """Connections to shared databases last longer than a test, and so does their event loop."""
    with LastingLoops(SHELF).instead(), SHELF.instead():
        yield
        end_loops()


@pytest.fixture(scope="session", autouse=True)
def frequent_looks() -> Iterator[None]:
    """The town's loops look often for what fell due: here clocks are put forward by hand, of which
    they are not told.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(town, "LOOK_EVERY", town.TICK)
        yield


@pytest.fixture(scope="session", autouse=True)
def first_runs_done() -> Iterator[None]:
    """A fresh town does not look at its start for what only time brings."""
    with first_runs.been_through():
        yield


@pytest.fixture(scope="session")
def postgres_dsn() -> Iterator[str]:
    """A running PostgreSQL; its database `leapfrog` is empty."""
    with server() as dsn:
        yield dsn


@pytest.fixture(scope="session")
def template(postgres_dsn: str) -> str:
    """The name of the migrated database that tests copy."""
    return make_template(postgres_dsn)


@pytest.fixture(scope="session")
def lender(postgres_dsn: str, template: str, lasting: None) -> Iterator[Lender]:
    """Lends migrated databases to one test after the other."""
    made = Lender(postgres_dsn)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def hung_up() -> Iterator[None]:
    """Who was made by `caller` hangs up, also where the test failed."""
    yield
    hang_up()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, lender: Lender) -> Iterator[str]:
    """A migrated database for one test, as if it were fresh. Whoever ends sessions, changes tables
    or wants connections to be closed has one of their own, by the mark `own_database`.
    """
    if request.node.get_closest_marker("own_database"):
        dsn, template = map(request.getfixturevalue, ("postgres_dsn", "template"))
        with database(dsn, template) as url:
            yield url
    else:
        with lender.lend() as url:
            yield url


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings of a town of one test, without the demo story."""
    return Settings(
        home=tmp_path / "home",
        database_url=database_url,
        demo=False,
        metrics_token=METRICS_TOKEN,
    )


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the embedded PostgreSQL can live in, also when root runs the tests."""
    with short_folder() as made:
        yield made


@pytest.fixture(scope="session", name="helsinki")
def helsinki_map(tmp_path_factory: pytest.TempPathFactory) -> BuiltMap:
    """The demo's map, made once for all workers."""
    here = tmp_path_factory.getbasetemp()
    beside = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    return helsinki.shared(beside / "helsinki")
