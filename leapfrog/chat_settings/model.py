"""What a person lets others see and do."""

from typing import Literal

import msgspec


class ChatSettings(msgspec.Struct, frozen=True):
    """`read_marks` and `presence` go both ways: who does not show theirs does not see others'.
    `strangers`: who may ask to write to them.
    """

    read_marks: bool = True
    presence: Literal["contacts", "nobody"] = "contacts"
    strangers: Literal["all", "nobody"] = "all"
