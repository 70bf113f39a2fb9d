"""Tickets are tested over HTTP: an organiser, a gate, two buyers with money."""

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, app, client, clock, join, settle, town
from tests.tickets.acts import Cinema, open_cinema

__all__ = ["app", "cinema", "client", "clock", "join", "settle", "town"]


@pytest.fixture
async def cinema(join: Join, town: Town, clock: FixedClock) -> Cinema:
    """A film tomorrow in a hall of 4 rows of 8."""
    return await open_cinema(town, clock, join)
