"""That a show does not take place reaches who has tickets, wherever the phone is; that something
came free reaches who waited for it.
"""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import ticket_draws, ticket_gates, ticket_sales, tickets
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.push import Notification

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "cancelled": "It does not take place. Who paid gets their money back.",
        "discreet": "News of a show",
        "moved": "It is at another time now. Your ticket stays good, or can be given back.",
        "drawn": "You were drawn: choose your seats before the others.",
        "gate": "You are asked to help at the gate.",
        "seed": "The draw is closed. Show your seed, so that it is drawn.",
        "given_up": "Some refunds of this show cannot be paid out. They need you now.",
        "offered": "What you waited for has come free and is held for you. Pay until it is over.",
        "freed": "Tickets have come free. All who wait hear of it now: who is first has them.",
    },
    "zh-CN": {
        "cancelled": "这一场不再举行，票款将退还付款人。",
        "discreet": "演出有新消息",
        "moved": "时间有变。你的票仍然有效，也可以退票。",
        "drawn": "你已中签，可优先选座。",
        "gate": "请你在检票口帮忙。",
        "seed": "抽签已截止，请公开你的种子以便开签。",
        "given_up": "这一场有退款无法退回，请人工处理。",
        "offered": "你候补的座位有了，已为你保留，请尽快付款。",
        "freed": "有票空出。所有候补者同时收到通知，先到先得。",
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
    path = f"/tickets/show/{show.id}"
    if show.state != "cancelled":
        if show.moved_at is None:
            return None
        return Notification(event.name, words["moved"], words["discreet"], path)
    text = " ".join(filter(None, (words["cancelled"], show.why)))
    return Notification(event.name, text, words["discreet"], path)


async def compose_freed(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """That shortly before the doors something came free, for who of those who wait is first."""
    event = await tickets.freed(db, person_id, UUID(ref))
    if event is None:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    return Notification(event.name, words["freed"], words["discreet"], f"/tickets/show/{ref}")


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


async def compose_gate(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """That somebody is asked to help at the gate of a show; nothing for who no longer is."""
    found = await ticket_gates.gate_of(db, person_id, UUID(ref))
    if found is None:
        return None
    show, event = found
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    return Notification(event.name, words["gate"], words["discreet"], f"/gate/{show.id}")


async def compose_ticket_draw(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """That somebody may choose seats before others, or that their own draw waits for its seed."""
    draw = await ticket_draws.find(db, UUID(ref))
    if draw is None:
        return None
    found = await ticket_draws.shown(db, person_id, draw)
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    name, discreet = found.show.event.name, words["discreet"]
    if found.leads and found.phase == "closed":
        return Notification(name, words["seed"], discreet, f"/tickets/draw/{draw.show_id}")
    if found.right is None or not found.right.open:
        return None
    return Notification(name, words["drawn"], discreet, f"/tickets/show/{draw.show_id}")
