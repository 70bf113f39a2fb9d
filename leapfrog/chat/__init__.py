"""Chat: what people say to each other, kept in order, once, and told at once."""

from leapfrog.chat.attaching import file_in, filed
from leapfrog.chat.conversation_settings import mark_unread
from leapfrog.chat.conversations import changes, mine, one, person_changed, terms_changed
from leapfrog.chat.copies import (
    copy_members,
    copy_picture,
    copy_row,
    end_copy,
    keep_waiting_files,
    open_copy,
    rewind,
    set_copy,
)
from leapfrog.chat.desks import groups_between, join_desk, leave_desk, open_desk
from leapfrog.chat.errors import (
    AskedElsewhere,
    FileIdUsed,
    GroupClosed,
    GroupIdUsed,
    GroupLinkOver,
    MutedAll,
    NoConversation,
    NoFile,
    NoMessage,
    StaysHere,
)
from leapfrog.chat.events import LeftConversation, ReadInAnotherTown, SaidToAnotherTown
from leapfrog.chat.files import blobs_of as file_blobs
from leapfrog.chat.files import drop_of as erase_files
from leapfrog.chat.files import drop_unused, file_owner, files_of
from leapfrog.chat.files import keep as keep_file
from leapfrog.chat.files import known as known_file
from leapfrog.chat.files import one as file_part
from leapfrog.chat.groups import change as change_group
from leapfrog.chat.groups import make as make_group
from leapfrog.chat.hydration import labels as labels_in_group
from leapfrog.chat.imported import extend as extend_archive
from leapfrog.chat.leaving import erase_conversations, erase_messages
from leapfrog.chat.links import join as join_by_link
from leapfrog.chat.links import preview as preview_group_link
from leapfrog.chat.log_pages import HistoryPosition, history, said_here
from leapfrog.chat.members import add as add_members
from leapfrog.chat.members import call_oneself, set_role
from leapfrog.chat.members import remove as remove_member
from leapfrog.chat.messages import Appended, append, note
from leapfrog.chat.model import LARGEST_SEQ, Conversation, Message
from leapfrog.chat.moving import leave_groups, send_away
from leapfrog.chat.moving import take_over as take_over_conversations
from leapfrog.chat.read_receipts import mark, read
from leapfrog.chat.requests import accepted_direct, direct_of, directs_of, open_direct
from leapfrog.chat.restoring import fold_restored, restore_conversation, restore_messages
from leapfrog.chat.restoring import with_files as with_own_files
from leapfrog.chat.retelling import (
    awaited_file,
    file_arrived,
    file_is_awaited,
    file_is_lost,
    transcribe_file,
)
from leapfrog.chat.send_batch import MessageSender
from leapfrog.chat.settings import change_settings
from leapfrog.chat.store import set_by_note
from leapfrog.chat.store_history import COLUMNS as MESSAGE_COLUMNS
from leapfrog.chat.store_history import reacted as with_reactions
from leapfrog.chat.store_imported import (
    archive_speakers,
    archived_seqs,
    archives_by_digest,
    archives_of,
    begin_archive,
    empty_archives,
    erase_archived_messages,
    erase_archives,
    open_archives,
)
from leapfrog.chat.store_leaving import delete as delete_conversations
from leapfrog.chat.store_leaving import empty as empty_in
from leapfrog.chat.store_log import is_said
from leapfrog.chat.store_membership import people, people_since, present
from leapfrog.chat.store_moving import DirectPlace
from leapfrog.chat.store_moving import directs as direct_places
from leapfrog.chat.store_restoring import hide as hide_restored
from leapfrog.chat.store_restoring import taken as is_conversation
from leapfrog.chat.store_unindexed import UNINDEXED_WAITS, put_back_unindexed, take_unindexed
from leapfrog.chat.typing import composes
from leapfrog.chat.unread_queue import UNREAD_WAITS, Unread, take_unread, unread
from leapfrog.chat_content import (
    EVENTS,
    Event,
    Kind,
    MessageDraft,
    PersonLabel,
    Role,
    Said,
    counts,
    pair,
)

__all__ = [
    "EVENTS",
    "LARGEST_SEQ",
    "MESSAGE_COLUMNS",
    "UNINDEXED_WAITS",
    "UNREAD_WAITS",
    "Appended",
    "AskedElsewhere",
    "Conversation",
    "DirectPlace",
    "Event",
    "FileIdUsed",
    "GroupClosed",
    "GroupIdUsed",
    "GroupLinkOver",
    "HistoryPosition",
    "Kind",
    "LeftConversation",
    "Message",
    "MessageDraft",
    "MessageSender",
    "MutedAll",
    "NoConversation",
    "NoFile",
    "NoMessage",
    "PersonLabel",
    "ReadInAnotherTown",
    "Role",
    "Said",
    "SaidToAnotherTown",
    "StaysHere",
    "Unread",
    "accepted_direct",
    "add_members",
    "append",
    "archive_speakers",
    "archived_seqs",
    "archives_by_digest",
    "archives_of",
    "awaited_file",
    "begin_archive",
    "call_oneself",
    "change_group",
    "change_settings",
    "changes",
    "composes",
    "copy_members",
    "copy_picture",
    "copy_row",
    "counts",
    "delete_conversations",
    "direct_of",
    "direct_places",
    "directs_of",
    "drop_unused",
    "empty_archives",
    "empty_in",
    "end_copy",
    "erase_archived_messages",
    "erase_archives",
    "erase_conversations",
    "erase_files",
    "erase_messages",
    "extend_archive",
    "file_arrived",
    "file_blobs",
    "file_in",
    "file_is_awaited",
    "file_is_lost",
    "file_owner",
    "file_part",
    "filed",
    "files_of",
    "fold_restored",
    "groups_between",
    "hide_restored",
    "history",
    "is_conversation",
    "is_said",
    "join_by_link",
    "join_desk",
    "keep_file",
    "keep_waiting_files",
    "known_file",
    "labels_in_group",
    "leave_desk",
    "leave_groups",
    "make_group",
    "mark",
    "mark_unread",
    "mine",
    "note",
    "one",
    "open_archives",
    "open_copy",
    "open_desk",
    "open_direct",
    "pair",
    "people",
    "people_since",
    "person_changed",
    "present",
    "preview_group_link",
    "put_back_unindexed",
    "read",
    "remove_member",
    "restore_conversation",
    "restore_messages",
    "rewind",
    "said_here",
    "send_away",
    "set_by_note",
    "set_copy",
    "set_role",
    "take_over_conversations",
    "take_unindexed",
    "take_unread",
    "terms_changed",
    "transcribe_file",
    "unread",
    "with_own_files",
    "with_reactions",
]
