"""The rows of a CSV, one at a time."""

import csv
from collections.abc import Iterator
from contextlib import closing

from leapfrog.unpacking.errors import UnreadableFile
from leapfrog.unpacking.folder import Folder
from leapfrog.unpacking.text_lines import lines


def rows(folder: Folder, name: str) -> Iterator[list[str]]:
    """The rows of a CSV file of any charset, cells parted by commas. Raises `UnreadableFile`."""
    for _, row in numbered_rows(folder, name):
        yield row


def numbered_rows(
    folder: Folder, name: str, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV of any charset, each with the number of the line on which it begins, from 1
    on; cells are parted by `delimiter`. Raises `UnreadableFile`.
    """
    with closing(folder.open(name)) as content:
        # A cell may go over several lines.
        found = csv.reader((line + "\n" for line in lines(content)), delimiter=delimiter)
        at = 1
        try:
            for row in found:
                yield at, row
                at = found.line_num + 1
        except csv.Error as cause:
            raise UnreadableFile("csv_broken", "This list is damaged: it is no CSV.") from cause
