"""What shops and goods look like, for carts and orders alike."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.till import Merchant


class Faces(msgspec.Struct, frozen=True):
    """Shops by id, pictures of goods by id, and which brands shops are."""

    shops: Mapping[UUID, Merchant]
    pictures: Mapping[UUID, str]
    brands: Mapping[UUID, str | None]

    def picture(self, picture_id: UUID | None) -> str | None:
        return self.pictures.get(picture_id) if picture_id else None


async def faces(db: Db, merchants: Iterable[UUID], pictures: Iterable[UUID | None]) -> Faces:
    """What shops and goods look like; of pictures those that are there still."""
    shops = await till.merchants_by_id(db, set(merchants))
    there = await market.pictures(db, {one for one in pictures if one is not None})
    seen = {one: avatar_url(each.small) or "" for one, each in there.items()}
    fronts = await market.fronts(db, shops)
    return Faces(shops, seen, {one: each.brand_at(db.now) for one, each in fronts.items()})
