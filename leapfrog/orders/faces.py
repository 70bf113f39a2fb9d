"""What shops and goods look like, for carts and orders alike."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.till import Merchant


class Faces(msgspec.Struct, frozen=True):
    """Shops by id, pictures of goods by id."""

    shops: Mapping[UUID, Merchant]
    pictures: Mapping[UUID, str]

    def picture(self, picture_id: UUID | None) -> str | None:
        return self.pictures.get(picture_id) if picture_id else None


async def faces(db: Db, merchants: Iterable[UUID], pictures: Iterable[UUID | None]) -> Faces:
    """What shops and goods look like; of pictures those that are there still."""
    named = {one for one in pictures if one is not None}
    return Faces(
        await till.merchants_by_id(db, set(merchants)),
        {
            one: avatar_url(picture.small) or ""
            for one, picture in (await market.pictures(db, named)).items()
        },
    )
