"""The record sets of shops: where a person works, what they own, and what that sold by escrow."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import escrow, wallet
from leapfrog.kernel import files
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.till.merchants import store, store_invitations
from leapfrog.till.merchants.shops import shops_owned


async def export_shops(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record a shop; the picture is named by its hash."""
    for one in await store.of_person(db, person_id):
        shown: Record = msgspec.to_builtins(one.shop)
        del shown["picture"]
        if one.shop.picture is not None and one.role == "owner":
            shown |= {"sha256": one.shop.picture.hex(), "media_type": "image/webp"}
        yield {**shown, "role": one.role}


async def erase_shops(db: Db, person_id: UUID) -> int:
    """The person's own shops are closed for good; elsewhere they work no longer. Raises
    `MoneyLeft` while there is money in one of them, or a trade of one is not over.
    """
    await escrow.check_over(db, await shops_owned(db, person_id))
    for one in await store.of_person(db, person_id):
        if one.role == "owner":
            await _close(db, one.shop.id, [one.shop.pending, one.shop.available])
    await store_invitations.forget(db, person_id)
    return await store.leave_all(db, person_id)


async def _close(db: Db, merchant_id: UUID, accounts: list[int]) -> None:
    found = await wallet.accounts_by_id(db, accounts)
    if any(one.balance or one.held or one.incoming for one in found.values()):
        raise wallet.MoneyLeft(where="shop")
    await files.forget(db, await files.disown_all(db, merchant_id))
    await store.close(db, merchant_id)
    await wallet.forget_owner(db, merchant_id)


async def export_trades(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person's own shops sold by escrow, the oldest first."""
    async for record in escrow.records(db, await shops_owned(db, person_id)):
        yield record


async def erase_trades(_db: Db, _person_id: UUID) -> int:
    """None: they are the buyer's as well."""
    return 0


# A shop is a place in this town: somewhere else it is opened anew.
RECORD_SETS = (
    RecordSet("merchants", export_shops, None, erase_shops),
    RecordSet("merchant_trades", export_trades, None, erase_trades),
)
