"""Who stands at a gate: whoever takes money in the shop, and who was named for this show alone."""

from uuid import UUID

from leapfrog import tickets
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.ticket_gates import store_rules
from leapfrog.tickets import Show
from leapfrog.till import RoleNeeded


async def enter(db: Db, me: UUID, show_id: UUID) -> Show:
    """A show at whose gate I may stand. Raises `NoShow`, `RoleNeeded`."""
    if await store_rules.helper(db, show_id, me) is None:
        return await tickets.staff_show(db, me, show_id)
    return (await tickets.shows(db, [show_id]))[show_id]


async def searches(db: Db, me: UUID, show_id: UUID) -> bool:
    """Whether who stands at this gate may look for tickets by the names of their holders."""
    helper = await store_rules.helper(db, show_id, me)
    if helper is None or helper.searches:
        return True
    try:
        await tickets.staff_show(db, me, show_id)
    except Problem:
        return False
    return True


async def enter_to_search(db: Db, me: UUID, show_id: UUID) -> Show:
    """A show at whose gate I may look for names. Raises `NoShow`, `RoleNeeded`."""
    show = await enter(db, me, show_id)
    if not await searches(db, me, show_id):
        raise RoleNeeded
    return show
