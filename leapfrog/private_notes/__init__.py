"""Private notes: the weaker way to talk with people on servers that do not speak the line between
towns. What they write to one person here is a message, and what that one says is a note to them.
"""

from leapfrog.private_notes.archive import RECORD_SETS
from leapfrog.private_notes.errors import NotReachedByNote, OnTheLine, ServerSilent
from leapfrog.private_notes.hearing import heard
from leapfrog.private_notes.jobs import TIMERS, tidy, works
from leapfrog.private_notes.opening import open_by_note
from leapfrog.private_notes.telling import note_is_lost, note_is_sent

__all__ = [
    "RECORD_SETS",
    "TIMERS",
    "NotReachedByNote",
    "OnTheLine",
    "ServerSilent",
    "heard",
    "note_is_lost",
    "note_is_sent",
    "open_by_note",
    "tidy",
    "works",
]
