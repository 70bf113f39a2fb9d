"""Helpers of the community, for whom a drop may have an early lane: the desk names them, and all
can read whom and why.
"""

from uuid import UUID

from leapfrog.drops import store
from leapfrog.drops.model import DropHelper
from leapfrog.identity import NoPerson
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid

LONGEST_REASON = 200


async def name_helper(db: Db, clerk: UUID, person_id: UUID, reason: str) -> DropHelper:
    """The desk makes a person who lives here a helper of drops, and notes why (1 to 200
    characters). Raises `Invalid`, `NoPerson`.
    """
    said = " ".join(reason.split())
    if not 1 <= len(said) <= LONGEST_REASON:
        raise Invalid(f"1 to {LONGEST_REASON} characters.", field="reason")
    if not await store.registered(db, [person_id]):
        raise NoPerson
    made = DropHelper(person_id, said, clerk, db.now)
    await store.put_helper(db, made)
    return made
