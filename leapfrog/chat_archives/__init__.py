"""Chat archives: what was said elsewhere, looked at, brought into chat as conversations of one
person alone, and taken away again; and conversations taken out as files.
"""

from leapfrog.chat_archives.archive import RECORD_SETS
from leapfrog.chat_archives.jobs import works

__all__ = ["RECORD_SETS", "works"]
