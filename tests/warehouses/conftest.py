"""Stock-keeping is tested over HTTP, in the shops of the fair."""

import pytest

from tests.orders.acts import Fair
from tests.orders.conftest import app, client, clock, fair, join, settings, settle, town
from tests.warehouses.acts import Depot, open_depot

__all__ = ["app", "client", "clock", "depot", "fair", "join", "settings", "settle", "town"]


@pytest.fixture
async def depot(fair: Fair) -> Depot:
    """Mei's kitchen has a barn beside the shop, and codes on what it sells."""
    return await open_depot(fair)
