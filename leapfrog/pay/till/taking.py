"""Taking payments: the edge's single ones, gathered into batches of one commit each.

What is refused is committed as well: a payment code is dead once it was shown.
"""

from leapfrog.kernel.batcher import Batcher
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import AnyRequest
from leapfrog.pay.till.charging import charge
from leapfrog.pay.till.model import Charging, Intent, Paying, Result
from leapfrog.pay.till.paying import pay


class Till:
    """One per process."""

    def __init__(self, database: Database) -> None:
        self.paying: Batcher[Paying, Result] = Batcher(
            database, pay, key=lambda one: one.intent_id.int
        )
        self.charging: Batcher[Charging, Result] = Batcher(
            database, charge, key=lambda one: one.code
        )

    async def pay(self, one: Paying) -> Intent:
        """The intent once it is paid and on disk. Raises what `pay` answers instead."""
        return _answered(await self.paying.submit(one))

    async def charge(self, one: Charging) -> Intent:
        """The intent, which is paid, or waits for the payer's phone. Raises what `charge` answers
        instead.
        """
        return _answered(await self.charging.submit(one))

    async def close(self) -> None:
        """Waits for what is on its way to the disk."""
        await self.paying.close()
        await self.charging.close()


def _answered(result: Result) -> Intent:
    if isinstance(result, Problem):
        raise result
    return result


def till_of(request: AnyRequest) -> Till:
    """The till of the process that answers this request."""
    found: Till = request.app.state.till
    return found
