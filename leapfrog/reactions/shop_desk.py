"""Conversations of customers with a shop have in them who answers for it, at each moment."""

from typing import Any
from uuid import UUID

from leapfrog import chat, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule

STAFF = "shop_desk.staff"
AT_ONCE = 100
NONE = UUID(int=0)


def question_id(merchant_id: UUID, buyer_id: UUID) -> UUID:
    """The id of the conversation of a person with a shop; the same each time."""
    return derived_id(merchant_id, f"asked by {buyer_id}")


def _bounds(merchant_id: UUID) -> tuple[UUID, UUID]:
    """Between these lie the ids of all conversations with a shop: an id that is derived of another
    one begins with its moment.
    """
    start = question_id(merchant_id, NONE).bytes[:6]
    return UUID(bytes=start + bytes(10)), UUID(bytes=start + b"\xff" * 10)


async def questions_follow_staff(db: Db, event: till.StaffChanged) -> None:
    """Who answers for a shop from now on is in its conversations, and who does not any more has
    left them.
    """
    if (event.role in till.ANSWERING_ROLES) != (event.before in till.ANSWERING_ROLES):
        await _follow(db, event.merchant_id, event.person_id, _bounds(event.merchant_id)[0])


async def go_on_following(db: Db, ref: str, body: Any) -> None:
    """The due row: the next of many conversations."""
    merchant_id, _, person_id = ref.partition(":")
    await _follow(db, UUID(merchant_id), UUID(person_id), UUID(body["after"]))


async def _follow(db: Db, merchant_id: UUID, person_id: UUID, after: UUID) -> None:
    """As it is by now: meanwhile their role may have changed again."""
    staff = await till.shop_staff(db, [merchant_id], till.ANSWERING_ROLES)
    answers = person_id in staff.get(merchant_id, ())
    found = await chat.groups_between(db, after, _bounds(merchant_id)[1], AT_ONCE)
    for one in found:
        if one.id != question_id(merchant_id, one.made_by) or one.made_by == person_id:
            continue
        if answers:
            await chat.join_desk(db, one.id, one.made_by, person_id)
        else:
            await chat.leave_desk(db, one.id, person_id)
    if len(found) == AT_ONCE:
        ref, body = f"{merchant_id}:{person_id}", {"after": str(found[-1].id)}
        await schedule(db, STAFF, ref, db.now, body)
