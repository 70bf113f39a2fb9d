"""QQ: the text that its programs for computers write, of one chat or of all, and the JSON of
QQChatExporter, which reads the newer QQ.

The text is known from files that people published and from programs that read it; the JSON from
QQChatExporter's own source.
"""

from collections.abc import Iterator

from leapfrog.chat_formats.formats.qq import exporter, text
from leapfrog.chat_formats.model import ChatFormat, ReadOptions, Told
from leapfrog.unpacking import FileFormat, Folder

__all__ = ["FORMAT"]


def knows(folder: Folder) -> bool:
    """Whether the folder holds chats of QQ, as text or as JSON."""
    return any(True for _ in text.files(folder)) or any(True for _ in exporter.files(folder))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """The messages of every chat of every file."""
    for name in text.files(folder):
        yield from text.read(folder, name, options)
    yield from exporter.read(folder)


FORMAT: ChatFormat = FileFormat("qq", knows, read, order=26)
