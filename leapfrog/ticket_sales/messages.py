"""What an organiser says to all who have tickets of a show: through the town, which tells nobody
who they are.
"""

from datetime import timedelta
from uuid import UUID

from leapfrog import push, tickets
from leapfrog.identity import plain
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.locks import lock
from leapfrog.push import PushNotice
from leapfrog.ticket_sales import store
from leapfrog.ticket_sales.errors import MessageIdUsed, TooManyMessages
from leapfrog.ticket_sales.store import HolderMessage

NOTICE = "ticket_message"
LONGEST, MOST_A_DAY, MOST_SHOWN = 1_000, 5, 50
DAY = timedelta(days=1)
# What was left behind, thanks, money that goes back; then it is advertisement.
UNTIL = timedelta(days=7)


async def say(db: Db, me: UUID, show_id: UUID, message_id: UUID, text: str) -> HolderMessage:
    """All who have tickets of a show of mine hear this. The same id again is the same message.
    Raises `Invalid`, `NoShow`, `RoleNeeded`, `MessageIdUsed`, `ShowOver` a week after its end,
    `TooManyMessages`.
    """
    show = await tickets.led_show(db, me, show_id)
    check_new_id(message_id)
    said = plain(text).strip()
    if not 1 <= len(said) <= LONGEST:
        raise Invalid(f"1 to {LONGEST} characters.")
    await lock(db, "ticket_message", show.id)
    before = await store.message(db, message_id)
    if before is not None:
        if (before.show_id, before.by_id, before.text) != (show.id, me, said):
            raise MessageIdUsed
        return before
    if db.now >= show.ends_at + UNTIL:
        raise tickets.ShowOver
    if await store.said_within(db, show.id, DAY) >= MOST_A_DAY:
        raise TooManyMessages(most=MOST_A_DAY)
    people = await store.people(db, show.id)
    made = HolderMessage(message_id, show.id, me, said, len(people), db.now)
    if not await store.add_message(db, made):
        raise MessageIdUsed
    stream.tell(db, set(people), tickets.CHANGED)
    await push.notify(db, [PushNotice(one, f"{NOTICE}:{made.id}") for one in people])
    return made


async def heard(db: Db, me: UUID, show_id: UUID) -> list[HolderMessage]:
    """What was said about a show of which I have a ticket, or at which I work, the newest first.
    Raises `NoShow`.
    """
    try:
        await tickets.show_of(db, me, show_id)
    except Problem:
        await tickets.staff_show(db, me, show_id)
    return await store.of_show(db, show_id, MOST_SHOWN)


async def message_of(db: Db, person_id: UUID, message_id: UUID) -> tuple[HolderMessage, str] | None:
    """A message to the holders of a show's tickets, and the event's name, for one of them; None
    where the person has no ticket any more, or the message is forgotten.
    """
    found = await store.message(db, message_id)
    if found is None or not found.text:
        return None
    try:
        _, event = await tickets.show_of(db, person_id, found.show_id)
    except Problem:
        return None
    return found, event.name
