"""People in archives are named by their address: an id means nothing in another town."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.identity import named, remote
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id


async def addresses(db: Db, ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """The (address, name) of each of these people who is there."""
    people = await named(db, list(set(ids)))
    return {one.id: (one.address, one.display_name) for one in people.values()}


async def person_at(db: Db, address: str, name: str) -> UUID | None:
    """Who that is here, or in another town; None for an address of this town that nobody has."""
    try:
        return (await remote(db, new_id(), address, name or address)).id
    except Problem:
        return None
