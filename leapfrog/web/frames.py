"""What goes over the stream: JSON text frames, told apart by their member `t`.

A frame that its module tells is a plain dict there; here is its shape for those who read the API,
and the tests decode all that they hear by it.
"""

from datetime import datetime
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

import msgspec

from leapfrog.calls import LiveCall, SignalFrame
from leapfrog.chat import (
    LARGEST_SEQ,
    Event,
    Message,
    Said,
)
from leapfrog.group_calls import GroupSignalFrame, LiveGroupCall
from leapfrog.presence import PresenceFrame
from leapfrog.rides import RidePositionFrame
from leapfrog.seat_watching import SeatsFrame
from leapfrog.web.sync import SyncChanges

Seconds = Annotated[float, msgspec.Meta(ge=0)]
What = Literal[
    "contacts",
    "requests",
    "me",
    "sessions",
    "conversations",
    "stock",
    "takeouts",
    "moves",
    "spare",
    "imports",
    "market_news",
    "brands",
    "wallet",
    "posts",
    "moments",
    "news",
    "till",
    "payments",
    "vending",
    "rides",
    "tickets",
    "orders",
    "door_orders",
    "case_pictures",
    "reviews",
    "parcels",
    "drops",
    "presales",
    "rewards",
    "card",
]


class BaseFrame(msgspec.Struct, frozen=True, tag_field="t"):
    """One frame."""


class HelloFrame(BaseFrame, frozen=True, tag="hello"):
    """The first frame of a device: the cursor of its last sync, or null. Answered by `sync`.
    `device`: what it calls itself, when several of one session may be there; calls need it.
    `away`: for how many seconds it has heard nothing, though it may have read something by then;
    null: it reads everything anew.
    """

    cursor: str | None = None
    device: UUID | None = None
    away: Seconds | None = None


class SyncFrame(BaseFrame, frozen=True, tag="sync"):
    """Asks for what changed since a cursor. Answered by `sync`. `away` as in `hello`."""

    cursor: str | None = None
    away: Seconds | None = None


class SendFrame(BaseFrame, frozen=True, tag="send"):
    """A message to send, as `PUT /conversations/{id}/messages/{client_id}` takes it; answered by
    `ack` or `nack`.
    """

    client_id: UUID
    conversation_id: UUID
    body: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    kind: Said | Event = "text"
    ref: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_SEQ)] | None = None
    mentions: tuple[UUID, ...] = ()
    meta: dict[str, Any] | None = None


class ReadFrame(BaseFrame, frozen=True, tag="read"):
    """All up to `seq` was read."""

    conversation_id: UUID
    seq: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_SEQ)]


class DeliveredFrame(BaseFrame, frozen=True, tag="delivered"):
    """All up to `seq` is on this device."""

    conversation_id: UUID
    seq: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_SEQ)]


class TypingFrame(BaseFrame, frozen=True, tag="typing"):
    """Somebody is about to write; at most one in three seconds is passed on."""

    conversation_id: UUID


class WatchFrame(BaseFrame, frozen=True, tag="watch"):
    """Whose presence is to be told from now on, of one's contacts; replaces the one before."""

    people: Annotated[list[UUID], msgspec.Meta(max_length=200)]


class FrontFrame(BaseFrame, frozen=True, tag="front"):
    """Whether somebody has the app before their eyes on this device: said when it begins, every
    minute, and when it ends. Pushes to their other devices wait a little meanwhile.
    """

    yes: bool


class InCallFrame(BaseFrame, frozen=True, tag="in_call"):
    """This device talks, and is still there: said every 15 seconds; after a minute without it
    from either side a call is over. Answered by `call` when it is.
    """

    call_id: UUID


class InGroupCallFrame(BaseFrame, frozen=True, tag="in_group_call"):
    """This device is in the call of a group, and still there: said every 15 seconds; after a
    minute without it the device is out of the call. Answered by `group_call` when it is.
    """

    call_id: UUID


class PositionFrame(BaseFrame, frozen=True, tag="position"):
    """Where a driver on duty is, in degrees: said every few seconds. `heading`: from the north,
    with the clock.
    """

    lat: float
    lon: float
    heading: float | None = None


class WatchSeatsFrame(BaseFrame, frozen=True, tag="watch_seats"):
    """Of which show the seats are told from now on, by `seats`; null: of none. Replaces the one
    before.
    """

    show_id: UUID | None = None


class PingFrame(BaseFrame, frozen=True, tag="ping"):
    """Answered by `pong`."""


class AckFrame(BaseFrame, frozen=True, tag="ack"):
    """The message is on disk."""

    client_id: UUID
    conversation_id: UUID
    seq: int
    created_at: datetime


class NackFrame(BaseFrame, frozen=True, tag="nack", omit_defaults=True):
    """The message was refused; `code` is that of a problem."""

    client_id: UUID
    conversation_id: UUID
    code: str
    title: str
    detail: str | None = None


class MessageFrame(BaseFrame, frozen=True, tag="message"):
    """Somebody, perhaps another device of the same person, sent a message."""

    message: Message


class ReadUpToFrame(BaseFrame, frozen=True, tag="read"):
    """Somebody has read all up to `seq`."""

    conversation_id: UUID
    person_id: UUID
    seq: int


class DeliveredUpToFrame(BaseFrame, frozen=True, tag="delivered"):
    """Somebody has all up to `seq` on a device."""

    conversation_id: UUID
    person_id: UUID
    seq: int


class SomebodyTypesFrame(BaseFrame, frozen=True, tag="typing"):
    """Somebody is about to write there; over after six seconds."""

    conversation_id: UUID
    person_id: UUID


class CallFrame(BaseFrame, frozen=True, tag="call"):
    """A call began to ring, was answered or has ended; one that rings is told again after
    `hello`.
    """

    call: LiveCall


class GroupCallFrame(BaseFrame, frozen=True, tag="group_call"):
    """A call of one's group began, is another one than before, or has ended: of several tellings
    of one call, that with the largest `turn` counts.
    """

    call: LiveGroupCall


class GroupCallsFrame(BaseFrame, frozen=True, tag="group_calls"):
    """All calls that go on in one's groups; said after `hello` and `sync`."""

    calls: list[LiveGroupCall]


class ChangedFrame(BaseFrame, frozen=True, tag="changed"):
    """Something is different: to be asked for when it is shown, by a sync or its list; of a `card`,
    the one with this `ref`, or without one any.
    """

    what: What
    ref: str = ""


class PostFrame(BaseFrame, frozen=True, tag="post"):
    """Somebody liked a post or said something under it: to be read again where it is shown."""

    post_id: UUID


class SyncedFrame(SyncChanges, frozen=True, tag_field="t", tag="sync"):
    """What changed, as `GET /sync` answers it. `missed`: what the device would have been told had
    it been there while it was `away`; was that longer than the town remembers, all that may be.
    """

    missed: tuple[ChangedFrame | PostFrame, ...] = ()


# Of whatever kind, and any card.
ANYTHING = tuple(ChangedFrame(what) for what in get_args(What))


class GapFrame(BaseFrame, frozen=True, tag="gap"):
    """Frames may have been missed: to be asked for by `sync`."""


class HoldFrame(BaseFrame, frozen=True, tag="hold", omit_defaults=True):
    """The town waits for its database, and answers nothing until it is `over`; the stream stays."""

    over: bool = False


class PongFrame(BaseFrame, frozen=True, tag="pong"):
    """The answer to `ping`."""


class ByeFrame(BaseFrame, frozen=True, tag="bye"):
    """The stream ends, and why."""

    code: Literal["session_ended"]


class ProblemFrame(BaseFrame, frozen=True, tag="problem"):
    """A frame of the device could not be acted on."""

    type: str
    code: str
    title: str
    status: int
    instance: str
    detail: str | None = None


ClientFrame = (
    HelloFrame
    | SyncFrame
    | SendFrame
    | ReadFrame
    | DeliveredFrame
    | TypingFrame
    | WatchFrame
    | FrontFrame
    | InCallFrame
    | SignalFrame
    | InGroupCallFrame
    | GroupSignalFrame
    | PositionFrame
    | WatchSeatsFrame
    | PingFrame
)
ServerFrame = (
    SyncedFrame
    | AckFrame
    | NackFrame
    | MessageFrame
    | ReadUpToFrame
    | DeliveredUpToFrame
    | SomebodyTypesFrame
    | PresenceFrame
    | CallFrame
    | SignalFrame
    | GroupCallFrame
    | GroupCallsFrame
    | GroupSignalFrame
    | RidePositionFrame
    | SeatsFrame
    | ChangedFrame
    | PostFrame
    | GapFrame
    | HoldFrame
    | PongFrame
    | ByeFrame
    | ProblemFrame
)
