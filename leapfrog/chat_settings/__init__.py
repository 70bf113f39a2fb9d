"""Chat settings: what people let others see of their reading and their presence, and whether
strangers may ask to write to them.
"""

from leapfrog.chat_settings.model import ChatSettings
from leapfrog.chat_settings.people import (
    forget,
    hiding_marks,
    hiding_presence,
    keep_settings,
    settings_of,
)

__all__ = [
    "ChatSettings",
    "forget",
    "hiding_marks",
    "hiding_presence",
    "keep_settings",
    "settings_of",
]
