"""The fediverse: this town's people among those of all others, by ActivityPub."""

from leapfrog.fediverse.addresses import TownAddress
from leapfrog.fediverse.answering import wanted
from leapfrog.fediverse.archive import RECORD_SETS
from leapfrog.fediverse.events import ActivityLost
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.fediverse.http import moved_page, show_person, show_post
from leapfrog.fediverse.http_inbox import is_inbox, receive
from leapfrog.fediverse.jobs import POLLER, TIMERS, tidy, works
from leapfrog.fediverse.media import fetch_media
from leapfrog.fediverse.moving import (
    depart,
    follow_after,
    follow_anew,
    give_up_actor,
    name_before,
    take_over_actor,
)
from leapfrog.fediverse.notes import NoteAttachment
from leapfrog.fediverse.private import (
    PrivateNote,
    SentFile,
    SentNote,
    hear_private_notes,
    note_uri,
    reached_by_note,
    take_back_note,
    tell_gone,
    write_note,
)
from leapfrog.fediverse.remote_urls import set_place
from leapfrog.fediverse.rules import spoken_with
from leapfrog.fediverse.sending import (
    deletion_is_told,
    edit_is_told,
    face_is_told,
    follow_is_told,
    like_is_told,
    post_is_told,
    vote_is_told,
)
from leapfrog.fediverse.sending_against import block_is_told, report_is_told, unblock_is_told
from leapfrog.fediverse.store import site

__all__ = [
    "POLLER",
    "RECORD_SETS",
    "TIMERS",
    "ActivityLost",
    "NotFetched",
    "NoteAttachment",
    "PrivateNote",
    "SentFile",
    "SentNote",
    "TownAddress",
    "block_is_told",
    "deletion_is_told",
    "depart",
    "edit_is_told",
    "face_is_told",
    "fetch_media",
    "follow_after",
    "follow_anew",
    "follow_is_told",
    "give_up_actor",
    "hear_private_notes",
    "is_inbox",
    "like_is_told",
    "moved_page",
    "name_before",
    "note_uri",
    "post_is_told",
    "reached_by_note",
    "receive",
    "report_is_told",
    "set_place",
    "show_person",
    "show_post",
    "site",
    "spoken_with",
    "take_back_note",
    "take_over_actor",
    "tell_gone",
    "tidy",
    "unblock_is_told",
    "vote_is_told",
    "wanted",
    "works",
    "write_note",
]
