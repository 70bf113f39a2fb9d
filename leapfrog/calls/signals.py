"""Signals: what the two devices of a call tell each other to find a way between them (RFC 8829),
and what each of them sends.

They go to the one device that talks, on whatever process its stream hangs, and are kept nowhere:
what is lost, the devices make anew. Only what is answered is negotiated, so nobody learns the
network addresses of somebody whom they only ring.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Annotated
from uuid import UUID

import msgspec

from leapfrog.calls import model, store
from leapfrog.calls.errors import NoCall
from leapfrog.calls.model import Call, CallSide
from leapfrog.kernel.db import Database
from leapfrog.kernel.limits import Limit, Limiter
from leapfrog.kernel.stream import Hub, StreamDevice, encoder, text_frame

TOPIC = "signals"
# A call needs some thirty; a phone that changes its net again and again, some hundreds.
SIGNALLING = Limit("signal", 600, 60)

Description = Annotated[str, msgspec.Meta(max_length=32_000)]
Round = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class ReadySignal(msgspec.Struct, frozen=True, tag_field="kind", tag="ready"):
    """The device that answered can hear: the one that called makes an offer. Said again when the
    way between them is lost.
    """


class OfferSignal(msgspec.Struct, frozen=True, tag_field="kind", tag="offer"):
    """What the calling device offers (SDP), in its how manieth try."""

    round: Round
    sdp: Description


class AnswerSignal(msgspec.Struct, frozen=True, tag_field="kind", tag="answer"):
    """What the other device answers to the offer of that round."""

    round: Round
    sdp: Description


class CandidateSignal(
    msgspec.Struct, frozen=True, tag_field="kind", tag="candidate", omit_defaults=True
):
    """A way to reach a device (RTCIceCandidateInit)."""

    candidate: Annotated[str, msgspec.Meta(max_length=2000)]
    sdpMid: Annotated[str, msgspec.Meta(max_length=100)] | None = None  # noqa: N815
    sdpMLineIndex: Annotated[int, msgspec.Meta(ge=0, le=1000)] | None = None  # noqa: N815
    usernameFragment: Annotated[str, msgspec.Meta(max_length=300)] | None = None  # noqa: N815


class SendsSignal(msgspec.Struct, frozen=True, tag_field="kind", tag="sends"):
    """What a device sends just now."""

    microphone: bool
    camera: bool


Signal = ReadySignal | OfferSignal | AnswerSignal | CandidateSignal | SendsSignal


class SignalFrame(msgspec.Struct, frozen=True, tag_field="t", tag="signal"):
    """From one device of an answered call to the other."""

    call_id: UUID
    signal: Signal


class SignalEnvelope(msgspec.Struct, frozen=True):
    """What one process says to the others. `frame` is compressed: descriptions are long, and say
    the same over and over.
    """

    to: CallSide
    frame: str


decoder = msgspec.json.Decoder(SignalEnvelope)


Carry = Callable[[Call, SignalFrame], None]


class Switch:
    """One per process. With a `limiter`, a device that signals too much is asked to wait. `away`:
    carries a signal to a device in another town.
    """

    def __init__(
        self,
        database: Database,
        hub: Hub,
        limiter: Limiter | None = None,
        away: Carry | None = None,
    ) -> None:
        self._database, self._hub, self._limiter = database, hub, limiter
        self._away = away
        hub.listen(TOPIC, self._heard)

    async def carry(self, device: StreamDevice, frame: SignalFrame) -> None:
        """Brings it to the device at the other end. Raises `RateLimited`, `NoCall`, `CallOver`,
        `NotAnswered`, `CallTaken`.
        """
        if self._limiter:
            self._limiter.take(SIGNALLING, str(device.session_id))
        async with self._database.glance() as db:
            call = await store.one(db, frame.call_id)
        if call is None:
            raise NoCall
        to = model.peer(call, side_of(device))
        if call.town is None:
            self.bring(to, frame)
        elif self._away:
            self._away(call, frame)

    def bring(self, to: CallSide, frame: msgspec.Struct) -> None:
        """A frame to one device of this town, on whatever process its stream hangs."""
        packed = b64encode(zlib.compress(encoder.encode(frame))).decode()
        if self._database.publisher:
            self._database.publisher.broadcast(TOPIC, encoder.encode(SignalEnvelope(to, packed)))

    def _heard(self, text: bytes) -> None:
        word = decoder.decode(text)
        for device in self._hub.of(word.to.person_id):
            if side_of(device) == word.to:
                device.tell(text_frame(zlib.decompress(b64decode(word.frame))))


def side_of(device: StreamDevice) -> CallSide:
    """The side of a call that a stream's device is: person, session and the stream's name."""
    return CallSide(device.person_id, device.session_id, device.name)
