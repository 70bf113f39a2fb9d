"""What a module gives to a person who leaves, takes from one who arrives, and forgets of one who
is erased.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

Record: TypeAlias = dict[str, Any]
Counts: TypeAlias = tuple[int, int]


class RecordSet(msgspec.Struct, frozen=True):
    """One kind of a person's records; a module lists its sets as `RECORD_SETS` in `archive.py`.

    A list is restored in its order and erased in the opposite one.

    - `export(db, person_id)` yields the records, as JSON values; a blob is named by the hex of its
      `sha256` and its `media_type`.
    - `restore(db, person_id, records)` answers how many were new and how many were skipped, and
      bears being run twice; None for a set that cannot be carried. The blobs are here before it.
    - `erase(db, person_id)` answers how many records it erased.
    """

    name: str
    export: Callable[[Db, UUID], AsyncIterator[Record]]
    restore: Callable[[Db, UUID, list[Record]], Awaitable[Counts]] | None
    erase: Callable[[Db, UUID], Awaitable[int]]
