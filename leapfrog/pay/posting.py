"""Several operations that are one: all are done, or none is and the reason is raised."""

from collections.abc import Sequence

from msgspec.structs import replace

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.wallet import Operation


async def post_all(db: Db, operations: Sequence[Operation]) -> None:
    """Posts these operations all or none. Raises what the wallet refuses the first of them that was
    refused for a reason of its own. Call it last: it locks the accounts.
    """
    if not operations:
        return
    results = await wallet.post(
        db, [*(replace(operation, linked=True) for operation in operations[:-1]), operations[-1]]
    )
    refused = [one for one in results if isinstance(one, Problem)]
    reasons = [one for one in refused if not isinstance(one, wallet.LinkedFailed)]
    if refused:
        raise [*reasons, *refused][0]
