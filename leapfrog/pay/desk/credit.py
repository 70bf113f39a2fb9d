"""Credit lines of a town of mutual credit: how far below zero somebody may go."""

from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.pay import purses
from leapfrog.pay.desk import store
from leapfrog.pay.desk.model import Deed
from leapfrog.pay.errors import NotInThisMode


async def set_line(db: Db, by_id: UUID, person_id: UUID, credit: int, why: str) -> None:
    """Raises `NotInThisMode`, `NoAccount`, `CreditInUse`."""
    if (await purses.terms(db)).mode != "credit":
        raise NotInThisMode
    purse = await purses.purse(db, person_id)
    limits = msgspec.structs.replace(purse.limits, credit=credit)
    await wallet.set_limits(db, purse.id, limits, by_id, why)
    await store.note(
        db, Deed(new_id(), "credit", by_id, person_id, credit, why, None, None, db.now)
    )
