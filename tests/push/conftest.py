"""Push is tested over HTTP, with a push service behind a real port."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from leapfrog.kernel import jobs
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import COMPOSERS
from tests.chat.conftest import app, client, clock, join, settle, talk, town
from tests.contacts.conftest import by_hand
from tests.http import METRICS_TOKEN
from tests.push.acts import Board
from tests.pushing import PushService, push_service

__all__ = ["app", "by_hand", "client", "clock", "join", "settle", "talk", "town"]


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """A town that may call this machine, where the push service is."""
    home = tmp_path / "home"
    return Settings(
        home=home,
        database_url=database_url,
        demo=False,
        private_calls=True,
        metrics_token=METRICS_TOKEN,
    )


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    """Says "See you at 7" until it says something else."""
    made = Board()
    made.say("See you at 7")
    monkeypatch.setitem(COMPOSERS, "test", made.compose)  # type: ignore[arg-type]
    return made


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LOOK_EVERY", timedelta(seconds=0.2))
