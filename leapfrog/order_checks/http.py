"""What the desk sees of orders whose money waits too long."""

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.order_checks import ageing
from leapfrog.order_checks.ageing import AgedOrder
from leapfrog.pay import desk_only


class AgedOrders(msgspec.Struct, frozen=True):
    """What waits longest first; `next` is the `before` of the next page, null at the end."""

    orders: list[AgedOrder]
    next: str | None


@get("/desk/orders/waiting", summary="List orders whose money waits too long", guards=[desk_only])
async def list_aged_orders(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> AgedOrders:
    """Orders whose money waits longer than their states allow, what waits longest first; there is
    none as long as all is well. Raises `ClerkNeeded`, `Invalid`, `OwnDeviceNeeded`.
    """
    found = await ageing.aged(db, checked_position(before), limit)
    following = next_of(found, limit, lambda one: Position(one.since, one.order_id))
    return AgedOrders(found, following)


routes: list[HTTPRouteHandler] = [list_aged_orders]
