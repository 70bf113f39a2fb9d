"""Pages of orders."""

from collections.abc import Sequence

import msgspec

from leapfrog.kernel.paging import Position, next_of
from leapfrog.orders.model import NEVER, ShopOrder
from leapfrog.orders.shapes import OrderSummary


def place_by_due(one: ShopOrder | OrderSummary) -> Position:
    """Where it stands in a list in which what is due first comes first."""
    return Position(one.due_at or NEVER, one.id)


class OrderPage(msgspec.Struct, frozen=True):
    """Orders in their order; `next` is the `before` of the next page, null at the end."""

    orders: Sequence[OrderSummary]
    next: str | None


def page_of(orders: Sequence[OrderSummary], limit: int) -> OrderPage:
    """A page that was asked for with a limit: a full one may have another one after it."""
    following = next_of(orders, limit, lambda one: Position(one.created_at, one.id))
    return OrderPage(orders, following)


def page_by_due(orders: Sequence[OrderSummary], limit: int) -> OrderPage:
    """A page of a list in which what is due first comes first; a full one may have another one
    after it.
    """
    return OrderPage(orders, next_of(orders, limit, place_by_due))
