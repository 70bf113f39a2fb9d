"""Rights to buy one unit that others cannot: given to one person, for a time, at a price and of a
pool of their own. Nobody can pass one on: the quote and the payment are of whom it was given to.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.orders import store_rights
from leapfrog.orders.model import BuyingRight


async def give_rights(db: Db, rights: Sequence[BuyingRight]) -> set[UUID]:
    """Gives out rights to buy, at most one to a person of the same `of`, ever; answers the ids of
    new ones. The pool of a right lets a person have one unit, and has one for each right.
    """
    return await store_rights.give(db, rights) if rights else set()


async def void_rights(db: Db, ids: Iterable[UUID]) -> list[UUID]:
    """Ends those of these rights to buy that were not used, and answers their ids. One that is
    being used at this moment is waited for.
    """
    return await store_rights.void(db, ids)


async def buying_rights(db: Db, ids: Iterable[UUID]) -> dict[UUID, BuyingRight]:
    """The rights to buy of these ids, by id; ids of none are left out."""
    return await store_rights.find(db, ids)
