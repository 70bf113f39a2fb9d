"""What somebody did elsewhere beside showing posts, as it is shown here."""

from datetime import datetime

import msgspec

from leapfrog.follows import Author
from leapfrog.post_archives.formats import TraceKind

MOST_TRACES = 200_000


class ImportedTrace(msgspec.Struct, frozen=True):
    """Something that somebody did elsewhere. `person`: who is meant, when they are here."""

    kind: TraceKind
    value: str
    text: str
    source: str
    at: datetime | None
    person: Author | None = None


class TracePage(msgspec.Struct, frozen=True):
    """`next` is the `after` of the following page."""

    traces: list[ImportedTrace]
    next: int | None
