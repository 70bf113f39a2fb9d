"""What a receipt tells of any payment in the books, for the person whose wallet it left or reached:
at a till, at a machine, in a taxi, of a red packet, of what was given back.

A shop gets none here: it knows its customers by pseudonyms only, and has its own list of sales.
"""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.pay.model import Fact, Facts
from leapfrog.wallet import Account


async def operation_fact(db: Db, viewer_id: UUID, operation_id: UUID) -> Fact | None:
    found = await wallet.moved(db, operation_id)
    if found is None or not any(_is(one, viewer_id) for one in (found.payer, found.payee)):
        return None
    sides = (found.payer, found.payee)
    shops = await wallet.owner_names(
        db, {one.owner_id for one in sides if one.owner == "merchant" and one.owner_id}
    )
    names = [_name(one, shops) for one in sides]
    return Fact(
        ref=f"{PREFIX}:{found.id}",
        from_id=found.payer.owner_id,
        from_name=names[0],
        to_id=found.payee.owner_id,
        to_name=names[1],
        amount=found.amount,
        note="",
        operation=found.id,
        at=found.at,
    )


def _name(account: Account, shops: Mapping[UUID, str]) -> str | None:
    """Empty for who is told by an id, or told no more; None for the town's own."""
    if account.owner_id is None:
        return None
    return shops.get(account.owner_id, "")


def _is(account: Account, viewer_id: UUID) -> bool:
    return account.kind == "person" and account.owner_id == viewer_id


PREFIX = "wallet:operation"
FACTS: Facts = {PREFIX: operation_fact}
