"""All routes of pay; none of them is there in a town without money."""

from litestar import Router
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler

from leapfrog.pay.confirming import http as confirming
from leapfrog.pay.confirming import provide_consent
from leapfrog.pay.desk import http as desk
from leapfrog.pay.desk import http_operator as desk_operator
from leapfrog.pay.guards import town_has_money
from leapfrog.pay.providers import http as providers
from leapfrog.pay.receipts import http as receipts
from leapfrog.pay.transfers import http as transfers

handlers: list[HTTPRouteHandler] = [
    *confirming.routes,
    *transfers.routes,
    *desk.routes,
    *desk_operator.routes,
    *providers.routes,
]
routes = [Router("/", route_handlers=handlers, guards=[town_has_money])]
well_known = receipts.well_known
# Also for the ways to pay of other modules.
dependencies = {"consent": Provide(provide_consent, sync_to_thread=False)}
