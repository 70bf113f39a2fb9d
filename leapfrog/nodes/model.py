"""A process of the town, and in which settings two of them must not differ."""

import hashlib
import socket
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.settings import VARIABLES, Settings

State = Literal["joining", "ready", "draining"]

# A process that was not heard of for so long is gone.
GONE_AFTER = timedelta(seconds=20)
# What may differ from node to node: where it is and listens, by which way it reaches the database,
# how much it takes of its machine, what a command does there, and what it says of itself. All other
# settings are written into the database, decided by, or seen by people: were they different, the
# town would be another one from request to request.
MAY_DIFFER = frozenset(
    {
        "LEAPFROG_HOME",
        "LEAPFROG_HOST",
        "LEAPFROG_PORT",
        "DATABASE_URL",
        "DATABASE_DIRECT_URL",
        "DATABASE_STANDBY_URL",
        "LEAPFROG_POOL_SIZE",
        "LEAPFROG_PROCESSES",
        "LEAPFROG_FREE_DISK",
        "LEAPFROG_DRAIN_SECONDS",
        "LEAPFROG_TRANSCRIPTS_MODEL",
        "LEAPFROG_PG_BIN",
        "LEAPFROG_PG_USER",
        "LEAPFROG_ARCHIVE",
        "LEAPFROG_BACKUP_LOG",
        "LEAPFROG_BACKUP_SEAL",
        "LEAPFROG_BACKUP_ENDPOINT",
        "LEAPFROG_BACKUP_REGION",
        "LEAPFROG_BACKUP_KEY_ID",
        "LEAPFROG_BACKUP_KEY_SECRET",
        "LEAPFROG_TRUSTED_PROXIES",
        "LEAPFROG_METRICS_TOKEN",
        "LEAPFROG_LOG_LEVEL",
        "LEAPFROG_LOG_FORMAT",
    }
)


class Node(msgspec.Struct, frozen=True):
    """A process. `name`: its machine and port; `program`: the version that migrations ask for;
    `schema`: the last migration it knows; `settings`: a hash of each one that all must share;
    `started_at`, and since when it is `silent`: by the clock of the database; `carrier`: by what
    it hears the others, "" when by nothing.
    """

    id: UUID
    name: str
    version: str
    program: int
    schema: int
    settings: dict[str, str]
    state: State
    started_at: datetime
    silent: timedelta
    carrier: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it was heard of lately."""
        return self.silent < GONE_AFTER


class Standby(msgspec.Struct, frozen=True):
    """A server that follows the primary. `kind`: sync, quorum, potential, async; "" when the role
    of the town may not see it.
    """

    name: str
    kind: str


def hashes(settings: Settings) -> dict[str, str]:
    """A hash of each setting that all processes must share, by name: some are secrets. Files in a
    folder are shared by those alone who have the same one, on the same machine.
    """
    shared = {name: field for name, (field, _) in VARIABLES.items() if name not in MAY_DIFFER}
    values = {name: repr(getattr(settings, field)) for name, field in shared.items()}
    if settings.media_url is None:
        values["LEAPFROG_MEDIA_URL"] = repr((socket.gethostname(), str(settings.home)))
    return {name: _hash(value) for name, value in values.items()}


def differing(mine: Node, others: Iterable[Node]) -> list[str]:
    """The settings in which a node differs from those that are here and ready."""
    return unlike(mine.settings, [one for one in others if one.is_here])


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
