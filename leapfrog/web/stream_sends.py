"""What a device sends by the stream, and what it hears of it: said in the turn of the commit."""

import asyncio
from uuid import UUID

import msgspec
import structlog

from leapfrog.chat import Appended, Message, MessageDraft, MessageSender
from leapfrog.kernel.errors import Problem, Unexpected
from leapfrog.kernel.stream import StreamDevice
from leapfrog.web.frames import AckFrame, ClientFrame, DeliveredFrame, NackFrame, SendFrame

log = structlog.get_logger()


decoder: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)
# So many of a device are under way at once; then it is not heard until there are fewer.
AT_ONCE = 64


class StreamSends:
    """What a device sends: messages, and marks of what is on it. These go side by side, each is
    answered after its commit.
    """

    def __init__(self, sender: MessageSender, device: StreamDevice) -> None:
        self._sender, self._device = sender, device
        self._under_way = 0

    def takes(self, text: bytes) -> bool:
        """Begins what is in a frame, if it is of these."""
        try:
            frame = decoder.decode(text)
        except (msgspec.DecodeError, ValueError):
            return False
        match frame:
            case SendFrame():
                self.send(frame)
            case DeliveredFrame():
                self.mark(frame)
            case _:
                return False
        return True

    def send(self, frame: SendFrame) -> None:
        """Begins to send a message."""
        self._count(1)
        try:
            self._sender.begin(draft_of(frame, self._device.person_id), FrameReply(self, frame))
        except Problem as problem:
            self.answer(nack(frame, problem))

    def mark(self, frame: DeliveredFrame) -> None:
        """Begins to note what is on the device."""
        self._count(1)
        try:
            self._sender.begin_delivered(
                self._device.person_id, frame.conversation_id, frame.seq, MarkReply(self)
            )
        except Problem as problem:
            self.marked(problem)

    def marked(self, problem: Problem | None) -> None:
        """A mark is on disk, or cannot be."""
        self._count(-1)
        if problem:
            self._device.say({"t": "problem", **problem.body("")})

    def answer(self, reply: AckFrame | NackFrame) -> None:
        """Says what became of a message that was sent."""
        self._count(-1)
        self._device.say(reply)

    def _count(self, more: int) -> None:
        before, self._under_way = self._under_way, self._under_way + more
        if before < AT_ONCE <= self._under_way:
            self._device.wire.hold()
        elif self._under_way < AT_ONCE <= before:
            # Not within the batch that has just been written.
            asyncio.get_running_loop().call_soon(self._device.wire.go_on)


class FrameReply:
    """What one send waits for; it is said in the turn of the commit."""

    __slots__ = ("frame", "sends")

    def __init__(self, sends: StreamSends, frame: SendFrame) -> None:
        self.sends, self.frame = sends, frame

    def done(self) -> bool:
        return False

    def set_result(self, result: Appended, /) -> None:
        if isinstance(result, Message):
            self.sends.answer(ack(result))
        else:
            self.sends.answer(nack(self.frame, result))

    def set_exception(self, cause: Exception, /) -> None:
        self.sends.answer(nack(self.frame, problem_of(cause)))


class MarkReply:
    """What one mark of a device waits for."""

    __slots__ = ("sends",)

    def __init__(self, sends: StreamSends) -> None:
        self.sends = sends

    def done(self) -> bool:
        return False

    def set_result(self, result: Problem | None, /) -> None:
        self.sends.marked(result)

    def set_exception(self, cause: Exception, /) -> None:
        self.sends.marked(problem_of(cause))


def problem_of(cause: Exception) -> Problem:
    """What a device is told of a cause; what is no `Problem` is noted."""
    if isinstance(cause, Problem):
        return cause
    log.error("send_failed", exc_info=cause)
    return Unexpected()


def draft_of(frame: SendFrame, who: UUID) -> MessageDraft:
    """The message of a frame that this person sent."""
    place = (frame.conversation_id, who, frame.client_id)
    return MessageDraft(*place, frame.body, frame.kind, frame.ref, frame.mentions, frame.meta)


def ack(sent: Message) -> AckFrame:
    """Says that it is on disk."""
    return AckFrame(sent.client_id, sent.conversation_id, sent.seq, sent.created_at)


def nack(frame: SendFrame, problem: Problem) -> NackFrame:
    """Says why it was not sent."""
    place = (frame.client_id, frame.conversation_id)
    return NackFrame(*place, problem.code, problem.title, problem.detail)
