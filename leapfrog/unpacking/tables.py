"""The rows of a CSV, one at a time."""

import csv
from collections.abc import Iterator
from contextlib import closing

from leapfrog.unpacking.errors import UnreadableFile
from leapfrog.unpacking.folder import Folder
from leapfrog.unpacking.text_lines import lines


def rows(folder: Folder, name: str) -> Iterator[list[str]]:
    """The rows of a CSV of any charset. Raises `UnreadableFile`."""
    with closing(folder.open(name)) as content:
        try:
            # A cell may go over several lines.
            yield from csv.reader(line + "\n" for line in lines(content))
        except csv.Error as cause:
            raise UnreadableFile("csv_broken", "This list is damaged: it is no CSV.") from cause
