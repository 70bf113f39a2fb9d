"""Disputes: a rider objects to what a ride by hail cost, both say their part, the desk reads the
trace and decides what goes back.
"""

from leapfrog.rides_dispute.archive import RECORD_SETS
from leapfrog.rides_dispute.store import find as found_dispute
from leapfrog.rides_dispute.telling import DISPUTE_NOTICE

__all__ = ["DISPUTE_NOTICE", "RECORD_SETS", "found_dispute"]
