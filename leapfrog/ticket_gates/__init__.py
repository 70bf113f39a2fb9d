"""What is done where a show is: codes read at gates, with or without network, tickets
sold at the box office, and what was bought with them handed over at a counter.
"""

from leapfrog.ticket_gates.archive import RECORD_SETS
from leapfrog.ticket_gates.counter import hand_over
from leapfrog.ticket_gates.gating import Seen, scan

__all__ = ["RECORD_SETS", "Seen", "hand_over", "scan"]
