"""Chat: what people say to each other, kept in order, once, and told at once."""

from leapfrog.chat.archive import RECORD_SETS
from leapfrog.chat.conversations import (
    changes,
    mine,
    open_direct,
    person_changed,
    terms_changed,
)
from leapfrog.chat.files import attach, detach, drop_unused, sendable
from leapfrog.chat.messages import append, history, read
from leapfrog.chat.model import LARGEST_SEQ, Conversation, Draft, Message
from leapfrog.chat.model_files import ChatFile
from leapfrog.chat.sending import Sender

__all__ = [
    "LARGEST_SEQ",
    "RECORD_SETS",
    "ChatFile",
    "Conversation",
    "Draft",
    "Message",
    "Sender",
    "append",
    "attach",
    "changes",
    "detach",
    "drop_unused",
    "history",
    "mine",
    "open_direct",
    "person_changed",
    "read",
    "sendable",
    "terms_changed",
]
