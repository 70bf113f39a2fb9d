"""A call between two people: what it is, and how it goes from one state to the next.

    ringing -> answered -> ended
       |                     ^
       +--- missed, declined, cancelled; busy or unreachable at once

Nothing here touches the database: each step answers the call as it is afterwards, or a problem.
"""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.calls.errors import CallOver, CallTaken, NoCall, NotAnswered
from leapfrog.chat import PersonLabel

Media = Literal["voice", "video"]
State = Literal["ringing", "answered", "ended"]
Outcome = Literal["answered", "missed", "declined", "cancelled", "busy", "unreachable"]

# The devices that talk say that they are there every 15 seconds.
SILENCE = timedelta(seconds=60)
# Ended calls are remembered so long, for who asks twice.
REMEMBERED = timedelta(days=1)


class CallSide(msgspec.Struct, frozen=True):
    """A device of one of the two: its session, and the name that it gave itself (a browser's
    windows share a session).
    """

    person_id: UUID
    session_id: UUID | None
    device: UUID | None = None


class Call(msgspec.Struct, frozen=True):
    """A call as it is kept. `heard_at`: when a device that talks last said that it is there.
    `town`: of the one of the two who lives elsewhere; their device is known there alone. `about`:
    what it is about, of a call that is in no conversation.
    """

    id: UUID
    conversation_id: UUID | None
    caller: CallSide
    callee: CallSide
    media: Media
    began_at: datetime
    heard_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    town: str | None = None
    about: str = ""

    @property
    def called_from_here(self) -> bool:
        """This town decides how it ended, and writes its line."""
        return self.town is None or self.caller.session_id is not None

    @property
    def state(self) -> State:
        if self.outcome:
            return "ended"
        return "answered" if self.answered_at else "ringing"

    @property
    def duration_s(self) -> int:
        """Whole seconds from the answer to the end; 0 before, and of what was not answered."""
        if self.answered_at is None or self.ended_at is None:
            return 0
        return max(0, int((self.ended_at - self.answered_at).total_seconds()))

    def sides(self, person_id: UUID) -> tuple[CallSide, CallSide]:
        """(this person's, the other one's). Raises `NoCall` for whoever is neither."""
        if person_id == self.caller.person_id:
            return self.caller, self.callee
        if person_id == self.callee.person_id:
            return self.callee, self.caller
        raise NoCall


class LiveCall(msgspec.Struct, frozen=True, omit_defaults=True):
    """A call as one of its two people has it: `person` is the other one, `device` the name of the
    device of their own that talks. `about`: `ride:` and the id of one, for a call that is in no
    conversation: its devices reach each other through the town's relay alone, where there is one.
    """

    id: UUID
    conversation_id: UUID | None
    person: PersonLabel
    media: Media
    state: State
    outgoing: bool
    began_at: datetime
    device: UUID | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    duration_s: int = 0
    about: str = ""


def answered(call: Call, side: CallSide, now: datetime) -> Call:
    """This device of the callee took it. The same one again changes nothing. Raises `NoCall`,
    `CallTaken`, `CallOver`.
    """
    if side.person_id != call.callee.person_id:
        raise NoCall
    if call.answered_at and call.callee != side:
        raise CallTaken
    if call.outcome:
        raise CallOver
    if call.answered_at:
        return call
    return msgspec.structs.replace(call, callee=side, answered_at=now, heard_at=now)


def declined(call: Call, person_id: UUID, now: datetime) -> Call:
    """The callee does not want it; nothing changes when they have declined already. Raises
    `NoCall`, `CallTaken`, `CallOver`.
    """
    if person_id != call.callee.person_id:
        raise NoCall
    if call.answered_at:
        raise CallTaken
    if call.outcome:
        if call.outcome == "declined":
            return call
        raise CallOver
    return ended(call, now, "declined")


def hung_up(call: Call, person_id: UUID, now: datetime) -> Call:
    """One of the two ends it; nothing changes when it is over. Raises `NoCall`."""
    call.sides(person_id)
    if call.outcome:
        return call
    calls = person_id == call.caller.person_id
    return ended(call, now, "cancelled" if calls else "declined")


def ended(call: Call, now: datetime, unanswered: Outcome) -> Call:
    """It is over: answered if it was, else `unanswered`."""
    outcome: Outcome = "answered" if call.answered_at else unanswered
    return msgspec.structs.replace(call, ended_at=now, outcome=outcome)


def peer(call: Call, side: CallSide) -> CallSide:
    """The device at the other end of the one that talks. Raises `NoCall`, `CallOver`,
    `NotAnswered`, `CallTaken`.
    """
    own, other = call.sides(side.person_id)
    if call.outcome:
        raise CallOver
    if call.answered_at is None:
        raise NotAnswered
    if own != side:
        raise CallTaken
    return other
