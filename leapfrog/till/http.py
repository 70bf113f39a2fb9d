"""All routes of shops and their tills; none of them is there in a town without money."""

from litestar import Router
from litestar.handlers import HTTPRouteHandler

from leapfrog.pay import town_has_money
from leapfrog.till import http_intents, http_paying
from leapfrog.till.merchants import http as merchants
from leapfrog.till.merchants import http_invitations

handlers: list[HTTPRouteHandler] = [
    *merchants.routes,
    *http_invitations.routes,
    *http_intents.routes,
    *http_paying.routes,
]
routes = [Router("/", route_handlers=handlers, guards=[town_has_money])]
