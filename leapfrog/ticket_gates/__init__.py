"""What is done where a show is: codes read at gates, with or without network, tickets
sold at the box office, and what was bought with them handed over at a counter.
"""

from leapfrog.ticket_gates.archive import RECORD_SETS
from leapfrog.ticket_gates.counter import hand_over
from leapfrog.ticket_gates.gating import AtGate, Seen, scan
from leapfrog.ticket_gates.rules import NOTICE, gate_of, name_helper, set_up
from leapfrog.ticket_gates.store_rules import Entrance, ShowGate

__all__ = [
    "NOTICE",
    "RECORD_SETS",
    "AtGate",
    "Entrance",
    "Seen",
    "ShowGate",
    "gate_of",
    "hand_over",
    "name_helper",
    "scan",
    "set_up",
]
