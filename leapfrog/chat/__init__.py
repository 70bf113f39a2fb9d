"""Chat: what people say to each other, kept in order, once, and told at once."""

from leapfrog.chat import errors, groups, uploads
from leapfrog.chat.archive import RECORD_SETS
from leapfrog.chat.content import AnyContent, MergedItem
from leapfrog.chat.conversation_settings import mark_unread
from leapfrog.chat.conversations import (
    changes,
    mine,
    one,
    person_changed,
    terms_changed,
)
from leapfrog.chat.errors import GroupIdUsed, NotContacts
from leapfrog.chat.files import drop_unused
from leapfrog.chat.jobs import works
from leapfrog.chat.log_pages import HistoryPosition, history
from leapfrog.chat.membership import people, present
from leapfrog.chat.messages import Appended, append, note
from leapfrog.chat.model import (
    LARGEST_SEQ,
    Conversation,
    Event,
    Message,
    MessageDraft,
    PersonLabel,
    Said,
)
from leapfrog.chat.model_files import ChatFile
from leapfrog.chat.presence import Presence, PresenceFrame
from leapfrog.chat.read_receipts import read
from leapfrog.chat.reports import drop_old_reports
from leapfrog.chat.requests import accepted_direct, direct_of, open_direct
from leapfrog.chat.search import INDEX, index
from leapfrog.chat.send_batch import MessageSender
from leapfrog.chat.store_log import is_said
from leapfrog.chat.typing import composes
from leapfrog.chat.unread_queue import Unread, take_unread, unread

__all__ = [
    "INDEX",
    "LARGEST_SEQ",
    "RECORD_SETS",
    "AnyContent",
    "Appended",
    "ChatFile",
    "Conversation",
    "Event",
    "GroupIdUsed",
    "HistoryPosition",
    "MergedItem",
    "Message",
    "MessageDraft",
    "MessageSender",
    "NotContacts",
    "PersonLabel",
    "Presence",
    "PresenceFrame",
    "Said",
    "Unread",
    "accepted_direct",
    "append",
    "changes",
    "composes",
    "direct_of",
    "drop_old_reports",
    "drop_unused",
    "errors",
    "groups",
    "history",
    "index",
    "is_said",
    "mark_unread",
    "mine",
    "note",
    "one",
    "open_direct",
    "people",
    "person_changed",
    "present",
    "read",
    "take_unread",
    "terms_changed",
    "unread",
    "uploads",
    "works",
]
