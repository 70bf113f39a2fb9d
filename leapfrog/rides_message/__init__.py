"""What rider and driver write to each other: between acceptance and the end, and gone a day later.
Neither learns the other's handle or number.
"""

from leapfrog.rides_message.archive import RECORD_SETS
from leapfrog.rides_message.writing import MESSAGE_NOTICE, drop_expired, last_message
from leapfrog.rides_message.writing import write as write_in_ride

__all__ = [
    "MESSAGE_NOTICE",
    "RECORD_SETS",
    "drop_expired",
    "last_message",
    "write_in_ride",
]
