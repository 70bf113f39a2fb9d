"""Pages of what is ordered by time: where one begins, and how long it is."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, TypeVar
from uuid import UUID

import msgspec
from litestar.params import QueryParameter

from leapfrog.kernel.errors import Invalid

NEXT = "The `next` of the page before; without it the first page."
Before = Annotated[str | None, QueryParameter(max_length=100, description=NEXT)]
Size = Annotated[int, QueryParameter(ge=1, le=50)]
Row = TypeVar("Row")


class Position(msgspec.Struct, frozen=True):
    """The row of this time and id, next to which a page begins; without them, it is the first."""

    at: datetime | None = None
    id: UUID | None = None

    def __str__(self) -> str:
        """As an answer gives it, for `position_of`."""
        assert self.at
        assert self.id
        return f"{self.at.isoformat()}_{self.id.hex}"


FIRST = Position()


def position_of(text: str | None) -> Position:
    """What an earlier answer gave; the first page for anything else."""
    at, _, ident = (text or "").partition("_")
    try:
        return Position(datetime.fromisoformat(at), UUID(hex=ident))
    except ValueError:
        return Position()


def checked_position(text: str | None) -> Position:
    """What an earlier answer gave; the first page for nothing. Raises `Invalid` for all else."""
    found = position_of(text)
    if text and (found.at is None or found.at.tzinfo is None):
        raise no_position()
    return found


def next_of(found: Sequence[Row], limit: int, place: Callable[[Row], Position]) -> str | None:
    """The `next` of what was found with a limit: a full page may have another one after it, which
    begins next to the `place` of its last row. None: this is the last page.
    """
    return str(place(found[-1])) if len(found) == limit else None


def no_position() -> Invalid:
    return Invalid("`before` is what an earlier answer gave as `next`.")
