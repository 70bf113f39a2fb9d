"""Reading files that somebody brings from elsewhere: zips, JSON and text of any size, of which
nothing is believed before it is checked.
"""

from leapfrog.kernel.unpacking.errors import UnreadableFile
from leapfrog.kernel.unpacking.folder import FileBytes, Folder
from leapfrog.kernel.unpacking.formats import FileFormat, formats_in
from leapfrog.kernel.unpacking.json_values import first_bytes, values
from leapfrog.kernel.unpacking.lines import lines
from leapfrog.kernel.unpacking.mojibake import repaired, repaired_all
from leapfrog.kernel.unpacking.tables import rows
from leapfrog.kernel.unpacking.tails import PathTails
from leapfrog.kernel.unpacking.xml_elements import elements

__all__ = [
    "FileBytes",
    "FileFormat",
    "Folder",
    "PathTails",
    "UnreadableFile",
    "elements",
    "first_bytes",
    "formats_in",
    "lines",
    "repaired",
    "repaired_all",
    "rows",
    "values",
]
