"""Taking everything out, and arriving with everything."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Reason

FORMAT = "leapfrog-takeout"
VERSION = 1
MANIFEST = "manifest.json"
SIGNATURE = "signature.json"
KEPT = timedelta(days=7)
# A file of a person's whole life here; more than this is a mistake or an attack.
LARGEST_ARRIVAL = 2_000_000_000
LARGEST_RATIO = 200
MOST_ENTRIES = 200_000
LARGEST_LINE = 32_000_000


class SetCount(msgspec.Struct, frozen=True):
    """One record set in a take-out: how many records, and the SHA-256 (hex) of its file."""

    name: str
    count: int
    sha256: str


class About(msgspec.Struct, frozen=True):
    """Which town writes a take-out, with what program, and when."""

    town: str
    domain: str
    program: str
    at: datetime


class Manifest(msgspec.Struct, frozen=True):
    """`manifest.json`: whose it is, from where and when, and what must be in the other files."""

    format: str
    version: int
    address: str
    display_name: str
    town: str
    program: str
    created_at: datetime
    sets: list[SetCount]
    files: dict[str, str]


class Takeout(msgspec.Struct, frozen=True):
    """A copy of everything; `progress` in percent, `size` in bytes."""

    id: UUID
    state: Literal["waiting", "working", "ready", "failed", "expired"]
    progress: int
    size: int
    sha256: str | None
    sets: list[SetCount]
    created_at: datetime
    expires_at: datetime | None


class SkippedRecords(msgspec.Struct, frozen=True):
    """How many records of a set do not come in for one reason."""

    reason: Reason
    count: int


class ArrivalSet(msgspec.Struct, frozen=True):
    """What becomes of one record set: `new` came in, `skipped` did not; `reasons`: why, with how
    many each.
    """

    name: str
    count: int
    new: int
    skipped: int
    reasons: list[SkippedRecords] = []


class Arrival(msgspec.Struct, frozen=True):
    """A take-out that somebody brings; nothing is kept of it before it is applied."""

    id: UUID
    name: str
    state: Literal["preview", "applied"]
    from_address: str
    sets: list[ArrivalSet]
    problems: list[str]
    created_at: datetime
    applied_at: datetime | None


class Erased(msgspec.Struct, frozen=True):
    """How many records of one set were erased."""

    set: str
    count: int
