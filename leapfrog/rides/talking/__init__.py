"""What rider and driver write to each other: between acceptance and the end, and gone a day later.
Neither learns the other's handle or number.
"""

from leapfrog.rides.talking.store import drop_messages, export_messages, forget_messages
from leapfrog.rides.talking.writing import MESSAGE_NOTICE, last_message, messages_of, write

__all__ = [
    "MESSAGE_NOTICE",
    "drop_messages",
    "export_messages",
    "forget_messages",
    "last_message",
    "messages_of",
    "write",
]
