"""Places are tested over HTTP, in a town with the demo's map."""

import pytest

from leapfrog.kernel.http import Town
from leapfrog.places import BuiltMap, put_up
from tests.contacts.conftest import Join, app, client, clock, join, settle, town

__all__ = ["Join", "app", "client", "clock", "join", "mapped", "settle", "town"]


@pytest.fixture
async def mapped(town: Town, helsinki: BuiltMap) -> str:
    """The town has the demo's map; the map's version."""
    return await put_up(town.database, town.files, helsinki)
