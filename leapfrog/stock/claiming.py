"""Claiming: the edge's single claims, gathered into batches of one commit each."""

from leapfrog.kernel.batcher import Batcher
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.stock.claims import claim
from leapfrog.stock.model import Answer, Claim, Claimed


class Claimer:
    """One per process."""

    def __init__(self, database: Database) -> None:
        self.batcher: Batcher[Claim, Answer] = Batcher(
            database, claim, key=lambda claim: claim.wants[0].pool_id
        )

    async def claim(self, claim: Claim) -> Claimed:
        """What was got, once it is on disk. Raises what `claim` answers instead of it."""
        result = await self.batcher.submit(claim)
        if isinstance(result, Problem):
            raise result
        return result

    async def close(self) -> None:
        """Waits for what is on its way to the disk."""
        await self.batcher.close()
