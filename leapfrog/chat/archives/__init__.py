"""Archives: what was said elsewhere, looked at, brought in as conversations of one person alone,
and taken away again.
"""

from leapfrog.chat.archives.applying import APPLY, ask, work
from leapfrog.chat.archives.archive import RECORD_SETS
from leapfrog.chat.archives.labels import ArchiveSummary, faces, looks, reacted
from leapfrog.chat.archives.model import (
    LARGEST,
    HistoryImport,
    HistoryUpload,
    ImportPerson,
    SpeakerChoice,
    name_of,
)
from leapfrog.chat.archives.people import choose, people
from leapfrog.chat.archives.preview import discard, look_again, mine, one, preview
from leapfrog.chat.archives.store import entries, of, speakers
from leapfrog.chat.archives.undoing import undo

__all__ = [
    "APPLY",
    "LARGEST",
    "RECORD_SETS",
    "ArchiveSummary",
    "HistoryImport",
    "HistoryUpload",
    "ImportPerson",
    "SpeakerChoice",
    "ask",
    "choose",
    "discard",
    "entries",
    "faces",
    "look_again",
    "looks",
    "mine",
    "name_of",
    "of",
    "one",
    "people",
    "preview",
    "reacted",
    "speakers",
    "undo",
    "work",
]
