"""Messenger's and Instagram's "Download your information": `message_1.json` and so on in a folder
for each thread, the newest first, or the same as pages; and Messenger's export of end-to-end
encrypted chats.
"""

from collections.abc import Iterator

from leapfrog.chat_formats.formats.meta import page, reader
from leapfrog.chat_formats.model import ChatFormat, ReadOptions, Told
from leapfrog.unpacking import FileFormat, Folder

__all__ = ["FORMAT"]


def knows(folder: Folder) -> bool:
    """Whether there is a thread in either form."""
    return reader.knows(folder) or page.knows(folder)


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """Every thread. Where both forms are there, both are told."""
    if reader.knows(folder):
        yield from reader.read(folder, options)
    yield from page.read(folder, options)


FORMAT: ChatFormat = FileFormat("meta", knows, read, order=50)
