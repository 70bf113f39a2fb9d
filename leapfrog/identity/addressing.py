"""People in archives are named by their address: an id means nothing in another town."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.identity.people import named, remote
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id


class AddressedPerson(msgspec.Struct, frozen=True):
    """Somebody as archives name them."""

    address: str
    name: str


async def addresses(db: Db, ids: Sequence[UUID]) -> dict[UUID, AddressedPerson]:
    """Each of these people who is there, as archives name them."""
    people = await named(db, list(set(ids)))
    return {one.id: AddressedPerson(one.address, one.display_name) for one in people.values()}


async def person_at(db: Db, address: str, name: str) -> UUID | None:
    """Who that is here, or in another town; None for an address of this town that nobody has."""
    try:
        return (await remote(db, new_id(), address, name or address)).id
    except Problem:
        return None
