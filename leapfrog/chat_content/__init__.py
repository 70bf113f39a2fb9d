"""Chat content: what a message of each kind holds, whatever conversation it is for, and what a
group is like; pure.
"""

from leapfrog.chat_content.content import checked
from leapfrog.chat_content.errors import BadContent, EmptyMessage, LongMessage, NotByNote
from leapfrog.chat_content.files import (
    ChatBlob,
    ChatFile,
    FileKind,
    HeldFile,
    OwnedFile,
    Part,
    clean_name,
    saved_as,
)
from leapfrog.chat_content.groups import (
    Adding,
    CopiedGroup,
    CopiedMember,
    GroupChange,
    GroupSummary,
    Joining,
)
from leapfrog.chat_content.imported import (
    Archive,
    ArchivePart,
    ArchiveRow,
    SpeakerRow,
    short_key,
    speaker_id,
)
from leapfrog.chat_content.kinds import (
    CARRIED,
    CARRIED_BY_NOTE,
    EVENTS,
    TOLD_ELSEWHERE,
    UNCOUNTED,
    Away,
    Event,
    Kind,
    MessageDraft,
    Role,
    Said,
    counts,
)
from leapfrog.chat_content.people import DirectPair, PersonLabel, pair
from leapfrog.chat_content.restoring import RestoredConversation, RestoredMessage, id_when_taken
from leapfrog.chat_content.shapes import WORDED, AnyContent, MergedItem

__all__ = [
    "CARRIED",
    "CARRIED_BY_NOTE",
    "EVENTS",
    "TOLD_ELSEWHERE",
    "UNCOUNTED",
    "WORDED",
    "Adding",
    "AnyContent",
    "Archive",
    "ArchivePart",
    "ArchiveRow",
    "Away",
    "BadContent",
    "ChatBlob",
    "ChatFile",
    "CopiedGroup",
    "CopiedMember",
    "DirectPair",
    "EmptyMessage",
    "Event",
    "FileKind",
    "GroupChange",
    "GroupSummary",
    "HeldFile",
    "Joining",
    "Kind",
    "LongMessage",
    "MergedItem",
    "MessageDraft",
    "NotByNote",
    "OwnedFile",
    "Part",
    "PersonLabel",
    "RestoredConversation",
    "RestoredMessage",
    "Role",
    "Said",
    "SpeakerRow",
    "checked",
    "clean_name",
    "counts",
    "id_when_taken",
    "pair",
    "saved_as",
    "short_key",
    "speaker_id",
]
