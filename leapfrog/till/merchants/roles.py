"""Who works in a shop, and what each may do there.

The owner may all. A manager runs the shop: its page, staff, refunds, the close of the day. An agent
speaks with customers and reads what they bought; a packer packs and sends, and sees no money; a
cashier takes payments and calls them off. Neither of these three sees the work of the others.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.contacts import may_write
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.till.events import StaffChanged
from leapfrog.till.merchants import store
from leapfrog.till.merchants.errors import NoMerchant, NotYourPerson, OwnerStays, RoleNeeded
from leapfrog.till.merchants.model import ALL, LEADING, TAKING, Cashier, Role


async def enter(db: Db, me: UUID, merchant_id: UUID, allowed: Sequence[Role] = TAKING) -> Role:
    """The role of a person in a shop, which must be one of these. Raises `NoMerchant` for who does
    not work there, `RoleNeeded`.
    """
    role = await store.role(db, merchant_id, me)
    if role is None:
        raise NoMerchant
    if role not in allowed:
        raise RoleNeeded
    return role


async def cashiers(db: Db, me: UUID, merchant_id: UUID) -> list[Cashier]:
    """Who works there, the owner first. Raises `NoMerchant`."""
    await enter(db, me, merchant_id, ALL)
    return await store.cashiers(db, merchant_id)


async def set_role(db: Db, me: UUID, merchant_id: UUID, person_id: UUID, role: Role) -> None:
    """A contact of mine works there from now on, or as something else. Only the owner makes
    managers. Raises `NoMerchant`, `RoleNeeded`, `OwnerStays`, `NotYourPerson`.
    """
    mine = await enter(db, me, merchant_id, LEADING)
    before = await store.role(db, merchant_id, person_id)
    if role == "owner" or before == "owner":
        raise OwnerStays
    if mine != "owner" and "manager" in (role, before):
        raise RoleNeeded
    if before is None and not await may_write(db, [(me, person_id)]):
        raise NotYourPerson
    await assign(db, merchant_id, person_id, role, before)


async def assign(
    db: Db, merchant_id: UUID, person_id: UUID, role: Role, before: Role | None
) -> None:
    """They are this in the shop from now on, whatever they were."""
    if role == before:
        return
    await store.set_role(db, merchant_id, person_id, role)
    await announce(db, StaffChanged(merchant_id, person_id, role, before))


async def remove(db: Db, me: UUID, merchant_id: UUID, person_id: UUID) -> None:
    """Somebody works there no longer; everybody may go themselves but the owner. Raises
    `NoMerchant`, `RoleNeeded`, `OwnerStays`.
    """
    mine = await enter(db, me, merchant_id, ALL if me == person_id else LEADING)
    theirs = await store.role(db, merchant_id, person_id)
    if theirs == "owner":
        raise OwnerStays
    if theirs == "manager" and mine != "owner" and me != person_id:
        raise RoleNeeded
    if theirs is None:
        return
    await store.remove(db, merchant_id, person_id)
    await announce(db, StaffChanged(merchant_id, person_id, None, theirs))
