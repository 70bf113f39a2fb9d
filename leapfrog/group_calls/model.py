"""A call of a group: who is in it, who is rung, and how it goes on.

    one begins -> others come and go -> the last one leaves: ended

Nothing here touches the database: each step answers the call as it is afterwards, or a problem.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog.calls import CallOver, CallSide, Media
from leapfrog.group_calls.errors import CallFull

# Each device sends to each other one: what a phone and its line can do (docs/calls.md).
MOST = 8
# In a larger group nobody is rung: the call is to be seen there, and whoever likes comes.
MOST_RUNG = 50
# The devices in it say that they are there every 15 seconds.
SILENCE = timedelta(seconds=60)
# Calls that are over are remembered so long, for who asks twice.
REMEMBERED = timedelta(days=1)


class Attendee(msgspec.Struct, frozen=True):
    """Somebody who is rung, is in the call, or was. `seat`: the number under which one device of
    theirs is in it; `heard_at`: when that device last said so; `joined_at`: when they came first.
    """

    person_id: UUID
    rings: bool = False
    seat: int | None = None
    session_id: UUID | None = None
    device: UUID | None = None
    heard_at: datetime | None = None
    joined_at: datetime | None = None

    @property
    def side(self) -> CallSide:
        """Their device that is in it."""
        return CallSide(self.person_id, self.session_id, self.device)

    def away(self) -> "Attendee":
        """They are neither in it nor rung."""
        return Attendee(self.person_id, joined_at=self.joined_at)


class GroupCallRow(msgspec.Struct, frozen=True):
    """A call of a group as it is kept. `answered_at`: when the second one came; `turn`: raised with
    each change.
    """

    id: UUID
    conversation_id: UUID
    starter_id: UUID | None
    media: Media
    began_at: datetime
    rings_until: datetime
    turn: int
    answered_at: datetime | None = None
    ended_at: datetime | None = None


class GroupCall(GroupCallRow, frozen=True, kw_only=True):
    """With those who have to do with it, by their ids."""

    attendees: Mapping[UUID, Attendee]

    @property
    def seated(self) -> list[Attendee]:
        """Who is in it, in the order in which they came."""
        found = [one for one in self.attendees.values() if one.seat is not None]
        return sorted(found, key=lambda one: one.seat or 0)

    @property
    def rung(self) -> list[UUID]:
        return [one.person_id for one in self.attendees.values() if one.rings]

    @property
    def came(self) -> int:
        """How many were in it."""
        return sum(one.joined_at is not None for one in self.attendees.values())

    @property
    def duration_s(self) -> int:
        """Whole seconds from when the second one came to the end; 0 before, and if none came."""
        if self.answered_at is None or self.ended_at is None:
            return 0
        return max(0, int((self.ended_at - self.answered_at).total_seconds()))

    def seat_of(self, person_id: UUID) -> int | None:
        """The seat of their device that is in it."""
        found = self.attendees.get(person_id)
        return found.seat if found else None

    def at(self, side: CallSide) -> Attendee | None:
        """This device, if it is in the call."""
        found = self.attendees.get(side.person_id)
        return found if found and found.seat is not None and found.side == side else None


def joined(call: GroupCall, side: CallSide, now: datetime) -> GroupCall:
    """This device is in it, in the place of another one of the same person. The same one again
    changes nothing. Raises `CallOver`, `CallFull`.
    """
    if call.ended_at:
        raise CallOver
    if call.at(side):
        return call
    if call.seat_of(side.person_id) is None and len(call.seated) >= MOST:
        raise CallFull
    before = call.attendees.get(side.person_id)
    turn = call.turn + 1
    comes = Attendee(
        side.person_id,
        seat=turn,
        session_id=side.session_id,
        device=side.device,
        heard_at=now,
        joined_at=(before and before.joined_at) or now,
    )
    second = call.seated and call.seat_of(side.person_id) is None
    answered = call.answered_at or (now if second else None)
    return replace(_with(call, [comes]), turn=turn, answered_at=answered)


def left(call: GroupCall, people: Collection[UUID], now: datetime) -> GroupCall:
    """These people are not in it any more, and are not rung; when nobody is left, it has ended."""
    gone = [one.away() for one in call.attendees.values() if one.person_id in people]
    after = _with(call, [one for one in gone if one != call.attendees[one.person_id]])
    return after if after.seated or after == call else _ended(after, now)


def declined(call: GroupCall, person_id: UUID) -> GroupCall:
    """They are not rung any more."""
    found = call.attendees.get(person_id)
    return _with(call, [replace(found, rings=False)]) if found and found.rings else call


def rung_out(call: GroupCall) -> GroupCall:
    """Nobody is rung any more."""
    rung = [one for one in call.attendees.values() if one.rings]
    return _with(call, [replace(one, rings=False) for one in rung])


def _ended(call: GroupCall, now: datetime) -> GroupCall:
    return replace(rung_out(call), ended_at=now)


def _with(call: GroupCall, people: Collection[Attendee]) -> GroupCall:
    """With these people as they are now; the same call when there are none."""
    if not people:
        return call
    attendees = {**call.attendees, **{one.person_id: one for one in people}}
    return replace(call, attendees=attendees, turn=call.turn + 1)
