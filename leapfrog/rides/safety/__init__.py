"""Safety: a trip that people at home follow by a link, and help."""

from leapfrog.rides.safety.store import forget_calls, stop_sharing

__all__ = ["forget_calls", "stop_sharing"]
