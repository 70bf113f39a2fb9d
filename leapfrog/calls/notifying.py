"""Telling: both people's devices hear at once what became of a call; those that are away are
rung, and told when it is over.
"""

from datetime import timedelta
from uuid import UUID

from leapfrog.calls.model import Call, LiveCall
from leapfrog.chat import PersonLabel
from leapfrog.contacts import names
from leapfrog.identity import named
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.jobs import enqueue
from leapfrog.push import PushNotice, notify

# The kind of the notices; their ref is the call's id.
RING = "call"
# The job that tells another town how a call stands; who brings it there is of a floor above.
TELL_TOWN = "calls:tell_town"


async def shown(db: Db, call: Call) -> dict[UUID, LiveCall]:
    """By person, the call as they have it, with the other one as they call them."""
    ids = [call.caller.person_id, call.callee.person_id]
    people = await named(db, ids)
    found = {}
    for me in ids:
        own, other = call.sides(me)
        called = await names(db, me, [other.person_id])
        them = people[other.person_id]
        name = called.get(them.id) or them.display_name
        found[me] = LiveCall(
            id=call.id,
            conversation_id=call.conversation_id,
            person=PersonLabel(them.id, name, them.avatar),
            media=call.media,
            state=call.state,
            outgoing=me == call.caller.person_id,
            began_at=call.began_at,
            device=own.device,
            answered_at=call.answered_at,
            ended_at=call.ended_at,
            outcome=call.outcome,
            duration_s=call.duration_s,
            about=call.about,
        )
    return found


async def ring(db: Db, call: Call, lasts: timedelta) -> None:
    """The other one's devices that are away hear of the call, also when it is over by then."""
    if call.town and call.called_from_here:
        return
    await notify(db, [PushNotice(call.callee.person_id, f"{RING}:{call.id}", "high", lasts)])


async def tell(db: Db, call: Call) -> None:
    """After the commit, all devices of both hear what the call is now."""
    for person, found in (await shown(db, call)).items():
        stream.tell(db, [person], {"t": "call", "call": found})


async def tell_town(db: Db, call: Call) -> None:
    """After the commit, the town of the other one hears how the call stands by then."""
    await enqueue(db, TELL_TOWN, {"id": str(call.id)})
