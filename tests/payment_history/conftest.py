"""A history is read over HTTP: somebody who buys, sends and rides."""

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, app, client, clock, join, settle, town
from tests.pay.conftest import settings
from tests.till.acts import Stall, open_stall

__all__ = ["app", "client", "clock", "join", "settings", "settle", "stall", "town"]


@pytest.fixture
async def stall(join: Join, town: Town, clock: FixedClock) -> Stall:
    """Juma's stall; Amina buys, who has 100.00."""
    return await open_stall(join, town, clock)
