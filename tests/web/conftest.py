"""The web is tested as a whole: over HTTP, and over a real port where the stream is meant."""

from collections.abc import AsyncIterator

import pytest

from tests.chat.conftest import app, client, clock, join, settle, talk, town
from tests.http import App
from tests.server import served

__all__ = ["app", "client", "clock", "join", "port", "settle", "talk", "town"]


@pytest.fixture
async def port(app: App) -> AsyncIterator[int]:
    """The port of a server for the test's running application."""
    async with served(app) as number:
        yield number
