"""Duty: when drivers were on duty, how far they drove, and when they have to rest."""

from leapfrog.duty.archive import RECORD_SETS
from leapfrog.duty.errors import MustRest
from leapfrog.duty.model import DutySeen, DutySession, Odometer
from leapfrog.duty.sessions import (
    check_rested,
    driven_lately,
    end_session,
    note_seen,
    rest_until,
    resting,
    sessions_of,
)

__all__ = [
    "RECORD_SETS",
    "DutySeen",
    "DutySession",
    "MustRest",
    "Odometer",
    "check_rested",
    "driven_lately",
    "end_session",
    "note_seen",
    "rest_until",
    "resting",
    "sessions_of",
]
