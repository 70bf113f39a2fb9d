"""WeChat, which lets nobody take their chats out: the files of the programs that many use for it.

WeFlow and EchoTrace write JSON, a file a chat; WeChatMsg (MemoTrace) CSV, a file a chat or all
chats in one, and pages, a chat each. Known from these programs' own source and from what others
read of their files, not from any file of ours.
"""

from collections.abc import Iterator

from leapfrog.chat_formats.formats.wechat import details, page, tables
from leapfrog.chat_formats.model import ChatFormat, ReadOptions, Told
from leapfrog.unpacking import FileFormat, Folder

__all__ = ["FORMAT"]


def knows(folder: Folder) -> bool:
    """Whether there is such a JSON, CSV or page."""
    return any(True for kind in (details, tables, page) for _ in kind.files(folder))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """Every chat of every file. Where several forms are there, all are told."""
    yield from details.read(folder)
    yield from tables.read(folder, options)
    yield from page.read(folder)


FORMAT: ChatFormat = FileFormat("wechat", knows, read, order=25)
