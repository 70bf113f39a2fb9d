"""What organisers see and say of their shows: figures without names, products and what is kept
back, plans of their halls, messages to all who have tickets.
"""

from leapfrog.ticket_sales.archive import RECORD_SETS
from leapfrog.ticket_sales.messages import NOTICE, message_of
from leapfrog.ticket_sales.moving import MOVED, move, wait_longer

TIMERS = {MOVED: wait_longer}

__all__ = ["NOTICE", "RECORD_SETS", "TIMERS", "message_of", "move"]
