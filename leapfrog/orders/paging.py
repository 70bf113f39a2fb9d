"""Pages of orders."""

from collections.abc import Sequence

import msgspec

from leapfrog.kernel.paging import Position
from leapfrog.orders.model import NEVER, ShopOrder
from leapfrog.orders.shapes import OrderSummary


def next_by_due(last: ShopOrder | OrderSummary) -> str:
    """The `before` of the page after this one, of a list in which what is due first comes first."""
    return str(Position(last.due_at or NEVER, last.id))


class OrderPage(msgspec.Struct, frozen=True):
    """Orders in their order; `next` is the `before` of the next page, null at the end."""

    orders: Sequence[OrderSummary]
    next: str | None


def page_of(orders: Sequence[OrderSummary], limit: int) -> OrderPage:
    """A page that was asked for with a limit: a full one may have another one after it."""
    last = orders[-1] if len(orders) == limit else None
    return OrderPage(orders, str(Position(last.created_at, last.id)) if last else None)


def page_by_due(orders: Sequence[OrderSummary], limit: int) -> OrderPage:
    """The same of a list in which what is due first comes first."""
    last = orders[-1] if len(orders) == limit else None
    return OrderPage(orders, next_by_due(last) if last else None)
