"""Several deeds that are one: all are done, or none is and the reason is raised."""

from collections.abc import Sequence

from msgspec.structs import replace

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.wallet import Deed


async def post_all(db: Db, deeds: Sequence[Deed]) -> None:
    """Posts them linked. Raises what the wallet refuses the first of them that was refused for a
    reason of its own.
    """
    if not deeds:
        return
    results = await wallet.post(
        db, [*(replace(deed, linked=True) for deed in deeds[:-1]), deeds[-1]]
    )
    refused = [one for one in results if isinstance(one, Problem)]
    reasons = [one for one in refused if not isinstance(one, wallet.errors.LinkedFailed)]
    if refused:
        raise [*reasons, *refused][0]
