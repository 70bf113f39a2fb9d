"""Messenger's and Instagram's "Download your information": `message_1.json` and so on in a folder
for each thread, the newest first; and Messenger's export of end-to-end encrypted chats.
"""

from leapfrog.chat_formats.formats.meta.reader import knows, read
from leapfrog.chat_formats.model import ChatFormat
from leapfrog.unpacking import FileFormat

__all__ = ["FORMAT"]

FORMAT: ChatFormat = FileFormat("meta", knows, read, order=50)
