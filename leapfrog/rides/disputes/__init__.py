"""Disputes: a rider objects to what a ride cost, both say their part, the desk reads the trace and
decides what goes back.
"""

from leapfrog.rides.disputes.judging import SeenDispute, open_disputes, rule_on, seen_by_desk
from leapfrog.rides.disputes.model import RideDispute, RideRuling
from leapfrog.rides.disputes.objecting import answer_objection, dispute_of, object_to
from leapfrog.rides.disputes.store import disputes_of_driver, forget_words, waits_for_ruling
from leapfrog.rides.disputes.store import find as found_dispute

__all__ = [
    "RideDispute",
    "RideRuling",
    "SeenDispute",
    "answer_objection",
    "dispute_of",
    "disputes_of_driver",
    "forget_words",
    "found_dispute",
    "object_to",
    "open_disputes",
    "rule_on",
    "seen_by_desk",
    "waits_for_ruling",
]
