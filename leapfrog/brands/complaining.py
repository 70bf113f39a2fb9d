"""A verified brand complains that an item, or a shop, misuses its name; the shop answers."""

import hashlib
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import market, push, till
from leapfrog.brands import checking, marks, store, store_complaints
from leapfrog.brands.errors import (
    BrandIdUsed,
    ComplaintOver,
    ComplaintsSuspended,
    ComplaintUnderWay,
    NoBrand,
    NoBrandComplaint,
    TooManyDocuments,
)
from leapfrog.brands.model import (
    ANSWER_WITHIN,
    EVIDENCE_KEPT,
    FALSE_WITHIN,
    LONGEST_WORDS,
    MOST_EVIDENCE,
    MOST_FALSE,
    BrandComplaint,
    Evidence,
    MisuseWishes,
    Side,
)
from leapfrog.identity import operator_ids
from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.images import size_of
from leapfrog.kernel.timers import schedule

FORGET_EVIDENCE, COMPLAINT_NOTICE = "brands.forget_evidence", "brand_complaint"
PURPOSE, MEDIA_TYPE = "brand_evidence", "image/webp"
OPEN = ("open", "answered")


async def complain(
    db: Db, me: UUID, complaint_id: UUID, merchant_id: UUID, wanted: MisuseWishes
) -> BrandComplaint:
    """Complains, for the verified brand `merchant_id`, which I lead, about a shop that misuses its
    name, or an item of it. The same id again is the same. Raises `NoMerchant`, `RoleNeeded`,
    `NoBrand`, `NoFront`, `NoItem`, `Invalid`, `ComplaintsSuspended`, `ComplaintUnderWay`,
    `BrandIdUsed`.
    """
    check_new_id(complaint_id)
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    words = checking.text("words", wanted.words, LONGEST_WORDS, 1)
    known = await store_complaints.find(db, complaint_id)
    wanted = msgspec.structs.replace(wanted, words=words)
    if known is not None:
        return await _same(db, known, merchant_id, wanted)
    brand = (await store.verified(db, [merchant_id])).get(merchant_id)
    if brand is None:
        raise NoBrand
    await _check_about(db, merchant_id, wanted)
    end = await suspended_until(db, merchant_id)
    if end is not None:
        raise ComplaintsSuspended(until=end.isoformat())
    made = BrandComplaint(
        id=complaint_id,
        brand_id=brand.id,
        merchant_id=wanted.merchant_id,
        item_id=wanted.item_id,
        kind=wanted.kind,
        words=wanted.words,
        danger=wanted.danger,
        by_id=me,
        at=db.now,
        answer_by=db.now + ANSWER_WITHIN,
    )
    if not await store_complaints.add(db, made):
        # The same request at the same time was a moment faster.
        known = await store_complaints.find(db, complaint_id)
        if known is None:
            raise ComplaintUnderWay
        return await _same(db, known, merchant_id, wanted)
    await notify(db, made, [wanted.merchant_id])
    return made


async def _check_about(db: Db, merchant_id: UUID, wanted: MisuseWishes) -> None:
    """What one complains about is there for everybody, and another's."""
    await market.front(db, wanted.merchant_id)
    if wanted.merchant_id == merchant_id:
        raise Invalid("That is your own shop.", field="merchant_id")
    if wanted.item_id is not None:
        item = await market.item(db, wanted.item_id)
        if item.merchant_id != wanted.merchant_id:
            raise market.NoItem


async def _same(
    db: Db, known: BrandComplaint, merchant_id: UUID, wanted: MisuseWishes
) -> BrandComplaint:
    brand = await store.find(db, known.brand_id)
    mine = brand is not None and brand.merchant_id == merchant_id
    said = MisuseWishes(known.merchant_id, known.item_id, known.kind, known.words, known.danger)
    if not mine or said != wanted:
        raise BrandIdUsed
    return known


async def suspended_until(db: Db, merchant_id: UUID) -> datetime | None:
    """Until when no complaint of a brand is heard, since too many were false; None: all are."""
    found = (await store_complaints.false_ones(db, [merchant_id])).get(merchant_id, [])
    return found[MOST_FALSE - 1] + FALSE_WITHIN if len(found) >= MOST_FALSE else None


async def either(
    db: Db, me: UUID, complaint_id: UUID, *, locked: bool = False
) -> tuple[BrandComplaint, Side]:
    """A complaint of a brand that I lead, or about a shop that I lead, and on which side I am; with
    `locked`, locked until the end of the transaction. Raises `NoBrandComplaint`.
    """
    read = store_complaints.lock if locked else store_complaints.find
    found = await read(db, complaint_id)
    if found is None:
        raise NoBrandComplaint
    brand = await store.find(db, found.brand_id)
    ofs: list[tuple[UUID, Side]] = [(found.merchant_id, "shop")]
    if brand is not None:
        ofs.append((brand.merchant_id, "brand"))
    staff = await till.shop_staff(db, [shop for shop, _ in ofs], till.LEADING_ROLES)
    for shop, side in ofs:
        if me in staff.get(shop, ()):
            return found, side
    raise NoBrandComplaint


async def answer(db: Db, me: UUID, complaint_id: UUID, words: str) -> BrandComplaint:
    """What a shop that I lead says to a complaint about it, once, until the town has ruled. The
    same words again are the same. Raises `NoBrandComplaint`, `Invalid`, `ComplaintOver`.
    """
    said = checking.text("words", words, LONGEST_WORDS, 1)
    found, side = await either(db, me, complaint_id, locked=True)
    if side != "shop":
        raise NoBrandComplaint
    if found.state == "answered" and found.answer == said:
        return found
    if found.state != "open":
        raise ComplaintOver(state=found.state)
    await store_complaints.answer(db, complaint_id, said)
    return await _changed(db, complaint_id, "brand")


async def withdraw(db: Db, me: UUID, complaint_id: UUID) -> BrandComplaint:
    """A brand that I lead lets it be before the shop has answered: from then on the town rules, and
    what is false counts. Again is the same. Raises `NoBrandComplaint`, `ComplaintOver`.
    """
    found, side = await either(db, me, complaint_id, locked=True)
    if side != "brand":
        raise NoBrandComplaint
    if found.state == "withdrawn":
        return found
    if found.state != "open":
        raise ComplaintOver(state=found.state)
    await store_complaints.withdraw(db, complaint_id)
    await forget_evidence_later(db, complaint_id)
    return await _changed(db, complaint_id, "shop")


async def _changed(db: Db, complaint_id: UUID, told: Literal["brand", "shop"]) -> BrandComplaint:
    after = await store_complaints.find(db, complaint_id)
    assert after
    shops = await shops_of(db, after)
    await notify(db, after, [shops[told]] if told in shops else [])
    return after


async def shops_of(db: Db, one: BrandComplaint) -> dict[Side, UUID]:
    """Whose it is, and whom it is about."""
    brand = await store.find(db, one.brand_id)
    found: dict[Side, UUID] = {"shop": one.merchant_id}
    return {**found, "brand": brand.merchant_id} if brand else found


async def notify(db: Db, one: BrandComplaint, shops: list[UUID]) -> None:
    """Those who lead these shops are told that it has changed; the desk sees it."""
    people = {each for shop in shops for each in await marks.tell_shop(db, shop)}
    told = [push.PushNotice(each, f"{COMPLAINT_NOTICE}:{one.id}") for each in sorted(people)]
    await push.notify(db, told)
    await marks.tell_operators(db)


async def show(
    db: Db, town: Town, me: UUID, complaint_id: UUID, evidence_id: UUID, picture: bytes
) -> list[Evidence]:
    """One more picture (WebP) of my side, until the town has ruled; answers those of both. It
    counts for the owner of my side's shop. The same id again changes nothing. Raises
    `NoBrandComplaint`, `ComplaintOver`, `BrandIdUsed`, `TooManyDocuments`, `QuotaFull`, `DiskFull`.
    """
    check_new_id(evidence_id)
    found, side = await either(db, me, complaint_id, locked=True)
    known = await store_complaints.one_evidence(db, evidence_id)
    if known is not None and (known.complaint_id, known.side) != (complaint_id, side):
        raise BrandIdUsed
    there = (await store_complaints.evidence(db, [complaint_id])).get(complaint_id, [])
    if known is not None:
        return there
    if found.state not in OPEN:
        raise ComplaintOver(state=found.state)
    if len([one for one in there if one.side == side]) >= MOST_EVIDENCE:
        raise TooManyDocuments(most=MOST_EVIDENCE)
    sha256 = hashlib.sha256(picture).digest()
    shops = await shops_of(db, found)
    person = await till.shop_owner(db, shops[side])
    owned = (PURPOSE, sha256, MEDIA_TYPE)
    await files.own(db, complaint_id, *owned, size=len(picture), person=person)
    new = Evidence(evidence_id, complaint_id, side, sha256, *size_of(picture), added_at=db.now)
    await store_complaints.add_evidence(db, new)
    await town.files.put(picture)
    return [*there, new]


async def seen(db: Db, me: UUID, complaint_id: UUID, evidence_id: UUID) -> Evidence:
    """A picture that either side shows, for both and for those who run the town. Raises
    `NoBrandComplaint`.
    """
    if me not in await operator_ids(db):
        await either(db, me, complaint_id)
    found = await store_complaints.one_evidence(db, evidence_id)
    if found is None or found.complaint_id != complaint_id:
        raise NoBrandComplaint
    return found


async def forget_evidence_later(db: Db, complaint_id: UUID) -> None:
    await schedule(db, FORGET_EVIDENCE, str(complaint_id), db.now + EVIDENCE_KEPT)


async def evidence_forgotten(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of a complaint, half a year after its ruling: deletes the pictures
    that both sides have shown.
    """
    await erase_evidence(db, [UUID(ref)])


async def erase_evidence(db: Db, complaints: list[UUID]) -> None:
    await store_complaints.drop_evidence(db, complaints)
    await files.forget(db, await files.disown_several(db, complaints))
