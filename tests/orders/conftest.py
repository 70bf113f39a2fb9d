"""Orders are tested over HTTP: two shops, who leads them, and who buys."""

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, Settle, app, client, clock, join, settle, town
from tests.orders.acts import Fair, open_fair
from tests.pay.conftest import settings

__all__ = ["app", "client", "clock", "fair", "join", "settings", "settle", "town"]


@pytest.fixture
async def fair(join: Join, town: Town, clock: FixedClock, settle: Settle) -> Fair:
    """Mei sells noodles and bowls, Juma lamps; Amina buys, who has 200.00."""
    return await open_fair(join, town, clock, settle)
