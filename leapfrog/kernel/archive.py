"""What a module gives to a person who leaves, takes from one who arrives, and forgets of one who
is erased.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, Literal, TypeAlias
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

Record: TypeAlias = dict[str, Any]
# Why a record stayed out. `known`: it is here already. `stays`: it belongs to the town it was made
# in. `their_post`: what it is about stayed there. `of_this_town`: people of this town speak for
# themselves. `not_possible`: whom it is about is not found, or does not let one.
Reason = Literal["known", "stays", "their_post", "of_this_town", "not_possible"]


class Restored(msgspec.Struct, frozen=True):
    """What became of records: how many came in, were here already, and `left` could not come,
    because `why`.
    """

    new: int
    known: int = 0
    left: int = 0
    why: Reason = "stays"


def restored(new: int, records: Sequence[Record], left: int = 0, why: Reason = "stays") -> Restored:
    """All but the new ones were here already, but for those that were `left`."""
    return Restored(new, len(records) - new - left, left, why)


def record_without(one: msgspec.Struct, *names: str) -> Record:
    """A row as a record, but for these fields. Raises `KeyError` for one that it has not."""
    shown: Record = msgspec.to_builtins(one)
    for name in names:
        del shown[name]
    return shown


class RecordSet(msgspec.Struct, frozen=True):
    """One kind of a person's records; a module lists its sets as `RECORD_SETS` in `archive.py`.

    A list is restored in its order and erased in the opposite one.

    - `export(db, person_id)` yields the records, as JSON values; a blob is named by the hex of its
      `sha256` and its `media_type`.
    - `restore(db, person_id, records)` answers what became of them, and bears being run twice; None
      for a set that cannot be carried. The blobs are here before it.
    - `erase(db, person_id)` answers how many records it erased.
    """

    name: str
    export: Callable[[Db, UUID], AsyncIterator[Record]]
    restore: Callable[[Db, UUID, list[Record]], Awaitable[Restored]] | None
    erase: Callable[[Db, UUID], Awaitable[int]]
