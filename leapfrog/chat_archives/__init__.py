"""Chat archives as files: conversations taken out, and the record sets of those that were brought
(by `leapfrog.imports`).
"""

from leapfrog.chat_archives.archive import RECORD_SETS
from leapfrog.chat_archives.model import file_id

__all__ = ["RECORD_SETS", "file_id"]
