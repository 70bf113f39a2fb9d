"""Lockers are tested over HTTP, with a simulated machine whose line is short."""

import pytest

from tests.contacts.conftest import Join, app, by_hand, client, clock, join, settle, town
from tests.lockers.acts import Corner, open_corner
from tests.orders.acts import Fair
from tests.orders.conftest import fair
from tests.parcels.acts import Village, open_village
from tests.pay.conftest import settings

__all__ = [
    "app",
    "by_hand",
    "client",
    "clock",
    "corner",
    "fair",
    "join",
    "settings",
    "settle",
    "town",
]


@pytest.fixture
async def corner(fair: Fair, join: Join) -> Corner:
    """Juma has a locker with two small compartments, a medium and a large one; Kofi carries."""
    village: Village = await open_village(fair, join)
    return await open_corner(village, fair.town.database)
