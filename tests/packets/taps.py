"""A process in which people tap on a packet: `python -m tests.packets.taps DSN PACKET FILE`.

The file has a JSON list of people; all tap at once. Prints a JSON list of what each found, or the
code of the refusal.
"""

import asyncio
import json
import sys
from pathlib import Path
from uuid import UUID

from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.packets import OPENING, Opening
from tests.pay.machine import START


async def main(dsn: str, packet_id: str, people: list[str]) -> None:
    database = await Database.connect(dsn, 4, FixedClock(START))
    batchers = Batchers(database)
    opener = batchers.of(OPENING)

    async def tap(person: str) -> int | str:
        try:
            return (await opener.submit(Opening(UUID(packet_id), UUID(person)))).amount
        except Problem as problem:
            return problem.code

    # Both processes begin together.
    sys.stdin.readline()
    print(json.dumps(await asyncio.gather(*map(tap, people))))
    await batchers.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3], json.loads(Path(sys.argv[3]).read_text())))
