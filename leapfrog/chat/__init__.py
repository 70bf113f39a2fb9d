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
from leapfrog.chat.errors import GroupIdUsed, NoConversation, NoFile
from leapfrog.chat.files import drop_unused
from leapfrog.chat.files import known as known_file
from leapfrog.chat.files import one as file_part
from leapfrog.chat.groups import GroupChange
from leapfrog.chat.groups import change as change_group
from leapfrog.chat.groups import make as make_group
from leapfrog.chat.hydration import labels as labels_in_group
from leapfrog.chat.imported import extend as extend_archive
from leapfrog.chat.jobs import works
from leapfrog.chat.log_pages import HistoryPosition, history
from leapfrog.chat.log_pages import reacted as with_reactions
from leapfrog.chat.membership import people, present
from leapfrog.chat.messages import Appended, append, note
from leapfrog.chat.model import (
    EVENTS,
    LARGEST_SEQ,
    Conversation,
    Event,
    Kind,
    Message,
    MessageDraft,
    PersonLabel,
    Said,
    counts,
)
from leapfrog.chat.model_files import ChatFile, FileKind
from leapfrog.chat.model_imported import (
    Archive,
    ArchivedMessage,
    ArchivePart,
    ArchiveRow,
    SpeakerRow,
    short_key,
    speaker_id,
)
from leapfrog.chat.presence import Presence, PresenceFrame
from leapfrog.chat.read_receipts import read
from leapfrog.chat.reports import drop_old_reports
from leapfrog.chat.requests import accepted_direct, direct_of, open_direct
from leapfrog.chat.send_batch import MessageSender
from leapfrog.chat.store_archive import taken as is_conversation
from leapfrog.chat.store_blocks import (
    BLOCK,
    blocks_as_seen,
    changed_by,
    last_seqs,
    put_back_unindexed,
    said_in_blocks,
    take_unindexed,
)
from leapfrog.chat.store_history import message_of
from leapfrog.chat.store_imported import (
    archive_entries,
    archive_rows,
    archive_speakers,
    archived_seqs,
    archives_by_digest,
    archives_of,
    begin_archive,
    empty_archives,
    erase_archived_messages,
    erase_archives,
    open_archives,
    own_archives,
    silent_archives,
)
from leapfrog.chat.store_log import is_said
from leapfrog.chat.typing import composes
from leapfrog.chat.unread_queue import Unread, take_unread, unread
from leapfrog.chat.uploads import UploadInfo
from leapfrog.chat.uploads import receive as receive_file

__all__ = [
    "BLOCK",
    "EVENTS",
    "LARGEST_SEQ",
    "RECORD_SETS",
    "AnyContent",
    "Appended",
    "Archive",
    "ArchivePart",
    "ArchiveRow",
    "ArchivedMessage",
    "ChatFile",
    "Conversation",
    "Event",
    "FileKind",
    "GroupChange",
    "GroupIdUsed",
    "HistoryPosition",
    "Kind",
    "MergedItem",
    "Message",
    "MessageDraft",
    "MessageSender",
    "NoConversation",
    "NoFile",
    "PersonLabel",
    "Presence",
    "PresenceFrame",
    "Said",
    "SpeakerRow",
    "Unread",
    "UploadInfo",
    "accepted_direct",
    "append",
    "archive_entries",
    "archive_rows",
    "archive_speakers",
    "archived_seqs",
    "archives_by_digest",
    "archives_of",
    "begin_archive",
    "blocks_as_seen",
    "change_group",
    "changed_by",
    "changes",
    "composes",
    "counts",
    "direct_of",
    "drop_old_reports",
    "drop_unused",
    "empty_archives",
    "erase_archived_messages",
    "erase_archives",
    "extend_archive",
    "file_part",
    "history",
    "is_conversation",
    "is_said",
    "known_file",
    "labels_in_group",
    "last_seqs",
    "make_group",
    "mark_unread",
    "message_of",
    "mine",
    "note",
    "one",
    "open_archives",
    "open_direct",
    "own_archives",
    "people",
    "person_changed",
    "present",
    "put_back_unindexed",
    "read",
    "receive_file",
    "said_in_blocks",
    "short_key",
    "silent_archives",
    "speaker_id",
    "take_unindexed",
    "take_unread",
    "terms_changed",
    "unread",
    "with_reactions",
    "works",
]
