"""Whether this town speaks with others at all."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from leapfrog.fediverse import store
from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings

INSIDE = (".localhost", ".local", ".internal", ".test", ".example", ".invalid")


async def set_place(db: Db, settings: Settings) -> None:
    """Notes at each start the town's origin for the fediverse, or that it keeps to itself, and
    whether it wants to be listed.
    """
    origin = settings.origin if speaks(settings) else None
    await store.place(db, origin, settings.federation == "listed")


def speaks(settings: Settings) -> bool:
    """`auto`: when the town has a name on the open Internet, and https."""
    if settings.federation != "auto":
        return settings.federation != "off"
    parts = urlsplit(settings.origin)
    return parts.scheme == "https" and _is_open(parts.hostname or "")


def _is_open(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return "." in host and not host.endswith(INSIDE)
    return False
