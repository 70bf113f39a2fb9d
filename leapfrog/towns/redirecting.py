"""What was said to somebody who moved meanwhile: their town of before says so, and it is written
anew for the town where they live, once that town has said that they do.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import identity
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.towns import dispatches, store_files, talk
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.model import Dispatch

DUE = "towns.redirect"
# So often it is looked where somebody lives now, and for so long.
EVERY, FOR = timedelta(seconds=10), timedelta(days=7)


class Redirected(msgspec.Struct, frozen=True):
    """A dispatch that the town at `domain` did not do, since then."""

    domain: str
    dispatch: Dispatch
    since: datetime


async def redirect(db: Db, domain: str, body: str) -> None:
    """Sends a dispatch on that the town at `domain` bounced since its receiver moved."""
    dispatch = msgspec.json.decode(body, type=Dispatch)
    await _redirect(db, Redirected(domain, dispatch, db.now))


async def due(db: Db, _ref: str, body: Any) -> None:
    """A timer: whether it is known by now where they live."""
    await _redirect(db, msgspec.convert(body, Redirected))


async def _redirect(db: Db, one: Redirected) -> None:
    dispatch = one.dispatch
    who = await identity.person_of_pid(db, dispatch.to)
    address = (await identity.named(db, [who]))[who].address if who else ""
    domain = address.rpartition("@")[2]
    if domain and domain != one.domain:
        again = NewDispatch(dispatch.kind, dispatch.body, dispatch.sender, dispatch.to)
        # What it may fetch hangs on its row.
        await dispatches.line_to(db, domain)
        for file_id, digest in dispatch.body.get("files", {}).items():
            sha256 = bytes.fromhex(digest["sha256"])
            await store_files.offer(db, domain, sha256, UUID(file_id))
        await dispatches.write(db, domain, [again])
    elif who and db.now < one.since + FOR:
        await schedule(db, DUE, str(dispatch.id), db.now + EVERY, msgspec.to_builtins(one))
    else:
        await talk.not_delivered(db, dispatch)
