"""What shops keep about their stock; pure rules."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

CountReason = Literal["", "found", "lost", "damaged", "stolen", "mistake"]
PurchaseState = Literal["open", "received", "ended"]
MOST_UNITS = 1_000_000
MOST_LINES = 500
MOST_ORDERS = 20
LONGEST_LOT, LONGEST_SHELF, LONGEST_NOTE = 40, 20, 500
# A shop hears so many days before a lot expires.
WARN_DAYS = 7


class StockWatch(msgspec.Struct, frozen=True):
    """From so many free units on a shop is warned of a variant; `warned_at`: it was."""

    variant_id: UUID
    merchant_id: UUID
    low_water: int
    warned_at: datetime | None = None


class StockTransfer(msgspec.Struct, frozen=True):
    """Goods on their way from one warehouse of a shop to another, or that were."""

    id: UUID
    merchant_id: UUID
    from_id: UUID
    to_id: UUID
    note: str
    sent_by: UUID
    sent_at: datetime
    arrived_by: UUID | None = None
    arrived_at: datetime | None = None


class TransferLine(msgspec.Struct, frozen=True):
    """So many of a variant; `arrived`: of these; None: nobody has looked yet."""

    transfer_id: UUID
    variant_id: UUID
    lot: str
    expires_on: date | None
    n: int
    arrived: int | None = None


class StockCount(msgspec.Struct, frozen=True):
    """What somebody counted in a warehouse; until it is booked nothing has changed."""

    id: UUID
    merchant_id: UUID
    warehouse_id: UUID
    by_id: UUID
    at: datetime
    booked_at: datetime | None = None


class CountLine(msgspec.Struct, frozen=True):
    """`expected`: lay there by the books, when it was counted."""

    count_id: UUID
    variant_id: UUID
    lot: str
    pool_id: UUID
    counted: int
    expected: int
    reason: CountReason = ""


class Supplier(msgspec.Struct, frozen=True):
    """From whom a shop buys; `contact`: how it is reached, plain text."""

    id: UUID
    merchant_id: UUID
    name: str
    contact: str
    at: datetime


class SupplierOrder(msgspec.Struct, frozen=True):
    """What a shop ordered from a supplier, and where it shall lie."""

    id: UUID
    merchant_id: UUID
    supplier_id: UUID
    warehouse_id: UUID
    state: PurchaseState
    expected_on: date | None
    note: str
    by_id: UUID
    at: datetime
    ended_at: datetime | None = None


class SupplierLine(msgspec.Struct, frozen=True):
    """So many of a variant at a cost (minor units) each, of which so many came."""

    purchase_id: UUID
    variant_id: UUID
    n: int
    cost: int
    received: int = 0


class ReceivedLot(msgspec.Struct, frozen=True):
    """So many of a variant came, with a mark on the box and a day from which on they are not sold
    any more, if they have these.
    """

    variant_id: UUID
    n: int
    lot: str = ""
    expires_on: date | None = None


class SupplierReceipt(msgspec.Struct, frozen=True):
    """What came at once: `units` by variant and lot."""

    id: UUID
    purchase_id: UUID
    by_id: UUID
    units: list[dict[str, Any]]
    at: datetime


class PickRun(msgspec.Struct, frozen=True):
    """Somebody fetches what some orders need."""

    id: UUID
    merchant_id: UUID
    by_id: UUID
    at: datetime
    over_at: datetime | None = None


class PickLine(msgspec.Struct, frozen=True):
    """So many units for a line of an order, of which so many were scanned; `place`: in the order in
    which one walks along the shelves.
    """

    pick_id: UUID
    order_id: UUID
    no: int
    place: int
    n: int
    picked: int = 0
    is_open: bool = True


def average_cost(units: int, cost: int | None, more: int, more_cost: int) -> int:
    """What each costs after `more` came at another cost (minor units): the moving average, the half
    of a minor unit up. What lies there without a known cost says nothing.
    """
    if cost is None or units <= 0:
        return more_cost
    return (2 * (units * cost + more * more_cost) + units + more) // (2 * (units + more))
