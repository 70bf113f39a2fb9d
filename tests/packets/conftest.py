"""Red packets are tested among friends in a group."""

import pytest

from leapfrog.kernel.http import Town
from tests.contacts.conftest import Join, app, client, clock, join, settle, town
from tests.pay.conftest import settings
from tests.pay.group import Group, gathered

__all__ = ["app", "client", "clock", "group", "join", "settings", "settle", "town"]


@pytest.fixture
async def group(join: Join, town: Town) -> Group:
    return await gathered(join, town)
