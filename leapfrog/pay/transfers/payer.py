"""Paying: the edge's single transfers, gathered into batches of one commit each."""

from leapfrog.kernel.batcher import Batcher
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import AnyRequest
from leapfrog.pay.transfers.model import Sending, Transfer
from leapfrog.pay.transfers.sending import Sent, send


class Payer:
    """One per process."""

    def __init__(self, database: Database) -> None:
        # What comes twice goes the same way both times, so it never meets itself in another batch.
        self.batcher: Batcher[Sending, Sent] = Batcher(database, send, key=lambda one: one.id)

    async def send(self, wanted: Sending) -> Transfer:
        """One transfer, once it is on disk. Raises what `transfers.send` answers instead."""
        result = await self.batcher.submit(wanted)
        if isinstance(result, Problem):
            raise result
        return result

    async def close(self) -> None:
        """Waits for what is on its way to the disk."""
        await self.batcher.close()


def payer_of(request: AnyRequest) -> Payer:
    """The payer of the process that answers this request."""
    payer: Payer = request.app.state.payer
    return payer
