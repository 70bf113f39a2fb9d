"""A database of its own for each test of the kernel."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))


@pytest.fixture
async def database(database_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    """An open pool of ten connections."""
    opened = await Database.connect(database_url, 10, clock)
    yield opened
    await opened.close()
