"""Each route by which money can be seen, moved or stopped stands in a table of who may."""

import re
from collections.abc import Iterator

from litestar.routes import HTTPRoute

from tests.brands.test_permissions import OPERATIONS as BRANDS
from tests.case_pictures.test_permissions import OPERATIONS as CASE_PICTURES
from tests.clearing.test_permissions import OPERATIONS as CLEARING
from tests.door_orders.test_permissions import OPERATIONS as DOOR_ORDERS
from tests.driver_days.test_permissions import OPERATIONS as DRIVER_DAYS
from tests.drops.test_permissions import OPERATIONS as DROPS
from tests.market.test_permissions import OPERATIONS as MARKET
from tests.orders.test_around_permissions import OPERATIONS as AROUND_ORDERS
from tests.orders.test_permissions import OPERATIONS as ORDERS
from tests.pay.test_gifts_permissions import OPERATIONS as GIFTS
from tests.pay.test_wallet_account_permissions import OPERATIONS as WALLET_ACCOUNTS
from tests.presales.test_permissions import OPERATIONS as PRESALES
from tests.rides.test_hail_permissions import OPERATIONS as HAILS
from tests.rides.test_permissions import OPERATIONS as RIDES
from tests.routes import lent_routes
from tests.share_rewards.test_permissions import OPERATIONS as SHARE_REWARDS
from tests.ticket_draws.test_permissions import OPERATIONS as TICKET_DRAWS
from tests.tickets.test_permissions import OPERATIONS as TICKETS
from tests.till.test_permissions import OPERATIONS as TILLS
from tests.town_groups.test_hostile_links import OF_TOWNS
from tests.town_groups.test_permissions import OPERATIONS as TOWN_GROUPS
from tests.vending.test_permissions import OPERATIONS as MACHINES
from tests.wallet.test_permissions import ROUTES as WALLET
from tests.warehouses.test_permissions import OPERATIONS as STOCK_KEEPING
from tests.webhooks.test_permissions import OPERATIONS as WEBHOOKS

MODULES = (
    "wallet",
    "pay",
    "clearing",
    "packets",
    "till",
    "splits",
    "stock",
    "vending",
    "rides",
    "ride_safety",
    "ride_ways",
    "rides_desk",
    "rides_dispute",
    "rides_message",
    "ride_calls",
    "rides_rating",
    "ranks",
    "ride_estimates",
    "ride_payers",
    "ride_terms",
    "ride_wishes",
    "ride_pauses",
    "ride_speeds",
    "driver_days",
    "tickets",
    "ticket_draws",
    "ticket_gates",
    "ticket_pages",
    "ticket_parties",
    "ticket_sales",
    "ticket_waiting",
    "vouchers",
    "market",
    "market_news",
    "brands",
    "orders",
    "drops",
    "door_orders",
    "door_receipts",
    "door_cases",
    "case_pictures",
    "reviews",
    "coupons",
    "papers",
    "consolidation",
    "catalogues",
    "presales",
    "presents",
    "share_rewards",
    "webhooks",
    "warehouses",
    "town_groups",
)
API = "/api/v1"


# What a table writes where the app takes anything.
GIVEN = re.compile(r"/(?:0|A1|licence|hill\.town|[a-z:]+:\*)(?=/|$)")


def plain(path: str) -> str:
    """A path without what stands for something in it."""
    return GIVEN.sub("/*", re.sub(r"{[^}]*}", "*", path.removeprefix(API)))


def of_the_app() -> Iterator[tuple[str, str]]:
    with lent_routes() as lent:
        routes = [route for route in lent.routes if isinstance(route, HTTPRoute)]
    for route in routes:
        for handler in route.route_handlers:
            if handler.fn.__module__.split(".")[1] in MODULES:
                for method in handler.http_methods - {"OPTIONS"}:
                    yield method, plain(route.path)


def test_each_route_of_money_is_in_a_table() -> None:
    tables = (
        *(*GIFTS, *WALLET_ACCOUNTS, *TILLS, *RIDES, *HAILS, *MACHINES),
        *(
            *AROUND_ORDERS,
            *BRANDS,
            *CASE_PICTURES,
            *CLEARING,
            *TICKETS,
            *TICKET_DRAWS,
            *MARKET,
            *ORDERS,
            *DROPS,
            *DOOR_ORDERS,
            *PRESALES,
            *SHARE_REWARDS,
            *DRIVER_DAYS,
            *WEBHOOKS,
            *STOCK_KEEPING,
            *TOWN_GROUPS,
        ),
    )
    told = {(one.method, plain(one.route.partition("?")[0])) for one in tables}
    told |= {("GET", plain(route)) for route in WALLET} | {("POST", route) for route in OF_TOWNS}
    made = set(of_the_app())
    assert len(made) > 90
    assert sorted(made - told) == []
