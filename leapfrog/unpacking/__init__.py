"""Reading files that somebody brings from elsewhere: zips, tars, JSON, XML, CSV and text of any
size and charset, of which nothing is believed before it is checked.
"""

from leapfrog.unpacking.charset import (
    BLOCK,
    Charsets,
    is_damaged,
    narrow,
    peek,
    unix_blocks,
    wide_encoding,
)
from leapfrog.unpacking.errors import UnreadableFile
from leapfrog.unpacking.folder import TOGETHER, FileBytes, Folder
from leapfrog.unpacking.formats import FileFormat, Formats
from leapfrog.unpacking.json_values import first_bytes, values
from leapfrog.unpacking.mojibake import repaired, repaired_all
from leapfrog.unpacking.tables import numbered_rows, rows
from leapfrog.unpacking.tails import PathTails
from leapfrog.unpacking.text_lines import lines
from leapfrog.unpacking.xml_elements import elements

__all__ = [
    "BLOCK",
    "TOGETHER",
    "Charsets",
    "FileBytes",
    "FileFormat",
    "Folder",
    "Formats",
    "PathTails",
    "UnreadableFile",
    "elements",
    "first_bytes",
    "is_damaged",
    "lines",
    "narrow",
    "numbered_rows",
    "peek",
    "repaired",
    "repaired_all",
    "rows",
    "unix_blocks",
    "values",
    "wide_encoding",
]
