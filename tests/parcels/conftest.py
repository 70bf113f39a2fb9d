"""Parcels are tested over HTTP: two shops, one of which keeps parcels, a courier, and who buys."""

import pytest

from tests.contacts.conftest import Join, app, client, clock, join, settle, town
from tests.orders.acts import Fair
from tests.orders.conftest import fair
from tests.parcels.acts import Village, open_village
from tests.pay.conftest import settings

__all__ = ["app", "client", "clock", "fair", "join", "settings", "settle", "town", "village"]


@pytest.fixture
async def village(fair: Fair, join: Join) -> Village:
    """Juma's shop is a pickup point for 50 a parcel, Kofi carries for 80, Mei sends for 150 and
    250.
    """
    return await open_village(fair, join)
