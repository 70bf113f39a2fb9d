"""Chat archives: conversations taken out as files, and with all else of a person; those that were
brought, by `leapfrog.imports` or with a take-out, too.
"""

from leapfrog.chat_archives import archive, talks
from leapfrog.chat_archives.brought import settle as settle_brought
from leapfrog.chat_archives.model import file_id
from leapfrog.chat_archives.store import owner_of
from leapfrog.chat_archives.store_brought import BroughtHistory
from leapfrog.chat_archives.store_brought import of_conversation as brought_of
from leapfrog.chat_archives.talks import LateTalk, export_late, give_way, heard, restore_late

RECORD_SETS = [*talks.RECORD_SETS, *archive.RECORD_SETS]

__all__ = [
    "RECORD_SETS",
    "BroughtHistory",
    "LateTalk",
    "brought_of",
    "export_late",
    "file_id",
    "give_way",
    "heard",
    "owner_of",
    "restore_late",
    "settle_brought",
]
