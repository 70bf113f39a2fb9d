"""The application: every route, the town behind it, the edge around it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Router
from litestar.openapi import OpenAPIConfig

import leapfrog.identity.http as identity_http
from leapfrog.identity import dependencies, require_signed
from leapfrog.kernel.clock import Clock
from leapfrog.kernel.edge import Edge
from leapfrog.kernel.http import answer_problem
from leapfrog.kernel.limits import Limiter
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import DUE, SWITCHBOARD
from leapfrog.web import operations
from leapfrog.web.town import loops, open_town, schedule_sweeps

LARGEST_JSON = 256 * 1024


def create_app(settings: Settings, clock: Clock | None = None) -> Callable[..., Any]:
    """The ASGI application of a town whose database is migrated."""
    api = Router(
        "/api/v1",
        route_handlers=[*identity_http.routes],
        request_max_body_size=LARGEST_JSON,
    )

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        async with open_town(settings, clock) as town:
            app.state.town = town
            await schedule_sweeps(town)
            async with loops(town, SWITCHBOARD, DUE, {}):
                yield

    app = Litestar(
        [api, *operations.routes],
        dependencies=dependencies,
        guards=[require_signed],
        exception_handlers={Exception: answer_problem},
        openapi_config=OpenAPIConfig(
            "Leapfrog", "1", path="/api/v1/openapi", create_examples=False
        ),
        lifespan=[lifespan],
        logging_config=None,
    )
    limiter = Limiter() if settings.rate_limits else None
    return Edge(app, origin=settings.origin, trusted=settings.trusted_proxies, limiter=limiter)
