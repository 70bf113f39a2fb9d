"""A second town, to which somebody moves with her archive."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import app, client, clock, join, settle, town
from tests.http import Client
from tests.portability.conftest import empty_town

__all__ = ["app", "client", "clock", "empty_town", "join", "settle", "town"]


@pytest.fixture
async def another(empty_town: Any, settings: Settings) -> AsyncIterator[tuple[Town, Client]]:
    """That town, and Amina, who has just joined it."""
    async with Client(empty_town, settings.origin, "198.51.100.7") as she:
        await she.join("amina")
        yield empty_town._app.town, she
