"""The application: every route, the town behind it, the edge around it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

import msgspec
from litestar import Litestar, Router
from litestar.handlers import HTTPRouteHandler

import leapfrog.brands.http as brands_http
import leapfrog.calls.http as calls_http
import leapfrog.catalogues.http as catalogues_http
import leapfrog.chat.http as chat_http
import leapfrog.chat_archives.http as chat_archives_http
import leapfrog.chat_files.http as chat_files_http
import leapfrog.chat_highlights.http as chat_highlights_http
import leapfrog.chat_reports.http as chat_reports_http
import leapfrog.chat_search.http as chat_search_http
import leapfrog.clearing.http as clearing_http
import leapfrog.consolidation.http as consolidation_http
import leapfrog.contacts.http as contacts_http
import leapfrog.coupons.http as coupons_http
import leapfrog.driver_days.http as driver_days_http
import leapfrog.drops.http as drops_http
import leapfrog.fediverse.http as fediverse_http
import leapfrog.follows.http as follows_http
import leapfrog.group_calls.http as group_calls_http
import leapfrog.identity.http as identity_http
import leapfrog.imports.http as imports_http
import leapfrog.imports.http_parts as imports_parts_http
import leapfrog.live_location.http as live_location_http
import leapfrog.lockers.http as lockers_http
import leapfrog.market.http as market_http
import leapfrog.market_news.http as market_news_http
import leapfrog.mastodon.http as mastodon_http
import leapfrog.mirrors.http as mirrors_http
import leapfrog.moderation.http as moderation_http
import leapfrog.moves.http as moves_http
import leapfrog.mutes.http as mutes_http
import leapfrog.notifications.http as notifications_http
import leapfrog.order_checks.http as order_checks_http
import leapfrog.orders.http as orders_http
import leapfrog.packets.http as packets_http
import leapfrog.papers.http as papers_http
import leapfrog.parcels.http as parcels_http
import leapfrog.pay.http as pay_http
import leapfrog.payment_history.http as payment_history_http
import leapfrog.places.http as places_http
import leapfrog.portability.http as portability_http
import leapfrog.post_archives.http as post_archives_http
import leapfrog.post_media.http as post_media_http
import leapfrog.posts.http as posts_http
import leapfrog.presales.http as presales_http
import leapfrog.presents.http as presents_http
import leapfrog.push.http as push_http
import leapfrog.ranks.http as ranks_http
import leapfrog.reviews.http as reviews_http
import leapfrog.ride_estimates.http as ride_estimates_http
import leapfrog.ride_pauses.http as ride_pauses_http
import leapfrog.ride_payers.http as ride_payers_http
import leapfrog.ride_safety.http as ride_safety_http
import leapfrog.ride_speeds.http as ride_speeds_http
import leapfrog.ride_terms.http as ride_terms_http
import leapfrog.ride_wishes.http as ride_wishes_http
import leapfrog.rides.http as rides_http
import leapfrog.rides_desk.http as rides_desk_http
import leapfrog.rides_dispute.http as rides_dispute_http
import leapfrog.rides_message.http as rides_message_http
import leapfrog.rides_rating.http as rides_rating_http
import leapfrog.share_rewards.http as share_rewards_http
import leapfrog.splits.http as splits_http
import leapfrog.ticket_draws.http as ticket_draws_http
import leapfrog.ticket_gates.http as ticket_gates_http
import leapfrog.ticket_pages.http as ticket_pages_http
import leapfrog.ticket_sales.http as ticket_sales_http
import leapfrog.tickets.http as tickets_http
import leapfrog.till.http as till_http
import leapfrog.timelines.http as timelines_http
import leapfrog.topics.http as topics_http
import leapfrog.town_groups.http as town_groups_http
import leapfrog.towns.http as towns_http
import leapfrog.vending.http as vending_http
import leapfrog.vouchers.http as vouchers_http
import leapfrog.wallet.http as wallet_http
import leapfrog.warehouses.http as warehouses_http
import leapfrog.webhooks.http as webhooks_http
from leapfrog import (
    best_sellers,
    chat_search,
    clearing,
    fediverse,
    lockers,
    mastodon,
    mirrors,
    nodes,
    order_checks,
    parcels,
    pay,
    places,
    portability,
    posts,
    ride_safety,
    ride_wishes,
    rides,
    town_groups,
    towns,
    vending,
    warehouses,
)
from leapfrog.calls import Switch
from leapfrog.carddav import carddav_app, is_carddav
from leapfrog.chat import MessageSender
from leapfrog.group_calls import GroupSwitch
from leapfrog.identity import dependencies
from leapfrog.kernel.arguments import call_in_a_row
from leapfrog.kernel.clock import Clock
from leapfrog.kernel.compression import Compressed
from leapfrog.kernel.edge import Edge
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import Town, answer_problem
from leapfrog.kernel.limits import Limiter
from leapfrog.kernel.settings import Settings
from leapfrog.presence import Presence
from leapfrog.reactions import DUE, POLLERS, SWEEP, SWITCHBOARD
from leapfrog.wallet import start_timers
from leapfrog.web import (
    asking,
    cards,
    chat_settings,
    market_pages,
    media,
    operations,
    programs,
    public_pages,
    reference,
    sharing,
    show_pages,
    source,
    streaming,
    sync,
)
from leapfrog.web.open_to_all import WELL_KNOWN, OpenToAll
from leapfrog.web.openapi import document, openapi_config
from leapfrog.web.options import NEVER, OptionsAnswer
from leapfrog.web.programs import require_signed_or_program
from leapfrog.web.streaming import LiveStreams
from leapfrog.web.town import loops, open_town, schedule_now
from leapfrog.web.works import works_of

LARGEST_JSON = 256 * 1024
API: list[HTTPRouteHandler | Router] = [
    *identity_http.routes,
    *push_http.routes,
    *contacts_http.routes,
    *calls_http.routes,
    *group_calls_http.routes,
    *chat_http.routes,
    *chat_archives_http.routes,
    *chat_files_http.routes,
    *chat_highlights_http.routes,
    *live_location_http.routes,
    *chat_reports_http.routes,
    *chat_search_http.routes,
    *mutes_http.routes,
    *notifications_http.routes,
    *follows_http.routes,
    *post_media_http.routes,
    *posts_http.routes,
    *topics_http.routes,
    *timelines_http.routes,
    *post_archives_http.routes,
    *catalogues_http.routes,
    *papers_http.routes,
    *consolidation_http.routes,
    *imports_http.routes,
    *imports_parts_http.routes,
    *moderation_http.routes,
    *fediverse_http.routes,
    *towns_http.routes,
    *town_groups_http.routes,
    *mastodon_http.routes,
    *chat_settings.routes,
    *sharing.routes,
    *asking.routes,
    *portability_http.routes,
    *moves_http.routes,
    *mirrors_http.routes,
    *wallet_http.routes,
    *pay_http.routes,
    *clearing_http.routes,
    *packets_http.routes,
    *till_http.routes,
    *splits_http.routes,
    *market_http.routes,
    *market_news_http.routes,
    *brands_http.routes,
    *webhooks_http.routes,
    *coupons_http.routes,
    *parcels_http.routes,
    *warehouses_http.routes,
    *orders_http.routes,
    *presents_http.routes,
    *presales_http.routes,
    *share_rewards_http.routes,
    *order_checks_http.routes,
    *reviews_http.routes,
    *drops_http.routes,
    *vending_http.routes,
    *lockers_http.routes,
    *ranks_http.routes,
    *ride_estimates_http.routes,
    *ride_payers_http.routes,
    *ride_terms_http.routes,
    *ride_wishes_http.routes,
    *ride_pauses_http.routes,
    *ride_speeds_http.routes,
    *driver_days_http.routes,
    *rides_http.routes,
    *ride_safety_http.routes,
    *rides_desk_http.routes,
    *rides_dispute_http.routes,
    *rides_message_http.routes,
    *rides_rating_http.routes,
    *payment_history_http.routes,
    *tickets_http.routes,
    *ticket_draws_http.routes,
    *ticket_gates_http.routes,
    *ticket_pages_http.routes,
    *ticket_sales_http.routes,
    *vouchers_http.routes,
    *places_http.routes,
    *cards.routes,
]


# What goes on beside a town that is open, with what it knows of its rides.
Beside = Callable[[Town, rides.RideDispatcher], AbstractAsyncContextManager[None]]


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
        self.routes = Compressed(app)
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
            asked: Any = {**scope, "method": NEVER}
            await self.app(asked, receive, OptionsAnswer(send))
        elif scope["type"] != "websocket":
            # Litestar has no HEAD; the server leaves the body out by itself (RFC 9110, 9.3.2).
            as_get: Any = {**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope
            await self.routes(as_get, receive, send)
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
            )
            await streaming.stream(live, scope, receive, send)
        elif mastodon.is_stream(scope):
            await mastodon.socket(self.app.state.streams, scope, receive, send)
        elif scope["path"] == vending.PATH:
            await vending.line(self.app.state.gateway, receive, send)
        else:
            raise NotFound


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
    routes.state.opening = (settings, clock)
    return Edge(
        AppEntrance(routes),
        origin=settings.origin,
        trusted=settings.trusted_proxies,
        limiter=Limiter() if settings.rate_limits else None,
        cookieless=cookieless,
    )


def describe_api() -> bytes:
    """OpenAPI 3.1 as JSON, the same as the running town serves."""
    return msgspec.json.format(msgspec.json.encode(document(create_routes())))


@asynccontextmanager
async def open_for(app: Litestar) -> AsyncIterator[None]:
    """The town of these settings is open while its routes serve."""
    settings, clock = app.state.opening
    async with open_town(settings, clock) as town:
        limiter = town.limiter if settings.rate_limits else None
        app.state.town = town
        app.state.sender = sender = MessageSender(town.database, limiter, town_groups.append)
        app.state.streams = mastodon.Streams(town)
        app.state.gateway = vending.Gateway(town, {"locker": lockers.LockerActor()})
        app.state.presence = presence = Presence(town.database, town.hub)
        app.state.tiles = places.Tiles(town)
        app.state.dispatcher = dispatcher = rides.RideDispatcher(town)
        app.state.roads = dispatcher.roads
        app.state.lane = lane = towns.NowLane(town)
        app.state.switch = switch = Switch(town.database, town.hub, limiter, lane.signal)
        app.state.group_switch = GroupSwitch(town.database, switch, limiter)
        often = (SWEEP, chat_search.INDEX, ride_safety.WATCH)
        nightly = (
            order_checks.CHECK,
            parcels.CHECK,
            warehouses.TEND,
            clearing.DAY,
            best_sellers.COUNT,
        )
        for kind in (*often, posts.RANK, portability.SWEEP, *nightly):
            await schedule_now(town, kind)
        async with town.database.transaction() as db:
            await start_timers(db)
            await pay.set_up(db, settings)
            await fediverse.set_place(db, settings)
            towns.also_does(town_groups.KINDS, town_groups.IN_VAIN)
            await towns.begin(db)
            await mirrors.begin(db)
            if not settings.women_wish:
                await ride_wishes.forget_women(db)
        async with (
            presence.running(),
            lane.running(),
            nodes.beating(town),
            dispatcher.running(),
            app.state.beside(town, dispatcher),
            loops(town, SWITCHBOARD, DUE, works_of(town), [*POLLERS, fediverse.take_in]),
        ):
            yield
        await sender.close()


def create_routes() -> Litestar:
    """All routes, which know of no town yet."""
    api = Router("/api/v1", route_handlers=API, request_max_body_size=LARGEST_JSON)
    app = Litestar(
        [
            api,
            *pay_http.well_known,
            *fediverse_http.public_routes,
            *towns_http.public_routes,
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
        dependencies=dependencies,
        guards=[require_signed_or_program],
        exception_handlers={Exception: answer_problem},
        openapi_config=openapi_config(),
        lifespan=[open_for],
        logging_config=None,
    )
    return call_in_a_row(app)
