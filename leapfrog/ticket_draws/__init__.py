"""Draws of tickets: some people may choose seats of a show before its sale opens to everybody, by a
lottery that anybody can compute anew, as `drops` has it.
"""

from leapfrog.ticket_draws.announcing import CLOSE, TURN, announce
from leapfrog.ticket_draws.archive import RECORD_SETS
from leapfrog.ticket_draws.drawing import close, reveal, turn
from leapfrog.ticket_draws.model import NewTicketDraw, TicketDraw
from leapfrog.ticket_draws.news import NOTICE
from leapfrog.ticket_draws.shapes import TicketDrawShown, proof, shown
from leapfrog.ticket_draws.store import entries, find
from leapfrog.ticket_draws.taking_part import enter, leave

TIMERS = {CLOSE: close, TURN: turn}

__all__ = [
    "NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "NewTicketDraw",
    "TicketDraw",
    "TicketDrawShown",
    "announce",
    "enter",
    "entries",
    "find",
    "leave",
    "proof",
    "reveal",
    "shown",
]
