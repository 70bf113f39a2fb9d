"""Routes of calls. What the devices tell each other goes over the stream."""

from datetime import timedelta
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.calls import answering, placing
from leapfrog.calls.ice import IceServers, servers
from leapfrog.calls.model import CallSide, LiveCall, Media
from leapfrog.calls.placing import CallRequest
from leapfrog.identity import Principal, SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit

CALLING = Limit("call", 30, 600)
ASKING = Limit("ice", 120, 600)


class Calls(msgspec.Struct, frozen=True):
    """The call that somebody is in, or that rings; none else."""

    calls: list[LiveCall]


class NewCall(Input, frozen=True):
    """`device`: the name that the device gave itself in its stream's `hello`, if it did."""

    person_id: UUID
    media: Media
    device: UUID | None = None


class CallAnswer(Input, frozen=True):
    """`device`: as in `NewCall`."""

    accept: bool
    device: UUID | None = None


@get("/calls/ice", summary="Read call servers")
async def read_ice(town: TownIn, signed: SignedIn) -> IceServers:
    """The STUN and TURN servers through which a call may find its way, with credentials of one's
    own for TURN.
    """
    town.limit(ASKING, str(signed.person_id))
    return servers(town.settings, signed.person_id, town.clock.now())


@get("/calls")
async def list_calls(db: DbIn, signed: SignedIn) -> Calls:
    """The call that one is in or that rings for one: at most one, so that an app which was opened
    late can join. Raises `NoCall`.
    """
    found = await answering.mine(db, signed.person_id)
    return Calls([found] if found else [])


@get("/calls/{call_id:uuid}")
async def read_call(db: DbIn, signed: SignedIn, call_id: FromPath[UUID]) -> LiveCall:
    """One call of one's own: who, which media, and its state. Raises `NoCall`."""
    return await answering.one(db, signed.person_id, call_id)


@put("/calls/{call_id:uuid}")
async def place_call(
    db: DbIn, town: TownIn, signed: SignedIn, call_id: FromPath[UUID], data: JSONBody[NewCall]
) -> LiveCall:
    """Rings the other person's devices. Whoever is in another call is busy, and the call has ended
    at once. The same id again is the same call. Raises `CallsYou`, `EmptyMessage`, `GroupIdUsed`,
    `InCall`, `LongMessage`, `MovedAway`, `NoCall`, `NoConversation`, `NotContacts`.
    """
    town.limit(CALLING, str(signed.person_id))
    rings = timedelta(seconds=town.settings.ring_seconds)
    caller = _side(signed, data.device)
    return await placing.place(db, CallRequest(call_id, caller, data.person_id, data.media, rings))


@put("/calls/{call_id:uuid}/answer")
async def answer_call(
    db: DbIn, signed: SignedIn, call_id: FromPath[UUID], data: JSONBody[CallAnswer]
) -> LiveCall:
    """Accepts or declines a call that rings. The first device that accepts talks; the others stop
    ringing. Raises `CallOver`, `CallTaken`, `EmptyMessage`, `LongMessage`, `NoCall`,
    `NoConversation`.
    """
    if data.accept:
        return await answering.answer(db, _side(signed, data.device), call_id)
    return await answering.decline(db, signed.person_id, call_id)


@delete("/calls/{call_id:uuid}", status_code=200)
async def end_call(db: DbIn, signed: SignedIn, call_id: FromPath[UUID]) -> LiveCall:
    """Hangs up; before the call is answered, it is cancelled or declined. Raises `EmptyMessage`,
    `LongMessage`, `NoCall`, `NoConversation`.
    """
    return await answering.hang_up(db, signed.person_id, call_id)


def _side(signed: Principal, device: UUID | None) -> CallSide:
    return CallSide(signed.person_id, signed.session_id, device)


routes: list[HTTPRouteHandler] = [
    read_ice,
    list_calls,
    read_call,
    place_call,
    answer_call,
    end_call,
]
