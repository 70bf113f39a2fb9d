"""A town with a database of its own, made once and copied for each test."""

import asyncio
import io
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from PIL import Image

from leapfrog.cli.database import bring_up
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.http import METRICS_TOKEN, Client, running
from tests.town import UNSAFE, apart, short_folder


class OpenTown(msgspec.Struct, frozen=True):
    """A town that is open: its database, and a browser that has just come."""

    dsn: str
    browser: Client
    town: Town


Open = Callable[[Path], AbstractAsyncContextManager[OpenTown]]


def settings_of(home: Path, archive: Path | None = None) -> Settings:
    return Settings(home=home, demo=False, metrics_token=METRICS_TOKEN, archive=archive)


def opened(home: Path, archive: Path | None = None) -> AbstractAsyncContextManager[OpenTown]:
    return opened_with(settings_of(home, archive))


@asynccontextmanager
async def opened_with(own: Settings) -> AsyncIterator[OpenTown]:
    with EmbeddedPostgres(own, UNSAFE) as dsn:
        settings = replace(own, database_url=dsn)
        await asyncio.to_thread(bring_up, settings)
        async with running(settings) as app, Client(app, settings.origin, "203.0.113.1") as browser:
            yield OpenTown(dsn, browser, app._app.town)


def a_picture(colour: str = "green") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 300), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def lived_in() -> Iterator[Path]:
    """A home that Amina joined, with a picture."""
    with short_folder() as made:
        home = made / "town"

        async def live() -> None:
            async with opened(home) as town:
                await town.browser.join("amina")
                shown = await town.browser.put("/me/avatar", content=a_picture())
                assert shown.is_success, shown.text

        apart(live())
        yield home


@pytest.fixture
def home(folder: Path, lived_in: Path) -> Path:
    """A copy of it that is closed."""
    subprocess.run(["cp", "-a", lived_in, folder], check=True)
    return folder / "town"
