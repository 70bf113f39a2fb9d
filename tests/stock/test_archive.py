"""What a person has claimed goes with them; what is only held, when they are erased, to others."""

from datetime import timedelta
from uuid import UUID

from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.stock import RECORD_SETS, Claim, Want, claim, free
from tests.stock.conftest import START, Open

(CLAIMS,) = RECORD_SETS


async def test_claims_are_taken_out_and_holds_end_with_their_person(
    database: Database, people: list[UUID], opened: Open
) -> None:
    pool = await opened(5)
    wants = (Want((pool,), 2),)
    held = Claim(new_id(), people[0], wants, START + timedelta(hours=1))
    kept = Claim(new_id(), people[0], wants)
    async with database.transaction() as db:
        await claim(db, [held, kept])
        records = [record async for record in CLAIMS.export(db, people[0])]
        assert [record async for record in CLAIMS.export(db, people[1])] == []
    assert [(record["id"], record["state"]) for record in records] == [
        (str(held.id), "held"),
        (str(kept.id), "kept"),
    ]
    async with database.transaction() as db:
        assert await CLAIMS.erase(db, people[0]) == 1
        assert await free(db, [pool]) == {pool: 3}
