"""Pauses: who went back on too many rides waits, a driver for an hour, a rider for a day."""

from leapfrog.ride_pauses.archive import RECORD_SETS
from leapfrog.ride_pauses.errors import RidePaused
from leapfrog.ride_pauses.pausing import check_rider, drop_expired, note_broken, paused

__all__ = [
    "RECORD_SETS",
    "RidePaused",
    "check_rider",
    "drop_expired",
    "note_broken",
    "paused",
]
