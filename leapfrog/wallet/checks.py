"""Looking through the books: is all in them as it must be, and was nothing touched."""

from datetime import datetime, timedelta

import msgspec
import structlog

from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.kernel.timers import schedule
from leapfrog.wallet import store_checks
from leapfrog.wallet.events import LedgerMismatch
from leapfrog.wallet.model import Check, Fault, TrialLine

RECONCILE = "wallet.reconcile"
NIGHT_HOUR = 3
MOST_FAULTS = 100

log = structlog.get_logger()


class NightlyCheck(msgspec.Struct, frozen=True):
    """What a look through the books found. `heads` (SHA-256, hex) stands for all that was written
    until then: kept elsewhere, it proves that nothing was changed.
    """

    id: int
    at: datetime
    batch: int
    transfers: int
    heads: str
    faults: list[Fault]


async def reconcile(db: Db, after: int = 0) -> list[Fault]:
    """All faults in the books: journal and accounts, holds, refunds, sums, numbers, hash chains.

    `after`: the batch until which what was written is known to be good.
    """
    names: tuple[Check, ...] = Check.__args__  # type: ignore[attr-defined]
    return [
        fault
        for check in names
        for fault in (await store_checks.look(db, check, after))[:MOST_FAULTS]
    ]


async def verify(db: Db, after: int = 0) -> list[Fault]:
    """All rows of the books that do not fit the hash chains: changed, taken away or added. `after`:
    as for `reconcile`.
    """
    checks: tuple[Check, ...] = ("chain", "strays")
    return [
        fault
        for check in checks
        for fault in (await store_checks.look(db, check, after))[:MOST_FAULTS]
    ]


async def trial_balance(db: Db) -> list[TrialLine]:
    """The trial balance: what is owed and what is had (minor units), for each currency and kind of
    account; the sums are equal.
    """
    return await store_checks.trial(db)


async def nights(db: Db, limit: int = 30) -> list[NightlyCheck]:
    """What the last nightly checks of the books found, the newest first, `limit` at most."""
    return [
        msgspec.convert(dict(row), NightlyCheck) for row in await store_checks.nights(db, limit)
    ]


async def reconcile_tonight(db: Db, ref: str, _body: object) -> None:
    """The due row: looks, and comes again the next night."""
    await look_through(db)
    await schedule(db, RECONCILE, ref, next_night(db.now))


async def look_through(db: Db) -> None:
    """Checks what was written to the books since the last good check, keeps what it found, and
    announces `LedgerMismatch` where something is wrong.
    """
    heads = await store_checks.heads(db)
    faults = await reconcile(db, await store_checks.since(db))
    number = await store_checks.note(db, heads, msgspec.to_builtins(faults))
    if faults:
        log.error("books_disagree", reconciliation=number, faults=len(faults), first=faults[0])
        await announce(db, LedgerMismatch(number, len(faults)))


def next_night(now: datetime) -> datetime:
    """Three o'clock (UTC) of the next morning."""
    tonight = now.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight > now else tonight + timedelta(days=1)
