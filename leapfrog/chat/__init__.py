"""Chat: what people say to each other, kept in order, once, and told at once."""

from leapfrog.chat import calls, errors, groups, uploads
from leapfrog.chat.archive import RECORD_SETS
from leapfrog.chat.attending import people, present
from leapfrog.chat.calls import LiveCall, SignalFrame, Switch
from leapfrog.chat.composing import composes
from leapfrog.chat.content import AnyContent, MergedItem
from leapfrog.chat.conversations import (
    changes,
    mine,
    one,
    person_changed,
    terms_changed,
)
from leapfrog.chat.files import drop_unused
from leapfrog.chat.jobs import works
from leapfrog.chat.marks import read
from leapfrog.chat.messages import Appended, append
from leapfrog.chat.model import LARGEST_SEQ, Conversation, Draft, Event, Face, Message, Said
from leapfrog.chat.model_files import ChatFile
from leapfrog.chat.news import Unread, take_news, unread
from leapfrog.chat.presence import Presence, PresenceFrame
from leapfrog.chat.reading import Where, history
from leapfrog.chat.requests import direct_of, open_direct
from leapfrog.chat.search import INDEX, index
from leapfrog.chat.sending import Sender
from leapfrog.chat.wishes import mark_unread

__all__ = [
    "INDEX",
    "LARGEST_SEQ",
    "RECORD_SETS",
    "AnyContent",
    "Appended",
    "ChatFile",
    "Conversation",
    "Draft",
    "Event",
    "Face",
    "LiveCall",
    "MergedItem",
    "Message",
    "Presence",
    "PresenceFrame",
    "Said",
    "Sender",
    "SignalFrame",
    "Switch",
    "Unread",
    "Where",
    "append",
    "calls",
    "changes",
    "composes",
    "direct_of",
    "drop_unused",
    "errors",
    "groups",
    "history",
    "index",
    "mark_unread",
    "mine",
    "one",
    "open_direct",
    "people",
    "person_changed",
    "present",
    "read",
    "take_news",
    "terms_changed",
    "unread",
    "uploads",
    "works",
]
