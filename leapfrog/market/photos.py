"""Pictures of items: made anew, kept publicly, in the shop's order."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

import msgspec

from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.images import size_of, square_webp, whole_webp
from leapfrog.market import checking, items, store_items
from leapfrog.market.errors import ItemIdUsed, NoPicture, TooManyPictures
from leapfrog.market.model import ItemPicture

SIDE, SMALL = 1280, 360
MOST = 12
PURPOSE, MEDIA_TYPE = "market_picture", "image/webp"


class MadePicture(msgspec.Struct, frozen=True):
    """A picture made anew, whole and as a small square, as WebP."""

    whole: bytes
    small: bytes
    width: int
    height: int


class PictureUpload(msgspec.Struct, frozen=True):
    """A picture to be added to an item; `alt`: what is seen on it."""

    id: UUID
    item_id: UUID
    alt: str = ""


async def made(content: bytes) -> MadePicture:
    """A picture of any usual kind as WebP, whole and small. Raises `NotAPicture`."""
    whole = await whole_webp(content, SIDE, SIDE)
    small = await square_webp(whole, SMALL)
    width, height = size_of(whole)
    return MadePicture(whole, small, width, height)


async def add_picture(
    db: Db, town: Town, me: UUID, wanted: PictureUpload, picture: MadePicture
) -> ItemPicture:
    """Adds a picture to an item, as the last of all; `wanted` says which item, and what is seen on
    it. The same id again changes nothing. Raises `NoItem`, `RoleNeeded`, `ItemIdUsed`,
    `TooManyPictures`, `Invalid`, `QuotaFull`.
    """
    check_new_id(wanted.id)
    await items.own_item(db, me, wanted.item_id)
    there = (await store_items.pictures(db, [wanted.item_id])).get(wanted.item_id, [])
    known = (await store_items.pictures_by_id(db, [wanted.id])).get(wanted.id)
    if known and known.item_id != wanted.item_id:
        raise ItemIdUsed
    if known:
        return known
    if len(there) >= MOST:
        raise TooManyPictures
    place = there[-1].place + 1 if there else 0
    alt = checking.line("alt", wanted.alt, checking.LONGEST_VALUE)
    blobs = [picture.whole, picture.small]
    sha256, small = (hashlib.sha256(one).digest() for one in blobs)
    for content, digest in zip(blobs, (sha256, small), strict=True):
        is_whole = content is picture.whole
        owned = (PURPOSE, digest, MEDIA_TYPE)
        size = len(content)
        person = me if is_whole else None
        await files.own(db, wanted.id, *owned, size=size, person=person, public=True)
        await town.files.put(content)
    new = ItemPicture(
        id=wanted.id,
        item_id=wanted.item_id,
        place=place,
        sha256=sha256,
        small=small,
        width=picture.width,
        height=picture.height,
        alt=alt,
    )
    await store_items.add_picture(db, new)
    return new


async def drop_picture(db: Db, me: UUID, item_id: UUID, picture_id: UUID) -> None:
    """It is gone; again, nothing happens. Raises `NoItem`, `RoleNeeded`."""
    await items.own_item(db, me, item_id)
    there = (await store_items.pictures(db, [item_id])).get(item_id, [])
    if picture_id in {one.id for one in there}:
        await store_items.drop_picture(db, picture_id)
        await files.forget(db, await files.disown_all(db, picture_id))


async def sort_pictures(db: Db, me: UUID, item_id: UUID, order: list[UUID]) -> list[ItemPicture]:
    """All pictures of an item in this order. Raises `NoItem`, `RoleNeeded`, `NoPicture`,
    `Invalid`.
    """
    await items.own_item(db, me, item_id)
    there = {one.id for one in (await store_items.pictures(db, [item_id])).get(item_id, [])}
    if set(order) - there:
        raise NoPicture
    if len(order) != len(there):
        raise Invalid("Each picture once.", field="pictures")
    await store_items.sort_pictures(db, item_id, order)
    return (await store_items.pictures(db, [item_id])).get(item_id, [])


async def pictures(db: Db, ids: Iterable[UUID]) -> dict[UUID, ItemPicture]:
    """The pictures of items of these ids, by id; ids of none are left out."""
    return await store_items.pictures_by_id(db, ids)
