"""Posting: the edge's single payments, gathered into batches of one commit each."""

from collections.abc import Sequence

from leapfrog.kernel.batcher import Batcher
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import AnyRequest
from leapfrog.wallet.model import Deed, Posted
from leapfrog.wallet.transfers import Result, post

Chain = Sequence[Deed]


class Poster:
    """One per process."""

    def __init__(self, database: Database) -> None:
        # What comes twice goes the same way both times, so it never meets itself in another batch.
        self.batcher: Batcher[Chain, list[Result]] = Batcher(
            database, _post_chains, key=lambda chain: chain[0].id.int, one_statement=True
        )

    async def post(self, deed: Deed) -> Posted:
        """One deed, once it is on disk. Raises what `wallet.post` answers instead."""
        [result] = await self.batcher.submit((deed,))
        if isinstance(result, Problem):
            raise result
        return result

    async def post_linked(self, deeds: Chain) -> list[Result]:
        """Several, of which those that are linked are done or refused together."""
        return await self.batcher.submit(deeds) if deeds else []

    async def close(self) -> None:
        """Waits for what is on its way to the disk."""
        await self.batcher.close()


async def _post_chains(db: Db, given: Sequence[Chain]) -> list[list[Result]]:
    results = iter(await post(db, [deed for chain in given for deed in chain]))
    return [[next(results) for _ in chain] for chain in given]


def poster_of(request: AnyRequest) -> Poster:
    """The poster of the process that answers this request."""
    poster: Poster = request.app.state.poster
    return poster
