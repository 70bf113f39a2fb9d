"""Tickets: venues and halls with seats, shows, seats held and paid, tickets that a gate reads
without network.
"""

from leapfrog.tickets.archive import RECORD_SETS
from leapfrog.tickets.cancelling import (
    NOTICE,
    REFUNDS,
    cancel_show,
    money_came_back,
    refund_all,
)
from leapfrog.tickets.gating import Seen, scan
from leapfrog.tickets.model import Choice, Show, Ticket, TicketOrder, TownEvent, Venue
from leapfrog.tickets.owning import own_codes, show_of, tickets_of
from leapfrog.tickets.plan import SeatingPlan, grid, read_plan, write_plan
from leapfrog.tickets.programme import (
    NewShow,
    StandingRoom,
    set_event,
    set_hall,
    set_show,
    set_venue,
)
from leapfrog.tickets.returning import pass_on
from leapfrog.tickets.selling import HOLD_OVER, hold, hold_is_over, pay_for

TIMERS = {HOLD_OVER: hold_is_over, REFUNDS: refund_all}

__all__ = [
    "NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "Choice",
    "NewShow",
    "SeatingPlan",
    "Seen",
    "Show",
    "StandingRoom",
    "Ticket",
    "TicketOrder",
    "TownEvent",
    "Venue",
    "cancel_show",
    "grid",
    "hold",
    "money_came_back",
    "own_codes",
    "pass_on",
    "pay_for",
    "read_plan",
    "scan",
    "set_event",
    "set_hall",
    "set_show",
    "set_venue",
    "show_of",
    "tickets_of",
    "write_plan",
]
