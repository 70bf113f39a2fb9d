"""That a show does not take place reaches who has tickets, wherever the phone is; that something
came free reaches who waited for it.
"""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import ticket_sales, tickets
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.push import Notification

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "cancelled": "It does not take place. Who paid gets their money back.",
        "discreet": "News of a show",
        "given_up": "Some refunds of this show cannot be paid out. They need you now.",
        "offered": "What you waited for has come free and is held for you. Pay until it is over.",
    },
    "zh-CN": {
        "cancelled": "这一场不再举行，票款将退还付款人。",
        "discreet": "演出有新消息",
        "given_up": "这一场有退款无法退回，请人工处理。",
        "offered": "你候补的座位有了，已为你保留，请尽快付款。",
    },
}


async def compose_show(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """That what one waited for is held for one; that a show is called off, and why; nothing for who
    has nothing to do with it.
    """
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    offer = await tickets.offer_of(db, person_id, UUID(ref))
    if offer is not None:
        _, event, order = offer
        path = f"/tickets/order/{order.id}"
        return Notification(event.name, words["offered"], words["discreet"], path)
    try:
        show, event = await tickets.show_of(db, person_id, UUID(ref))
    except Problem:
        return None
    if show.state != "cancelled":
        return None
    text = " ".join(filter(None, (words["cancelled"], show.why)))
    return Notification(event.name, text, words["discreet"], f"/tickets/show/{show.id}")


async def compose_given_up(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """That money of a cancelled show is left to who runs the town."""
    show = await tickets.show_shown(db, UUID(ref))
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    text, path = words["given_up"], f"/tickets/show/{show.id}"
    return Notification(show.event.name, text, words["discreet"], path)


async def compose_holder_message(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """What the organiser of a show says to who has tickets."""
    found = await ticket_sales.message_of(db, person_id, UUID(ref))
    if found is None:
        return None
    said, name = found
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    return Notification(name, said.text, words["discreet"], f"/tickets/at/{said.show_id}")
