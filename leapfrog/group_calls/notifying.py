"""Telling: all people of the group hear at once what became of its call; devices of those who are
rung and away are rung, and told when it is over.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import chat
from leapfrog.calls import Media
from leapfrog.chat import PersonLabel
from leapfrog.group_calls.model import GroupCall
from leapfrog.identity import named
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.push import PushNotice, notify

# The kind of the notices; their ref is the call's id.
RING = "group_call"


class GroupCallSeat(msgspec.Struct, frozen=True):
    """Somebody who is in the call with one device; `person.name` is what they call themselves. A
    person who comes again, or with another device, has another seat.
    """

    seat: int
    person: PersonLabel


class LiveGroupCall(msgspec.Struct, frozen=True, omit_defaults=True):
    """A call of a group, the same for all of its people. `turn`: the larger one of two tellings is
    the newer one; `seats` in the order in which they came; `rings`: who is rung just now.
    """

    id: UUID
    conversation_id: UUID
    media: Media
    began_at: datetime
    turn: int
    seats: list[GroupCallSeat]
    rings: list[UUID]
    starter_id: UUID | None = None
    ended_at: datetime | None = None
    duration_s: int = 0


async def shown(db: Db, call: GroupCall) -> LiveGroupCall:
    """A group call as the members of its group see it: who sits where, who is rung,
    when it began.
    """
    seated = call.seated
    people = await named(db, [one.person_id for one in seated])
    seats = [
        GroupCallSeat(one.seat or 0, PersonLabel(who.id, who.display_name, who.avatar))
        for one in seated
        if (who := people.get(one.person_id))
    ]
    return LiveGroupCall(
        id=call.id,
        conversation_id=call.conversation_id,
        media=call.media,
        began_at=call.began_at,
        turn=call.turn,
        seats=seats,
        rings=call.rung,
        starter_id=call.starter_id,
        ended_at=call.ended_at,
        duration_s=call.duration_s,
    )


async def tell(db: Db, call: GroupCall, gone: Collection[UUID]) -> None:
    """After the commit, all people of the group hear what the call is now, and so do those who have
    just gone from it.
    """
    people = {*await chat.people(db, call.conversation_id), *gone}
    stream.tell(db, people, {"t": "group_call", "call": await shown(db, call)})


async def ring(db: Db, call: GroupCall, people: Iterable[UUID], lasts: timedelta) -> None:
    """Devices of these people that are away hear of the call, also when it rings no more then."""
    tag = f"{RING}:{call.id}"
    await notify(db, [PushNotice(person, tag, "high", lasts) for person in people])
