"""Shops: opened, described, shown."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.pay import wallet_account_of
from leapfrog.till.codes.emvco import latin
from leapfrog.till.merchants import roles, store
from leapfrog.till.merchants.errors import MerchantIdUsed, NoMerchant
from leapfrog.till.merchants.model import (
    LEADING,
    Merchant,
    ShopChanges,
    Workplace,
    called,
    described,
)
from leapfrog.wallet import NewAccount, name_owner, open_accounts

PICTURE = "merchant_picture"
PICTURE_TYPE = "image/webp"


async def open_shop(db: Db, me: UUID, merchant_id: UUID, wanted: ShopChanges) -> Merchant:
    """Opens a shop of `me`, with its two accounts; money comes in the currency of the owner's
    wallet account. The same id again is the same shop. Raises `Invalid`, `MerchantIdUsed`.
    """
    name = called(wanted.name or "")
    before = (await store.merchants(db, [merchant_id])).get(merchant_id)
    if before is not None:
        if await store.owner(db, merchant_id) != me:
            raise MerchantIdUsed
        return before
    currency = (await wallet_account_of(db, me)).currency
    pending, available = await open_accounts(
        db,
        [
            NewAccount("merchant", merchant_id, "merchant", currency, each)
            for each in ("pending", "available")
        ],
    )
    made = Merchant(
        id=merchant_id,
        name=name,
        latin=latin(wanted.latin or name)[:25],
        about=described(wanted.about or ""),
        category=wanted.category or "other",
        picture=None,
        currency=currency,
        pending=pending,
        available=available,
        pays_out=True,
        created_at=db.now,
        closed_at=None,
    )
    await store.open_shop(db, made)
    await name_owner(db, merchant_id, name)
    await store.set_role(db, merchant_id, me, "owner")
    return made


async def mine(db: Db, me: UUID) -> list[Workplace]:
    """The shops where a person works, with their role in each."""
    return await store.of_person(db, me)


async def shops_owned(db: Db, person_id: UUID) -> list[UUID]:
    """The ids of the shops that a person owns, which go with them."""
    return [one.shop.id for one in await store.of_person(db, person_id) if one.role == "owner"]


async def merchants(db: Db, ids: Iterable[UUID]) -> dict[UUID, Merchant]:
    """The shops of these ids, by id, also closed ones; ids of none are left out."""
    return await store.merchants(db, ids)


async def merchant(db: Db, merchant_id: UUID) -> Merchant:
    """A shop by its id, whoever asks, also a closed one. Raises `NoMerchant`."""
    found = (await store.merchants(db, [merchant_id])).get(merchant_id)
    if found is None:
        raise NoMerchant
    return found


async def change(db: Db, me: UUID, merchant_id: UUID, wanted: ShopChanges) -> Merchant:
    """Changes what is given. Raises `NoMerchant`, `RoleNeeded`, `Invalid`."""
    await roles.enter(db, me, merchant_id, LEADING)
    name = called(wanted.name) if wanted.name is not None else None
    kept = msgspec.structs.replace(
        wanted,
        name=name,
        latin=latin(wanted.latin)[:25] if wanted.latin is not None else None,
        about=described(wanted.about) if wanted.about is not None else None,
    )
    await store.change(db, merchant_id, kept)
    if name is not None:
        await name_owner(db, merchant_id, name)
    return await merchant(db, merchant_id)


async def show_picture(
    db: Db, me: UUID, merchant_id: UUID, sha256: bytes, size: int
) -> tuple[Merchant, list[bytes]]:
    """Sets the picture to a stored blob; answers also the blobs that nobody has any more. Raises
    `NoMerchant`, `RoleNeeded`.
    """
    await roles.enter(db, me, merchant_id, LEADING)
    await store.lock(db, merchant_id)
    before = await files.of_owner(db, merchant_id)
    picture, owner = (PICTURE, sha256, PICTURE_TYPE), await store.owner(db, merchant_id)
    await files.own(db, merchant_id, *picture, size=size, person=owner, public=True)
    await store.set_picture(db, merchant_id, sha256)
    orphans = await files.disown_these(db, merchant_id, [file.id for file in before])
    return await merchant(db, merchant_id), orphans
