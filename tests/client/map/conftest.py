"""Towns with the demo's map."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from leapfrog.kernel.db import Database
from leapfrog.kernel.files import Files
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.storage import MB
from leapfrog.places import BuiltMap, put_up
from leapfrog.rides.hailing import dispatching
from tests.client.browser import Join, Person
from tests.town import apart

ATENEUM = {"latitude": 60.1702, "longitude": 24.9441}
Dweller = Callable[..., Person]


async def _put_up(settings: Settings, made: BuiltMap) -> str:
    stored = Files(settings.home / "media", settings.media_url, settings.free_disk * MB)
    database = await Database.connect(settings.database_url or "", 1)
    try:
        return await put_up(database, stored, made)
    finally:
        await database.close()


@pytest.fixture(autouse=True)
def time_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """To look at an offer of a ride takes a test longer than a driver has to answer it."""
    monkeypatch.setattr(dispatching, "OFFERED", timedelta(minutes=2))


@pytest.fixture
def mapped(settings: Settings, helsinki: BuiltMap) -> str:
    """The town has the demo's map; the map's version."""
    return apart(_put_up(settings, helsinki))


@pytest.fixture
def dweller(mapped: str, join: Join) -> Dweller:
    """`dweller("amina")` is somebody of that town, whose phone is at its museum and may say so."""

    def add(handle: str, name: str = "", **look: object) -> Person:
        found = {"geolocation": ATENEUM, "permissions": ["geolocation"]}
        return join(handle, name, **(found | look))

    return add
