"""Opening: the edge's single taps, gathered into batches of one commit each."""

from leapfrog.kernel.batcher import Batcher
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import AnyRequest
from leapfrog.pay.packets.model import Opened, Opening
from leapfrog.pay.packets.opening import Result, open_packets


class Opener:
    """One per process."""

    def __init__(self, database: Database) -> None:
        # Those of one packet go one after another: who is first is first.
        self.batcher: Batcher[Opening, Result] = Batcher(
            database, open_packets, key=lambda one: one.packet_id
        )

    async def open(self, opening: Opening) -> Opened:
        """What was found, once it is on disk. Raises what `open_packets` answers instead."""
        result = await self.batcher.submit(opening)
        if isinstance(result, Problem):
            raise result
        return result

    async def close(self) -> None:
        """Waits for what is on its way to the disk."""
        await self.batcher.close()


def opener_of(request: AnyRequest) -> Opener:
    """The opener of the process that answers this request."""
    opener: Opener = request.app.state.opener
    return opener
