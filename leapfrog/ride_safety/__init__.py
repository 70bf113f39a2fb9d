"""Safety in rides by hail: a trip that people at home follow by a link, and help."""

from leapfrog.ride_safety.archive import RECORD_SETS
from leapfrog.ride_safety.dropping import drop_expired
from leapfrog.ride_safety.helping import HELP_NOTICE
from leapfrog.ride_safety.store import open_call

__all__ = ["HELP_NOTICE", "RECORD_SETS", "drop_expired", "open_call"]
