"""Tickets: venues and halls with seats, shows, seats held and paid, tickets that a gate reads
without network.
"""

from leapfrog.seat_plans import SeatingPlan, grid, read_plan, write_plan
from leapfrog.tickets.archive import RECORD_SETS
from leapfrog.tickets.baskets import keep_back
from leapfrog.tickets.box_office import claim, give_cash_back, take_cash, take_over
from leapfrog.tickets.box_office import sale as desk_sale
from leapfrog.tickets.box_office import sell as sell_at_desk
from leapfrog.tickets.cancelling import (
    GIVEN_UP_NOTICE,
    NOTICE,
    REFUNDS,
    cancel_show,
    money_came_back,
    refund_all,
)
from leapfrog.tickets.errors import NoEvent, NoTicket, NoVenue, ShowOver
from leapfrog.tickets.extras import ShownTicket, hold_order, shown_ticket, sold_by_code, with_extras
from leapfrog.tickets.http_baskets import ProductShown, product_shown
from leapfrog.tickets.letting_in import let_in, public_keys
from leapfrog.tickets.model import (
    CHANGED,
    OFFERS,
    SETTLE,
    Choice,
    Show,
    Ticket,
    TicketOrder,
    TownEvent,
    Venue,
    Wish,
)
from leapfrog.tickets.money import trade_id
from leapfrog.tickets.owning import own_codes, show_of, tickets_of
from leapfrog.tickets.programme import (
    NewShow,
    StandingRoom,
    led_show,
    set_event,
    set_hall,
    set_show,
    set_venue,
    staff_show,
)
from leapfrog.tickets.replanning import hall_plan, take_plan
from leapfrog.tickets.replanning import versions as hall_versions
from leapfrog.tickets.resale import offer_ticket
from leapfrog.tickets.returning import pass_on, share_show
from leapfrog.tickets.seats import layout_of
from leapfrog.tickets.selling import HOLD_OVER, hold, hold_is_over, pay_for
from leapfrog.tickets.shapes import (
    EventShown,
    ShowShown,
    TicketOrderShown,
    TicketShown,
    VenueShown,
    event_shown,
    orders_shown,
    show_shown,
    shows_shown,
    tickets_shown,
    venue_shown,
)
from leapfrog.tickets.shapes_baskets import ExtraShown
from leapfrog.tickets.store import events, shows, shows_between, venues, venues_of
from leapfrog.tickets.store_archive import forget_gates
from leapfrog.tickets.store_gate import entries as gate_entries
from leapfrog.tickets.store_gate import entries_of as gate_entries_of
from leapfrog.tickets.store_orders import given_up, lock_tickets, sums, ticket
from leapfrog.tickets.store_resale import remove as remove_listings
from leapfrog.tickets.waiting import ask, offer_of, wait

TIMERS = {HOLD_OVER: hold_is_over, REFUNDS: refund_all, OFFERS: ask}

__all__ = [
    "CHANGED",
    "GIVEN_UP_NOTICE",
    "NOTICE",
    "RECORD_SETS",
    "SETTLE",
    "TIMERS",
    "Choice",
    "EventShown",
    "ExtraShown",
    "NewShow",
    "NoEvent",
    "NoTicket",
    "NoVenue",
    "ProductShown",
    "SeatingPlan",
    "Show",
    "ShowOver",
    "ShowShown",
    "ShownTicket",
    "StandingRoom",
    "Ticket",
    "TicketOrder",
    "TicketOrderShown",
    "TicketShown",
    "TownEvent",
    "Venue",
    "VenueShown",
    "Wish",
    "cancel_show",
    "claim",
    "desk_sale",
    "event_shown",
    "events",
    "forget_gates",
    "gate_entries",
    "gate_entries_of",
    "give_cash_back",
    "given_up",
    "grid",
    "hall_plan",
    "hall_versions",
    "hold",
    "hold_order",
    "keep_back",
    "layout_of",
    "led_show",
    "let_in",
    "lock_tickets",
    "money_came_back",
    "offer_of",
    "offer_ticket",
    "orders_shown",
    "own_codes",
    "pass_on",
    "pay_for",
    "product_shown",
    "public_keys",
    "read_plan",
    "remove_listings",
    "sell_at_desk",
    "set_event",
    "set_hall",
    "set_show",
    "set_venue",
    "share_show",
    "show_of",
    "show_shown",
    "shown_ticket",
    "shows",
    "shows_between",
    "shows_shown",
    "sold_by_code",
    "staff_show",
    "sums",
    "take_cash",
    "take_over",
    "take_plan",
    "ticket",
    "tickets_of",
    "tickets_shown",
    "trade_id",
    "venue_shown",
    "venues",
    "venues_of",
    "wait",
    "with_extras",
    "write_plan",
]
