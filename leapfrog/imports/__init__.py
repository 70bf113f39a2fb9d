"""Imports: a file of another app or place, of contacts, chats or posts; looked at, let in as its
owner chose, and taken away again.

One row for each file (`store`), one table of states (`states`), one worker (`worker`). What is
different for contacts, chats and posts is behind one protocol (`target`), in a folder each.
"""

from leapfrog.imports.archive import RECORD_SETS
from leapfrog.imports.changing import apply as let_in
from leapfrog.imports.model import ImportOptions, ImportUpload
from leapfrog.imports.preview import preview as look_at
from leapfrog.imports.worker import work as work_on
from leapfrog.imports.worker import works

__all__ = [
    "RECORD_SETS",
    "ImportOptions",
    "ImportUpload",
    "let_in",
    "look_at",
    "work_on",
    "works",
]
