"""Webhooks are tested with a real receiver behind a real port, and real orders."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from leapfrog.kernel import jobs
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import app, client, clock, join, settle, town
from tests.orders.conftest import fair
from tests.webhooks.receiver import Receiver, receiving

__all__ = ["app", "client", "clock", "fair", "join", "settle", "town"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A town that may call this machine, where the receiver is."""
    return Settings(
        home=tmp_path / "home",
        database_url=database_url,
        demo=False,
        private_calls=True,
    )


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LOOK_EVERY", timedelta(seconds=0.2))
