"""What the processes of a town say to each other about who is there."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

TOPIC = "presence"


class PresenceEvent(msgspec.Struct, frozen=True, omit_defaults=True):
    """`process`: whose word it is, where that matters; `anew`: who shows themselves to others than
    before, or sees others.
    """

    process: UUID | None = None
    ask: Sequence[UUID] = ()
    here: Sequence[UUID] = ()
    gone: Sequence[UUID] = ()
    anew: Sequence[UUID] = ()


def look_anew(db: Db, *people: UUID) -> None:
    """Tells all processes, after the commit, to work out anew which presence is shown of these
    people and to them.
    """
    publisher = db.publisher
    if publisher is not None:
        word = msgspec.json.encode(PresenceEvent(anew=people))
        db.after_commit(lambda: publisher.broadcast(TOPIC, word))
