"""Brands are tested over HTTP, in a town with an operator and the shops of the market."""

from pathlib import Path

import pytest

from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, app, client, clock, join, settle, town
from tests.http import Client
from tests.market.conftest import market

__all__ = ["app", "client", "clock", "join", "market", "olga", "settle", "town"]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A town with an operator."""
    return Settings(
        home=tmp_path / "home", database_url=database_url, demo=False, operators=("olga",)
    )


@pytest.fixture
async def olga(join: Join) -> Client:
    """Who runs the town."""
    return await join("olga")
