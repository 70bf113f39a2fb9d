"""Rides are tested over HTTP: a driver, and a rider with money."""

import pytest

from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, app, client, clock, join, settle, town
from tests.rides.acts import Taxi, take_a_taxi

__all__ = ["app", "client", "clock", "join", "settle", "taxi", "town"]


@pytest.fixture
async def taxi(join: Join, town: Town) -> Taxi:
    """Wang drives; Amina rides, who has 100.00."""
    return await take_a_taxi(join, town)
