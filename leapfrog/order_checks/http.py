"""What the desk sees of orders whose money waits too long."""

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn
from leapfrog.order_checks import ageing
from leapfrog.order_checks.ageing import AgedOrder
from leapfrog.pay import desk_only


class AgedOrders(msgspec.Struct, frozen=True):
    """What waits longest first, at most 200."""

    orders: list[AgedOrder]


@get("/desk/orders/waiting", summary="List orders whose money waits too long", guards=[desk_only])
async def list_aged_orders(db: DbIn, signed: SignedIn) -> AgedOrders:
    """Orders whose money waits longer than their states allow, what waits longest first; there is
    none as long as all is well. Raises `ClerkNeeded`, `OwnDeviceNeeded`.
    """
    return AgedOrders(await ageing.aged(db))


routes: list[HTTPRouteHandler] = [list_aged_orders]
