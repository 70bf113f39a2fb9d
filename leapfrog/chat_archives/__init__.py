"""Chat archives: conversations taken out as files, and with all else of a person; those that were
brought (by `leapfrog.imports`) too.
"""

from leapfrog.chat_archives import archive, talks
from leapfrog.chat_archives.model import file_id
from leapfrog.chat_archives.talks import LateTalk, export_late, restore_late

RECORD_SETS = [*talks.RECORD_SETS, *archive.RECORD_SETS]

__all__ = ["RECORD_SETS", "LateTalk", "export_late", "file_id", "restore_late"]
