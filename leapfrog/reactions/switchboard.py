"""One page: what follows from what."""

from leapfrog.identity import drop_expired
from leapfrog.kernel.db import Db
from leapfrog.kernel.due import Handlers
from leapfrog.kernel.events import Switchboard, reaction_handlers

SWITCHBOARD: Switchboard = {}


async def sweep_expired(db: Db, _ref: str, _body: object) -> None:
    """Old sessions, challenges and links are dead already; this only tidies."""
    await drop_expired(db)


DUE: Handlers = {"sweep:identity": sweep_expired, **reaction_handlers(SWITCHBOARD)}
