"""A process that pays: `python -m tests.wallet.payer DSN FILE` posts all operations of a file, many
at once, and prints the place of each and what came of it once that is on disk.

The file has a JSON list of `[client id, payer, payee, amount]`. While the database is away it
tries again.
"""

import asyncio
import json
import sys
from pathlib import Path
from uuid import UUID

from leapfrog.kernel.batcher import Batcher, Batchers
from leapfrog.kernel.db import TRANSIENT, Database
from leapfrog.kernel.errors import Problem, Unavailable
from leapfrog.kernel.logs import configure
from leapfrog.wallet import POSTING, Operation, Posted, Transfer

AT_ONCE = 60


async def pay(poster: Batcher[Operation, Posted], operation: Transfer) -> str:
    while True:
        try:
            posted = await poster.submit(operation)
        except (Unavailable, *TRANSIENT):
            await asyncio.sleep(0.1)
        except Problem as refused:
            return refused.code
        else:
            return "again" if posted.again else "done"


async def main(dsn: str, rows: list[list[str | int]]) -> None:
    database = await Database.connect(dsn, 4)
    poster, room = Batchers(database).of(POSTING), asyncio.Semaphore(AT_ONCE)

    async def one(place: int, row: list[str | int]) -> None:
        client_id, payer, payee, amount = row
        operation = Transfer(
            id=UUID(str(client_id)), payer=int(payer), payee=int(payee), amount=int(amount)
        )
        async with room:
            print(place, await pay(poster, operation), flush=True)

    await asyncio.gather(*(one(place, row) for place, row in enumerate(rows)))


if __name__ == "__main__":
    # Who reads this reads results: what is logged goes elsewhere.
    configure()
    asyncio.run(main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text())))
