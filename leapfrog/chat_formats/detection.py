"""The one way in: any export, known by what is in it, never by its name."""

from collections.abc import Iterator

from leapfrog.chat_formats.model import ChatFormat, ReadOptions, Told
from leapfrog.kernel.unpacking import Folder, UnreadableFile, formats_in

# A new one is a file in this folder: see docs/adding-a-format.md.
FORMATS: list[ChatFormat] = formats_in("leapfrog.chat_formats.formats")


def format_of(folder: Folder) -> str:
    """The name of the format that reads it. Raises `UnreadableFile`."""
    return _format(folder).name


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """The threads of an export, each with its people and entries. Raises `UnreadableFile`."""
    return _format(folder).read(folder, options)


def _format(folder: Folder) -> ChatFormat:
    for found in FORMATS:
        if found.knows(folder):
            return found
    raise UnreadableFile("unknown_format", "This is no chat history of a kind that we know.")
