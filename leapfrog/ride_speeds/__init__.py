"""Speeds: how much longer rides take in this town than its roads alone say, learnt from rides."""

from leapfrog.ride_speeds.archive import RECORD_SETS
from leapfrog.ride_speeds.learning import drop_expired, longer, note_ride

__all__ = ["RECORD_SETS", "drop_expired", "longer", "note_ride"]
