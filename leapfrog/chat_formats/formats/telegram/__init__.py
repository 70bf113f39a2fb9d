"""Telegram Desktop's `result.json`: one chat, or a whole account with all its chats."""

from leapfrog.chat_formats.formats.telegram.reader import knows, read
from leapfrog.chat_formats.model import ChatFormat
from leapfrog.unpacking import FileFormat

__all__ = ["FORMAT"]

FORMAT: ChatFormat = FileFormat("telegram", knows, read, order=30)
