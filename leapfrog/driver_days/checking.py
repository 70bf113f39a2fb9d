"""Whether the key of a record is one that its town publishes: asked of that town, without a
connection to the database in hand.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from leapfrog.driver_days import records, store
from leapfrog.driver_days.errors import BadRideRecord, RecordTownSilent
from leapfrog.driver_days.records import KIND, VERIFY
from leapfrog.driver_days.store import KeptRecord
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain, Work
from leapfrog.kernel.outgoing import CallFailed, CallRefused, OutgoingRequest
from leapfrog.kernel.signing import InvalidStatement, Keys, check, read_keys

WELL_KNOWN = "/.well-known/leapfrog-receipts.json"
LARGEST = 256 * 1024
TRIED_FOR, AGAIN = timedelta(days=14), timedelta(hours=1)
FOREIGN = "its key is none of those that {town} publishes"

log = structlog.get_logger()


async def bring(town: Town, me: UUID, content: bytes) -> KeptRecord:
    """I bring a record, and its town is asked for its keys at once. Raises `BadRideRecord`,
    `RideRecordTaken`, `RecordTownSilent`.
    """
    said = records.read_record(content)
    if not is_known(content, await keys_of(town, said.town)):
        raise BadRideRecord(f"It does not hold: {FOREIGN.format(town=said.town)}.")
    async with town.database.transaction() as db:
        return await records.keep(db, me, content, known=True)


async def keys_of(town: Town, domain: str) -> Keys:
    """What another town publishes. Raises `RecordTownSilent`."""
    request = OutgoingRequest("GET", f"https://{domain}{WELL_KNOWN}", largest=LARGEST)
    try:
        answer = await town.outgoing.call(request)
        if answer.status != 200:
            raise RecordTownSilent
        return read_keys(answer.body)
    except (CallFailed, CallRefused, InvalidStatement) as cause:
        raise RecordTownSilent from cause


def is_known(content: bytes, keys: Keys) -> bool:
    """Whether one of these keys has signed it. Raises `BadRideRecord`."""
    try:
        return bool(check(KIND, content, keys).known)
    except InvalidStatement as cause:
        raise BadRideRecord(f"It does not hold: {cause}.") from cause


async def verify(town: Town, payload: dict[str, str]) -> None:
    """A job: looks at one that came in a take-out. Raises `RunAgain` while its town is silent, for
    two weeks.
    """
    record_id = UUID(payload["id"])
    async with town.database.reading() as db:
        kept, now = await store.record(db, record_id), db.now
    if kept is None or kept.state != "waiting":
        return
    try:
        known = is_known(kept.statement.encode(), await keys_of(town, kept.town))
        reason = "" if known else FOREIGN.format(town=kept.town)
    except RecordTownSilent as cause:
        if now - kept.at < TRIED_FOR:
            raise RunAgain(AGAIN) from cause
        known, reason = False, f"{kept.town} has not answered for two weeks"
    except BadRideRecord as cause:
        known, reason = False, str(cause)
    log.info("ride_record_checked", town=kept.town, known=known)
    async with town.database.transaction() as db:
        await store.judge(db, record_id, "verified" if known else "refused", reason)


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of driver days, by name: looking whether a record that came in a take-out is what
    its town signed.
    """
    found: dict[str, Any] = {VERIFY: partial(verify, town)}
    return found
