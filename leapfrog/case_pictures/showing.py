"""Both sides of a question about an order show pictures of it to each other, and to the town once
that was called.
"""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from leapfrog import door_cases, orders, push, till
from leapfrog.case_pictures import store
from leapfrog.case_pictures.errors import (
    CaseIsOver,
    CasePictureIdUsed,
    NoCasePicture,
    TooManyCasePictures,
)
from leapfrog.case_pictures.model import (
    KEPT,
    MOST,
    READERS,
    STILL_OPEN,
    CasePicture,
    PictureSide,
    QuestionedOrder,
)
from leapfrog.kernel import files, stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.images import size_of
from leapfrog.kernel.locks import lock
from leapfrog.kernel.timers import schedule
from leapfrog.push import PushNotice
from leapfrog.till import Role

# The due row of pictures that nobody needs any more.
FORGET = "case_pictures.forget"
PURPOSE, MEDIA_TYPE = "case_picture", "image/webp"
CHANGED = {"t": "changed", "what": "case_pictures"}


async def either(
    db: Db, me: UUID, case_id: UUID, allowed: Sequence[Role] | None = None
) -> tuple[QuestionedOrder, PictureSide]:
    """A question about what I bought, or what a shop sold where I am one of these (None: who reads
    such orders); and on which side I am. Raises `NoCasePicture`, `RoleNeeded`.
    """
    about = await store.whose(db, case_id)
    if about is None:
        raise NoCasePicture
    # Nobody acts for the shop in what they bought themselves.
    if about.buyer_id == me:
        return about, "buyer"
    try:
        await till.enter_shop(db, me, about.merchant_id, allowed or READERS[about.of])
    except till.NoMerchant:
        raise NoCasePicture from None
    return about, "shop"


async def show(
    db: Db, town: Town, me: UUID, case_id: UUID, picture_id: UUID, content: bytes
) -> None:
    """One more picture (WebP) of my side while the question is open. Of a shop it counts for who
    owns that. The same id again changes nothing. Raises `NoCasePicture`, `RoleNeeded`,
    `CasePictureIdUsed`, `CaseIsOver`, `TooManyCasePictures`, `Invalid`, `QuotaFull`, `DiskFull`.
    """
    check_new_id(picture_id)
    # Of two that come at once the second one counts the first.
    await lock(db, "case_pictures", case_id)
    about, side = await either(db, me, case_id, till.LEADING_ROLES)
    known = await store.find(db, picture_id)
    if known is not None:
        if (known.case_id, known.side) != (case_id, side):
            raise CasePictureIdUsed
        return
    if not about.is_open:
        raise CaseIsOver
    before = [one for one in await store.of_case(db, case_id) if one.side == side]
    if len(before) >= MOST:
        raise TooManyCasePictures(most=MOST)
    owner = await till.shop_owner(db, about.merchant_id) if side == "shop" else None
    person = owner or me
    width, height = size_of(content)
    new = CasePicture(
        id=picture_id,
        case_id=case_id,
        side=side,
        person_id=person,
        sha256=hashlib.sha256(content).digest(),
        width=width,
        height=height,
        added_at=db.now,
    )
    owned = (PURPOSE, new.sha256, MEDIA_TYPE)
    await files.own(db, picture_id, *owned, size=len(content), person=person)
    await store.add(db, new)
    await town.files.put(content)
    await schedule(db, FORGET, str(case_id), db.now + KEPT)
    await _tell(db, about, me, first=not before)


async def _tell(db: Db, about: QuestionedOrder, by_id: UUID, *, first: bool) -> None:
    """Both sides look again; of the first one of a side who is away is told, as of the question."""
    staff = (await till.shop_staff(db, [about.merchant_id])).get(about.merchant_id, set())
    people = {about.buyer_id, *staff}
    stream.tell(db, people, CHANGED)
    if about.of == "order":
        ref = f"{orders.NOTICE}:{about.order_id}"
    else:
        ref = f"{door_cases.NOTICE}:{about.case_id}"
    told = sorted(people - {by_id}) if first else []
    await push.notify(db, [PushNotice(one, ref) for one in told])


async def of_appeal(db: Db, case_id: UUID) -> QuestionedOrder:
    """A question about which the town was called, for who works at the desk. Raises
    `NoCasePicture`.
    """
    about = await store.whose(db, case_id)
    if about is None or not about.appealed:
        raise NoCasePicture
    return about


async def one_of(db: Db, about: QuestionedOrder, picture_id: UUID) -> CasePicture:
    """A picture of a question that one may read. Raises `NoCasePicture`."""
    found = await store.find(db, picture_id)
    if found is None or found.case_id != about.case_id:
        raise NoCasePicture
    return found


async def fall_due(db: Db, ref: str, _body: object) -> None:
    """The due row: pictures of a question that is over are gone."""
    about = await store.whose(db, UUID(ref))
    if about is not None and about.is_open:
        await schedule(db, FORGET, ref, db.now + STILL_OPEN)
    else:
        await forget(db, await store.of_case(db, UUID(ref)))


async def forget(db: Db, pictures: Sequence[CasePicture]) -> None:
    """They and their files are gone."""
    ids = [one.id for one in pictures]
    await store.drop(db, ids)
    await files.forget(db, await files.disown_several(db, ids))
