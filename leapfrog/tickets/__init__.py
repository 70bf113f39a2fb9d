"""Tickets: venues and halls with seats, shows, seats held and paid, tickets that a gate reads
without network.
"""

from leapfrog.seat_plans import SeatingPlan, grid, read_plan, write_plan
from leapfrog.tickets.archive import RECORD_SETS
from leapfrog.tickets.cancelling import (
    GIVEN_UP_NOTICE,
    NOTICE,
    REFUNDS,
    cancel_show,
    money_came_back,
    refund_all,
)
from leapfrog.tickets.gating import Seen, scan
from leapfrog.tickets.model import OFFERS, Choice, Show, Ticket, TicketOrder, TownEvent, Venue, Wish
from leapfrog.tickets.owning import own_codes, show_of, tickets_of
from leapfrog.tickets.programme import (
    NewShow,
    StandingRoom,
    set_event,
    set_hall,
    set_show,
    set_venue,
)
from leapfrog.tickets.public import (
    ShowsPage,
    of_event,
    of_organiser,
    of_venue,
    show_calendar,
    show_shown,
    sitemap,
    whats_on,
)
from leapfrog.tickets.resale import offer_ticket
from leapfrog.tickets.returning import pass_on
from leapfrog.tickets.selling import HOLD_OVER, hold, hold_is_over, pay_for
from leapfrog.tickets.shapes import ShowShown
from leapfrog.tickets.waiting import ask, offer_of, wait

TIMERS = {HOLD_OVER: hold_is_over, REFUNDS: refund_all, OFFERS: ask}

__all__ = [
    "GIVEN_UP_NOTICE",
    "NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "Choice",
    "NewShow",
    "SeatingPlan",
    "Seen",
    "Show",
    "ShowShown",
    "ShowsPage",
    "StandingRoom",
    "Ticket",
    "TicketOrder",
    "TownEvent",
    "Venue",
    "Wish",
    "cancel_show",
    "grid",
    "hold",
    "money_came_back",
    "of_event",
    "of_organiser",
    "of_venue",
    "offer_of",
    "offer_ticket",
    "own_codes",
    "pass_on",
    "pay_for",
    "read_plan",
    "scan",
    "set_event",
    "set_hall",
    "set_show",
    "set_venue",
    "show_calendar",
    "show_of",
    "show_shown",
    "sitemap",
    "tickets_of",
    "wait",
    "whats_on",
    "write_plan",
]
