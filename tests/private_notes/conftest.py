"""A town in this process that may call this machine, and who is in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import app, client, clock, door, join, settle, speaking, town
from tests.fediverse.peers import Door, Peer, peer
from tests.fediverse.pictures import Pictures, pictures
from tests.private_notes.mailbox import Mailbox, mailbox
from tests.private_notes.scene import Scene

__all__ = ["app", "client", "clock", "door", "join", "settle", "town"]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return speaking(tmp_path, database_url, private_calls=True)


@pytest.fixture
async def scene(town: Town, door: Door, join: Join, settle: Settle) -> Scene:
    return Scene(town, door, settle, await join("amina"))


@pytest.fixture
async def box() -> AsyncIterator[Mailbox]:
    async with mailbox() as made:
        yield made


@pytest.fixture
async def vera(town: Town, box: Mailbox) -> Peer:
    return await peer(town, "vera", box.host, scheme="http")


@pytest.fixture
async def eve(town: Town) -> Peer:
    return await peer(town, "eve", "evil.example", 1)


@pytest.fixture
async def there() -> AsyncIterator[Pictures]:
    async with pictures() as made:
        yield made
