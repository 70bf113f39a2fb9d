"""WhatsApp's "Export chat": a text, alone or in a zip with its media, as the phone's language and
region write it. It has no zone, no ids, no replies and no reactions.
"""

from leapfrog.chat_formats.formats.whatsapp.reader import knows, read
from leapfrog.chat_formats.model import ChatFormat
from leapfrog.unpacking import FileFormat

__all__ = ["FORMAT"]

FORMAT: ChatFormat = FileFormat("whatsapp", knows, read, order=60)
