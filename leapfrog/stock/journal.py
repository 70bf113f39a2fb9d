"""The journal: each change of what lies in a pool, with its reason, once."""

from collections.abc import Sequence

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import announce_all
from leapfrog.stock import store, store_journal
from leapfrog.stock.entries import ClaimEntry, Move, StockEntry, StockMove
from leapfrog.stock.events import StockMissing
from leapfrog.stock.journaling import StockJournal
from leapfrog.stock.turning import turned


async def record(db: Db, entries: Sequence[StockEntry]) -> list[StockMove | Problem]:
    """Does what the entries say, in order: `Receive`, `Count`, `Move`; `Spend`, `GiveUp`,
    `TakeBack` of what was claimed. One answer for each: its row of the journal, or `MoveIdUsed`,
    `NoPool`, `NoClaim`, `ClaimOver`, `SoldOut`, `MoreThanClaimed`; what is refused changes nothing.
    The same id again is answered as the first time and changes nothing.

    Locks the pools, in the order of their ids, until the transaction ends.
    """
    pools = {entry.pool_id for entry in entries}
    pools |= {entry.to_pool for entry in entries if isinstance(entry, Move)}
    before = await store.lock(db, pools)
    await store.lapse(db, pools)
    levels = await store.levels(db, pools)
    claims = {entry.claim_id for entry in entries if isinstance(entry, ClaimEntry)}
    lines = await store.lines(db, claims) if claims else []
    known = await store_journal.known(db, [entry.id for entry in entries])
    journal = StockJournal(db.now, levels, lines, known)
    answers = [journal.decide(entry) for entry in entries]
    if journal.rows:
        await store_journal.write(db, journal)
    await turned(db, before, journal.levels)
    await _tell_missing(db, journal)
    return answers


async def _tell_missing(db: Db, journal: StockJournal) -> None:
    """For whose claims there is not enough: the newest."""
    events = []
    for pool_id, missing in journal.missing.items():
        newest = await store_journal.newest_claims(db, pool_id, missing)
        owner = journal.levels[pool_id].owner
        events.append(StockMissing(pool_id, owner, missing, newest))
    await announce_all(db, events)
