"""Chat: what people say to each other, kept in order, once, and told at once."""

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
from leapfrog.chat.errors import GroupIdUsed
from leapfrog.chat.files import drop_unused
from leapfrog.chat.groups import GroupChange
from leapfrog.chat.groups import change as change_group
from leapfrog.chat.groups import make as make_group
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
from leapfrog.chat.uploads import UploadInfo
from leapfrog.chat.uploads import receive as receive_file

__all__ = [
    "INDEX",
    "LARGEST_SEQ",
    "RECORD_SETS",
    "AnyContent",
    "Appended",
    "ChatFile",
    "Conversation",
    "Event",
    "GroupChange",
    "GroupIdUsed",
    "HistoryPosition",
    "MergedItem",
    "Message",
    "MessageDraft",
    "MessageSender",
    "PersonLabel",
    "Presence",
    "PresenceFrame",
    "Said",
    "Unread",
    "UploadInfo",
    "accepted_direct",
    "append",
    "change_group",
    "changes",
    "composes",
    "direct_of",
    "drop_old_reports",
    "drop_unused",
    "history",
    "index",
    "is_said",
    "make_group",
    "mark_unread",
    "mine",
    "note",
    "one",
    "open_direct",
    "people",
    "person_changed",
    "present",
    "read",
    "receive_file",
    "take_unread",
    "terms_changed",
    "unread",
    "works",
]
