"""Safety: a trip that people at home follow by a link, and help."""

from leapfrog.rides.safety.helping import HELP_NOTICE
from leapfrog.rides.safety.store import (
    calls_by,
    drop_calls,
    drop_sharing,
    forget_calls,
    open_call,
    stop_sharing,
)

__all__ = [
    "HELP_NOTICE",
    "calls_by",
    "drop_calls",
    "drop_sharing",
    "forget_calls",
    "open_call",
    "stop_sharing",
]
