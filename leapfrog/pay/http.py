"""All routes of pay; none of them is there in a town without money."""

from typing import Any

from litestar import Router
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from leapfrog.kernel.http import Town
from leapfrog.pay.confirming import http as confirming
from leapfrog.pay.desk import http as desk
from leapfrog.pay.desk import http_operator as desk_operator
from leapfrog.pay.errors import NoMoney
from leapfrog.pay.merchants import http as merchants
from leapfrog.pay.packets import http as packets
from leapfrog.pay.providers import http as providers
from leapfrog.pay.receipts import http as receipts
from leapfrog.pay.splits import http as splits
from leapfrog.pay.till import http as till
from leapfrog.pay.till import http_paying as till_paying
from leapfrog.pay.transfers import http as transfers


def town_has_money(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard. Raises `NoMoney`."""
    town: Town = connection.app.state.town
    if town.settings.money == "none":
        raise NoMoney


handlers: list[HTTPRouteHandler] = [
    *confirming.routes,
    *transfers.routes,
    *packets.routes,
    *splits.routes,
    *receipts.routes,
    *desk.routes,
    *desk_operator.routes,
    *merchants.routes,
    *till.routes,
    *till_paying.routes,
    *providers.routes,
]
routes = [Router("/", route_handlers=handlers, guards=[town_has_money])]
well_known = receipts.well_known
