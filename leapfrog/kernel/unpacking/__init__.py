"""Reading files that somebody brings from elsewhere: zips, JSON and text of any size, of which
nothing is believed before it is checked.
"""

from leapfrog.kernel.unpacking.errors import UnreadableFile
from leapfrog.kernel.unpacking.folder import TOGETHER, FileBytes, Folder
from leapfrog.kernel.unpacking.formats import FileFormat, formats_in
from leapfrog.kernel.unpacking.json_values import first_bytes, values
from leapfrog.kernel.unpacking.lines import lines
from leapfrog.kernel.unpacking.mojibake import repaired, repaired_all

__all__ = [
    "TOGETHER",
    "FileBytes",
    "FileFormat",
    "Folder",
    "UnreadableFile",
    "first_bytes",
    "formats_in",
    "lines",
    "repaired",
    "repaired_all",
    "values",
]
