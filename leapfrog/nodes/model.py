"""A process of the town, and in which settings two of them must not differ."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.settings import VARIABLES, Settings

State = Literal["joining", "ready", "draining"]

# A process that was not heard of for so long is gone.
GONE_AFTER = timedelta(seconds=20)
# What each process writes into the database, or decides by: were they different, the town would be
# another one from request to request.
SHARED = (
    "LEAPFROG_ORIGIN",
    "LEAPFROG_TOWN_NAME",
    "LEAPFROG_TOWN_DOMAIN",
    "LEAPFROG_REGION",
    "LEAPFROG_MONEY",
    "LEAPFROG_CURRENCY",
    "LEAPFROG_CREDIT_LINE",
    "LEAPFROG_FEDERATION",
    "LEAPFROG_MEDIA_URL",
    "LEAPFROG_NATS_URL",
    "LEAPFROG_STORAGE",
    "LEAPFROG_OPERATORS",
)


class Node(msgspec.Struct, frozen=True):
    """A process. `name`: its machine and port; `program`: the version that migrations ask for;
    `schema`: the last migration it knows; `settings`: a hash of each one in `SHARED`; `carrier`:
    by what it hears the others, "" when by nothing.
    """

    id: UUID
    name: str
    version: str
    program: int
    schema: int
    settings: dict[str, str]
    state: State
    started_at: datetime
    seen_at: datetime
    carrier: str = ""

    def is_here(self, now: datetime) -> bool:
        """Whether it was heard of lately."""
        return now - self.seen_at < GONE_AFTER


class Standby(msgspec.Struct, frozen=True):
    """A server that follows the primary. `kind`: sync, quorum, potential, async; "" when the role
    of the town may not see it.
    """

    name: str
    kind: str


def hashes(settings: Settings) -> dict[str, str]:
    """A hash of each setting that all processes must share, by name: some are secrets."""
    values = {name: getattr(settings, VARIABLES[name][0]) for name in SHARED}
    return {name: _hash(repr(value)) for name, value in values.items()}


def differing(mine: Node, others: Iterable[Node], now: datetime) -> list[str]:
    """The settings in which a node differs from those that were ready before it."""
    older = [one for one in others if one.is_here(now) and one.started_at < mine.started_at]
    return unlike(mine.settings, older)


def unlike(mine: Mapping[str, str], others: Iterable[Node]) -> list[str]:
    """The names of settings, sorted, whose hash here is another one than on a node
    that is ready.
    """
    return sorted(
        {
            name
            for one in others
            if one.state == "ready"
            for name, value in mine.items()
            if one.settings.get(name, value) != value
        }
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
