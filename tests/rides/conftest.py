"""Rides are tested over HTTP: a driver, and a rider with money."""

import msgspec
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.rides.hailing import dispatching
from tests.contacts.conftest import Join, Settle, app, by_hand, client, clock, join, settle, town
from tests.places.conftest import mapped
from tests.rides.acts import Taxi, take_a_taxi
from tests.rides.hails import Hail, on_the_corner

__all__ = [
    "app",
    "by_hand",
    "client",
    "clock",
    "hail",
    "join",
    "mapped",
    "settings",
    "settle",
    "taxi",
    "town",
]


@pytest.fixture
def settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Olga is an operator. Drivers are asked when a test says so: the town itself would do it
    between two lines of one.
    """
    monkeypatch.setattr(dispatching, "TICK", 3_600)
    return msgspec.structs.replace(settings, operators=("olga",))


@pytest.fixture
async def taxi(join: Join, town: Town) -> Taxi:
    """Wang drives; Amina rides, who has 100.00."""
    return await take_a_taxi(join, town)


@pytest.fixture
async def hail(join: Join, town: Town, clock: FixedClock, mapped: str, settle: Settle) -> Hail:
    """A town with a map; Amina wants to be driven, Wang is on duty, Olga checks licences."""
    return await on_the_corner(join, town, clock, settle)
