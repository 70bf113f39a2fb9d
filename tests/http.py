"""The whole application in this process, and people who speak to it over HTTP.

A folder's `conftest.py` takes what it needs: `from tests.http import app, client, town`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx
import pytest

from leapfrog.kernel.clock import Clock, FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.web import create_app
from tests.routes import lent_routes

__all__ = ["Client", "Enter", "app", "client", "clock", "lifespan", "running", "town"]

PASSWORD = "nine green frogs"
METRICS_TOKEN = "for-prometheus-alone"
PATIENCE = 60
App = Callable[..., Any]


class Client(httpx.AsyncClient):
    """One browser: keeps its cookies, sends the header that forms of other sites cannot. Without
    an `app` it goes over the network.

    Paths are below `/api/v1`; `page` gets those that are not.
    """

    def __init__(self, app: App | None, origin: str, address: str, **more: Any) -> None:
        here = app and httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 9))
        super().__init__(
            transport=here,
            base_url=f"{origin}/api/v1",
            timeout=more.pop("timeout", PATIENCE),
            headers={"X-Leapfrog": "1", "User-Agent": "Firefox Android", **more.pop("headers", {})},
            **more,
        )
        self.origin, self.address = origin, address
        self.me: dict[str, Any] = {}
        self.recovery_codes: list[str] = []

    async def join(self, handle: str, **more: Any) -> dict[str, Any]:
        """Joins with a password and stays signed in; answers `Me`."""
        body = {
            "id": str(new_id()),
            "handle": handle,
            "display_name": handle.capitalize(),
            "language": "en",
            "password": PASSWORD,
        }
        answer = await self.post("/people", json=body | more)
        assert answer.status_code == 201, answer.text
        joined = answer.json()
        self.me, self.recovery_codes = joined["me"], joined["recovery_codes"]
        return self.me

    async def sign_in(self, handle: str, password: str = PASSWORD) -> dict[str, Any]:
        """Signs in with a password; answers `Me`."""
        answer = await self.post("/sessions", json={"handle": handle, "password": password})
        assert answer.status_code == 201, answer.text
        self.me = answer.json()["me"]
        return self.me

    async def page(self, path: str, **more: Any) -> httpx.Response:
        """What is at a path outside of the API."""
        return await self.get(f"{self.origin}{path}", **more)

    async def numbers(self) -> str:
        """What Prometheus reads."""
        told = {"Authorization": f"Bearer {METRICS_TOKEN}"}
        answer = await self.page("/metrics", headers=told)
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def token(self) -> str | None:
        """The session's token, as the cookie holds it."""
        names = ("leapfrog_session", "__Host-leapfrog_session")
        return next(filter(None, map(self.cookies.get, names)), None)


Enter = Callable[..., Client]


@asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[None]:
    """Opens an application and closes it again, as a server does."""
    asked: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    told: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    running = asyncio.create_task(app({"type": "lifespan", "state": {}}, asked.get, told.put))
    for word in ("startup", "shutdown"):
        await asked.put({"type": f"lifespan.{word}"})
        answer = await told.get()
        assert answer["type"] == f"lifespan.{word}.complete", answer
        if word == "startup":
            yield
    await running


@asynccontextmanager
async def running(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Any]:
    """The application of a town, open: with routes that served another one before."""
    with lent_routes() as routes:
        made = create_app(settings, clock, routes)
        async with lifespan(made):
            yield made


@pytest.fixture
def clock() -> FixedClock:
    """The town's time, which stands still."""
    return FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))


@pytest.fixture
async def app(settings: Settings, clock: FixedClock) -> AsyncIterator[App]:
    """The application on the test's own database, running."""
    async with running(settings, clock) as made:
        yield made


@pytest.fixture
def town(app: Any) -> Town:
    """What the running application holds open."""
    found: Town = app._app.town
    return found


@pytest.fixture
async def client(app: App, settings: Settings) -> AsyncIterator[Enter]:
    """`client()` is another browser at another address."""
    opened: list[Client] = []
    numbers = count(1)

    def enter(address: str | None = None, **more: Any) -> Client:
        made = Client(app, settings.origin, address or f"203.0.113.{next(numbers)}", **more)
        opened.append(made)
        return made

    yield enter
    for one in opened:
        await one.aclose()
