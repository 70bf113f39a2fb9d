"""Chat content: what a message of each kind holds, whatever conversation it is for; pure."""

from leapfrog.chat_content.content import WORDED, AnyContent, MergedItem, checked
from leapfrog.chat_content.errors import BadContent, EmptyMessage, LongMessage
from leapfrog.chat_content.kinds import (
    CARRIED,
    EVENTS,
    TOLD_ELSEWHERE,
    UNCOUNTED,
    Away,
    Event,
    Kind,
    MessageDraft,
    Said,
    counts,
)

__all__ = [
    "CARRIED",
    "EVENTS",
    "TOLD_ELSEWHERE",
    "UNCOUNTED",
    "WORDED",
    "AnyContent",
    "Away",
    "BadContent",
    "EmptyMessage",
    "Event",
    "Kind",
    "LongMessage",
    "MergedItem",
    "MessageDraft",
    "Said",
    "checked",
    "counts",
]
