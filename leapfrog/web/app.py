"""The application: every route, the town behind it, the edge around it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from typing import Any

import msgspec
from litestar import Litestar

import leapfrog.fediverse.http as fediverse_http
import leapfrog.mastodon.http as mastodon_http
import leapfrog.mirrors.http as mirrors_http
import leapfrog.moves.http as moves_http
import leapfrog.pay.http as pay_http
import leapfrog.places.http as places_http
import leapfrog.private_notes.http as private_notes_http
import leapfrog.town_groups.http as town_groups_http
import leapfrog.towns.http as towns_http
from leapfrog import (
    fediverse,
    lockers,
    mastodon,
    nodes,
    parcels,
    places,
    private_notes,
    rides,
    timelines,
    town_groups,
    towns,
    vending,
)
from leapfrog.calls import Switch
from leapfrog.carddav import carddav_app, is_carddav
from leapfrog.chat import MessageSender
from leapfrog.group_calls import GroupSwitch
from leapfrog.identity import dependencies
from leapfrog.kernel.clock import Clock
from leapfrog.kernel.collector import collector_at_rest
from leapfrog.kernel.edge import Edge
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import Town, answer_problem
from leapfrog.kernel.limits import Limiter
from leapfrog.kernel.settings import Settings
from leapfrog.presence import Presence
from leapfrog.seat_watching import SeatWatch
from leapfrog.web import (
    market_pages,
    media,
    operations,
    programs,
    public_pages,
    reference,
    show_pages,
    source,
    streaming,
    sync,
)
from leapfrog.web.api import API
from leapfrog.web.arguments import call_in_a_row, get_all_ready
from leapfrog.web.compression import Compressed
from leapfrog.web.fast_path import FastPath
from leapfrog.web.many_routes import ManyRoutesApp, OneAppRouter
from leapfrog.web.open_to_all import WELL_KNOWN, OpenToAll
from leapfrog.web.openapi import document, openapi_config
from leapfrog.web.options import NEVER, OptionsAnswer
from leapfrog.web.programs import require_signed_or_program
from leapfrog.web.streaming import LiveStreams
from leapfrog.web.taking_part import Beside, adopt, working
from leapfrog.web.town import open_town

LARGEST_JSON = 256 * 1024
# Routes that were made ahead.
READY: list[Litestar] = []


def nothing_beside(_town: Town, _dispatcher: rides.RideDispatcher) -> nullcontext[None]:
    """A town by itself."""
    return nullcontext()


class AppEntrance:
    """Where a request goes: a WebSocket to the stream, address books of phones to CardDAV, whose
    methods Litestar does not route, programs of Mastodon to where that is spoken, all else to the
    routes.
    """

    def __init__(self, app: Litestar) -> None:
        self.app = app
        self.routes = FastPath(app)
        self.carddav = carddav_app(lambda: self.town)
        self.mastodon = Compressed(mastodon.mastodon_app(lambda: app.state.streams))

    @property
    def town(self) -> Town:
        """The open town; there is none before the start and after the end."""
        found: Town = self.app.state.town
        return found

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"].startswith(WELL_KNOWN):
            send = OpenToAll(send)
        if scope["type"] == "http" and is_carddav(scope):
            await self.carddav(scope, receive, send)
        elif scope["type"] == "http" and programs.is_for_us(scope):
            await self.routes(scope, receive, send)
        elif scope["type"] == "http" and mastodon.is_mastodon(scope):
            await self.mastodon(scope, receive, send)
        elif scope["type"] == "http" and fediverse.is_inbox(scope):
            await fediverse.receive(self.town, scope, receive, send)
        elif scope.get("method") == "OPTIONS":
            await self._as(NEVER, scope, receive, OptionsAnswer(send))
        elif scope.get("method") == "HEAD":
            # Litestar has no HEAD; the server leaves the body out by itself (RFC 9110, 9.3.2).
            await self._as("GET", scope, receive, send)
        elif scope["type"] != "websocket":
            await self.routes(scope, receive, send)
        elif scope["path"] == streaming.PATH:
            state = self.app.state
            live = LiveStreams(
                town=self.town,
                sender=state.sender,
                presence=state.presence,
                switch=state.switch,
                group_switch=state.group_switch,
                positions=state.dispatcher.positions,
                lane=state.lane,
                seat_watch=state.seat_watch,
            )
            await streaming.stream(live, scope, receive, send)
        elif mastodon.is_stream(scope):
            await mastodon.socket(self.app.state.streams, scope, receive, send)
        elif scope["path"] == vending.PATH:
            await vending.line(self.app.state.gateway, receive, send)
        else:
            raise NotFound

    async def _as(self, method: str, scope: Any, receive: Any, send: Any) -> None:
        """By another method; the path is noted as that of its route all the same."""
        asked: Any = {**scope, "method": method}
        try:
            await self.routes(asked, receive, send)
        finally:
            if "path_template" in asked:
                scope["path_template"] = asked["path_template"]


def cookieless(scope: Any) -> bool:
    """Whether no cookie counts for this request: of programs of Mastodon, and of phones that keep
    an address book in step.
    """
    return mastodon.cookieless(scope) or is_carddav(scope) or parcels.is_carrier_news(scope)


def create_app(
    settings: Settings,
    clock: Clock | None = None,
    routes: Litestar | None = None,
    beside: Beside | None = None,
) -> Callable[..., Any]:
    """The ASGI application of a town whose database is migrated; `routes` that served a town
    which has closed may serve this one; `beside`: what goes on while the town is open.
    """
    routes = routes or create_routes()
    routes.state.beside = beside or nothing_beside
    # The edge counts with those behind it, and all processes of the town with each other.
    limiter = Limiter()
    routes.state.opening = (settings, clock, limiter)
    return Edge(
        AppEntrance(routes),
        origin=settings.origin,
        trusted=settings.trusted_proxies,
        limiter=limiter if settings.rate_limits else None,
        cookieless=cookieless,
    )


def describe_api(routes: Litestar | None = None) -> bytes:
    """The OpenAPI 3.1 document of the town's API as JSON, as the town serves it; `routes`: those of
    which, else new ones.
    """
    return msgspec.json.format(msgspec.json.encode(document(routes or create_routes())))


@asynccontextmanager
async def open_for(app: Litestar) -> AsyncIterator[None]:
    """The town of these settings is open while its routes serve."""
    settings, clock, limiter = app.state.opening
    async with open_town(settings, clock, limiter, serves=True) as town:
        limiter = limiter if settings.rate_limits else None
        app.state.town = town
        app.state.sender = sender = MessageSender(town.database, limiter, town_groups.append)
        app.state.streams = mastodon.Streams(town)
        app.state.gateway = vending.Gateway(town, {"locker": lockers.LockerActor()})
        app.state.presence = presence = Presence(town.database, town.hub)
        app.state.seat_watch = seat_watch = SeatWatch(town.database, town.hub)
        app.state.tiles = places.Tiles(town)
        app.state.home_pages = timelines.HomePages(town.database)
        app.state.dispatcher = dispatcher = rides.RideDispatcher(town)
        app.state.roads = dispatcher.roads
        app.state.lane = lane = towns.NowLane(town)
        app.state.switch = switch = Switch(town.database, town.hub, limiter, lane.signal)
        app.state.group_switch = GroupSwitch(town.database, switch, limiter)
        towns.also_does(town_groups.KINDS, town_groups.IN_VAIN)
        fediverse.hear_private_notes(private_notes.heard)

        works = partial(working, town, dispatcher, app.state.beside)
        async with (
            presence.running(),
            seat_watch.running(),
            lane.running(),
            towns.LineCarrier(town).running(),
            nodes.beating(town, partial(adopt, settings=settings), works),
        ):
            yield
        await sender.close()


def create_routes() -> Litestar:
    """All routes of the API, which know of no town yet."""
    if READY:
        return READY.pop()
    with collector_at_rest():
        return call_in_a_row(_all_routes())


def make_ready() -> None:
    """Makes the routes that whoever wants some next is given: this process, or any number of those
    that are forked from it.
    """
    READY.append(create_routes())


def _all_routes() -> Litestar:
    api = OneAppRouter("/api/v1", route_handlers=API, request_max_body_size=LARGEST_JSON)
    # Litestar sorts all that it knows after each value that it is given: these are two.
    others = OneAppRouter(
        "/",
        route_handlers=[
            *pay_http.well_known,
            *fediverse_http.public_routes,
            *private_notes_http.public_routes,
            *towns_http.public_routes,
            *town_groups_http.public_routes,
            *moves_http.public_routes,
            *mirrors_http.public_routes,
            *mastodon_http.outside,
            *places_http.outside,
            *sync.routes,
            *operations.routes,
            *media.routes,
            *source.routes,
            *reference.routes,
            *market_pages.routes,
            *show_pages.routes,
            *public_pages.routes,
        ],
    )
    made = ManyRoutesApp(
        [api, others],
        dependencies={**dependencies, **pay_http.dependencies},
        guards=[require_signed_or_program],
        exception_handlers={Exception: answer_problem},
        openapi_config=openapi_config(lambda: get_all_ready(made)),
        lifespan=[open_for],
        logging_config=None,
    )
    return made
