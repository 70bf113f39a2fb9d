"""Tills are tested over HTTP: a market stall, who works there, and who buys."""

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, app, by_hand, client, clock, join, settle, town
from tests.pay.conftest import settings
from tests.till.acts import Stall, open_stall

__all__ = ["app", "by_hand", "client", "clock", "join", "settings", "settle", "stall", "town"]


@pytest.fixture
async def stall(join: Join, town: Town, clock: FixedClock) -> Stall:
    """Juma's stall with Carla at the till; Amina buys, who has 100.00."""
    return await open_stall(join, town, clock)
