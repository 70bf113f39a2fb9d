"""Sync tokens (RFC 6578): a cursor of the kernel as a URI, so that no change is ever missed.

`urn:leapfrog:sync:<epoch>.<xid>`, and after a truncated answer `...<xid>.<xid seen>.<id seen>`:
the changes were told in order up to there, and were all there as of the cursor before it.
"""

from http import HTTPStatus
from uuid import UUID

import msgspec

from leapfrog.carddav import xml
from leapfrog.carddav.exchange import PreconditionFailed
from leapfrog.contacts import ChangePlace
from leapfrog.kernel import cursor
from leapfrog.kernel.cursor import LARGEST, Cursor

URN = "urn:leapfrog:sync:"
# Before all ids.
FIRST = UUID(int=0)


class SyncToken(msgspec.Struct, frozen=True):
    """How far a program has read: everything before `cursor` when `seen` is None, else the order
    of changes up to `seen`, in a reading that began at `cursor`.
    """

    cursor: Cursor
    seen: ChangePlace | None = None

    def __str__(self) -> str:
        more = f".{self.seen.xid}.{self.seen.id.hex}" if self.seen else ""
        return f"{URN}{self.cursor}{more}"


def parse(token: str, now: Cursor) -> SyncToken | None:
    """The place of a token; None for the empty one, which asks for everything.

    Raises `PreconditionFailed` for one that is not of this database.
    """
    token = token.strip()
    if not token:
        return None
    epoch, _, rest = token.removeprefix(URN).partition(".")
    xid, _, seen = rest.partition(".")
    found = cursor.parse(f"{epoch}.{xid}")
    if not token.startswith(URN) or found is None or cursor.since(found, now) is None:
        raise _invalid()
    return SyncToken(found, _seen(seen) if seen else None)


def after(place: SyncToken | None) -> ChangePlace | None:
    """Where to read on in the order of changes; None: from the beginning, without the deleted."""
    if place is None:
        return None
    return place.seen or ChangePlace(place.cursor.xid, FIRST)


def _seen(text: str) -> ChangePlace:
    xid, _, contact_id = text.partition(".")
    try:
        seen = ChangePlace(int(xid), UUID(hex=contact_id))
    except ValueError:
        raise _invalid() from None
    if not 0 <= seen.xid <= LARGEST:
        raise _invalid()
    return seen


def _invalid() -> PreconditionFailed:
    return PreconditionFailed(HTTPStatus.FORBIDDEN, f"{xml.DAV}valid-sync-token")
