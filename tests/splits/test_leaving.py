"""Who leaves the town owes nothing any more, and takes their bills along before."""

from pathlib import Path

from leapfrog import splits
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.pay import VOUCHED
from leapfrog.splits import SplitTerms, store
from leapfrog.splits.archive import RECORD_SETS
from leapfrog.splits.model import Together
from tests.pay.gang import Gang


async def test_debts_of_who_leaves_are_dropped_and_promises_are_free(
    database_url: str, tmp_path: Path, clock: FixedClock
) -> None:
    database = await Database.connect(database_url, 4, clock)
    gang = await Gang(database, tmp_path).begin(4)
    amina, bo, cleo, dara = gang.people
    dinner, boat = new_id(), new_id()
    three = (amina, bo, cleo)
    evenly = SplitTerms(title="Dinner", mode="even", currency="EUR", total=900, people=three)
    await gang.do(splits.split, amina, dinner, gang.place, evenly)
    together = SplitTerms(
        title="Boat",
        mode="even",
        currency="EUR",
        total=900,
        people=three,
        together=Together(dara),
    )
    await gang.do(splits.split, amina, boat, gang.place, together)
    await gang.do(splits.pay, bo, boat, VOUCHED)
    await gang.do(splits.pay, cleo, dinner, VOUCHED)
    async with database.reading() as db:
        taken = [[one async for one in kept.export(db, bo)] for kept in RECORD_SETS]
    assert [len(one) for one in taken] == [0, 2, 2]
    for kept in reversed(RECORD_SETS):
        await gang.do(kept.erase, bo)
    found = await gang.do(store.many, [dinner, boat])
    assert (found[dinner].state, found[boat].state) == ("done", "released")
    assert await gang.on(gang.wallet_accounts[bo]) == (10_000, 0)
    assert await gang.sound()
    await database.close()
