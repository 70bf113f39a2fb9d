"""Routes of the calls of groups. What the devices tell each other goes over the stream."""

from datetime import timedelta
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.calls import CallSide, Media
from leapfrog.group_calls import attending, starting, store
from leapfrog.group_calls.model import GroupCall
from leapfrog.group_calls.notifying import LiveGroupCall, shown
from leapfrog.group_calls.starting import GroupCallRequest
from leapfrog.identity import Principal, SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit

STARTING = Limit("group_call", 20, 600)
JOINING = Limit("group_call_join", 60, 600)
CallId = FromPath[UUID]


class LiveGroupCalls(msgspec.Struct, frozen=True):
    """The calls that go on in one's groups, the oldest first."""

    calls: list[LiveGroupCall]


class SeatedCall(msgspec.Struct, frozen=True):
    """A call, and the seat of one's own device that is in it."""

    call: LiveGroupCall
    seat: int | None


class NewGroupCall(Input, frozen=True):
    """`device`: the name that the device gave itself in its stream's `hello`, if it did."""

    conversation_id: UUID
    media: Media
    device: UUID | None = None


class GroupCallJoin(Input, frozen=True):
    """`device`: as in `NewGroupCall`."""

    device: UUID | None = None


@get("/group-calls", summary="List calls of groups")
async def list_group_calls(db: DbIn, signed: SignedIn) -> LiveGroupCalls:
    """The calls that go on in one's groups, whether or not one is in them."""
    found = await store.running(db, signed.person_id)
    return LiveGroupCalls([await shown(db, one) for one in found])


@get("/group-calls/{call_id:uuid}", summary="Read a call of a group")
async def read_group_call(db: DbIn, signed: SignedIn, call_id: CallId) -> LiveGroupCall:
    """One call of a group in which one is: who is in it, who is rung. Raises `NoCall`."""
    return await shown(db, await attending.one(db, signed.person_id, call_id))


@put("/group-calls/{call_id:uuid}", summary="Call a group")
async def start_group_call(
    db: DbIn, town: TownIn, signed: SignedIn, call_id: CallId, data: JSONBody[NewGroupCall]
) -> SeatedCall:
    """Begins a call in a group of up to eight people at once, and rings the others: not who is in
    another call, muted the group, or is blocked; nobody in a group of more than fifty. The same id
    again is the same call. Raises `CallRuns`, `GroupIdUsed`, `InCall`, `Invalid`, `MutedAll`,
    `NoConversation`, `StaysHere`.
    """
    town.limit(STARTING, str(signed.person_id))
    rings = timedelta(seconds=town.settings.ring_seconds)
    side, place = _side(signed, data.device), data.conversation_id
    wanted = GroupCallRequest(call_id, side, place, data.media, rings)
    return await _seated(db, await starting.start(db, wanted), signed)


@put("/group-calls/{call_id:uuid}/seat", summary="Join a call of a group")
async def join_group_call(
    db: DbIn, town: TownIn, signed: SignedIn, call_id: CallId, data: JSONBody[GroupCallJoin]
) -> SeatedCall:
    """This device is in the call, also late. Another device of the same person that was in it is
    out: each person is in it once. Raises `CallApart`, `CallFull`, `CallOver`, `EmptyMessage`,
    `InCall`, `LongMessage`, `NoCall`, `NoConversation`.
    """
    town.limit(JOINING, str(signed.person_id))
    call = await attending.join(db, _side(signed, data.device), call_id)
    return await _seated(db, call, signed)


@delete("/group-calls/{call_id:uuid}/seats/{seat:int}", status_code=200, summary="Leave a call")
async def leave_group_call(
    db: DbIn, signed: SignedIn, call_id: CallId, seat: FromPath[int]
) -> LiveGroupCall:
    """The device on this seat is out of the call; the last one ends it. Nothing changes for a seat
    that is not one's own. Raises `EmptyMessage`, `LongMessage`, `NoCall`, `NoConversation`.
    """
    return await shown(db, await attending.leave(db, signed.person_id, call_id, seat))


@delete("/group-calls/{call_id:uuid}/ring", status_code=200, summary="Decline a call of a group")
async def decline_group_call(db: DbIn, signed: SignedIn, call_id: CallId) -> LiveGroupCall:
    """One's own devices ring no more; one can still join while it goes on. Raises
    `EmptyMessage`, `LongMessage`, `NoCall`, `NoConversation`.
    """
    return await shown(db, await attending.decline(db, signed.person_id, call_id))


async def _seated(db: Db, call: GroupCall, signed: Principal) -> SeatedCall:
    return SeatedCall(await shown(db, call), call.seat_of(signed.person_id))


def _side(signed: Principal, device: UUID | None) -> CallSide:
    return CallSide(signed.person_id, signed.session_id, device)


routes: list[HTTPRouteHandler] = [
    list_group_calls,
    read_group_call,
    start_group_call,
    join_group_call,
    leave_group_call,
    decline_group_call,
]
