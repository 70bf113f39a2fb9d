"""The books of a town, in a database of their own for each test."""

from collections.abc import AsyncIterator

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from tests.http import app, client, clock, town
from tests.wallet.acts import Books

__all__ = ["app", "books", "client", "clock", "database", "town"]


@pytest.fixture
async def database(database_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    """An open pool of ten connections."""
    opened = await Database.connect(database_url, 10, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def books(database: Database) -> Books:
    return await Books(database).begin()
