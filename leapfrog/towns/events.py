"""What other towns say about things that are done on floors above."""

from datetime import datetime
from typing import Any
from uuid import UUID

from leapfrog.kernel.events import Event


class TownSaidOfMoney(Event, frozen=True):
    """A town said something about money between towns. `sender_id` and `receiver_id`: people there
    and here, where it is about two; `receiver_id` is None where nobody here is meant. `at`: when,
    by the clock there.
    """

    domain: str
    kind: str
    body: dict[str, Any]
    sender_id: UUID | None = None
    receiver_id: UUID | None = None
    at: datetime | None = None


class MoneyWordBounced(Event, frozen=True):
    """The other town could not do what this one said about money, or there is no such town."""

    domain: str
    kind: str
    body: dict[str, Any]
    code: str
