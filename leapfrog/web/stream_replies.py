"""What a device hears of what it sent by the stream: said in the turn of the commit."""

from typing import Protocol
from uuid import UUID

import structlog

from leapfrog.chat import Appended, Message, MessageDraft
from leapfrog.kernel.errors import Problem, Unexpected
from leapfrog.web.frames import AckFrame, NackFrame, SendFrame

log = structlog.get_logger()


class SaysWhatBecame(Protocol):
    """The stream of a device."""

    def answer(self, reply: AckFrame | NackFrame) -> None: ...

    def marked(self, problem: Problem | None) -> None: ...


class FrameReply:
    """What one send waits for; it is said in the turn of the commit."""

    __slots__ = ("frame", "talk")

    def __init__(self, talk: SaysWhatBecame, frame: SendFrame) -> None:
        self.talk, self.frame = talk, frame

    def done(self) -> bool:
        return False

    def set_result(self, result: Appended, /) -> None:
        if isinstance(result, Message):
            self.talk.answer(ack(result))
        else:
            self.talk.answer(nack(self.frame, result))

    def set_exception(self, cause: Exception, /) -> None:
        self.talk.answer(nack(self.frame, problem_of(cause)))


class MarkReply:
    """What one mark of a device waits for."""

    __slots__ = ("talk",)

    def __init__(self, talk: SaysWhatBecame) -> None:
        self.talk = talk

    def done(self) -> bool:
        return False

    def set_result(self, result: Problem | None, /) -> None:
        self.talk.marked(result)

    def set_exception(self, cause: Exception, /) -> None:
        self.talk.marked(problem_of(cause))


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
