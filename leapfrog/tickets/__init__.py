"""Tickets: venues and halls with seats, shows, seats held and paid, tickets that a gate reads
without network.
"""

from leapfrog.seat_plans import SeatingPlan, grid, read_plan, write_plan
from leapfrog.tickets.archive import RECORD_SETS
from leapfrog.tickets.baskets import house_seats, keep_back, keep_for_house
from leapfrog.tickets.box_office import (
    claim,
    give_cash_back,
    give_free,
    reseat,
    take_cash,
    take_over,
)
from leapfrog.tickets.box_office import sale as desk_sale
from leapfrog.tickets.box_office import sell as sell_at_desk
from leapfrog.tickets.cancelling import (
    FREED_NOTICE,
    GIVEN_UP_NOTICE,
    NOTICE,
    REFUNDS,
    cancel_show,
    money_came_back,
    refund_all,
)
from leapfrog.tickets.errors import NoEvent, NoTicket, NoVenue, ShowOver
from leapfrog.tickets.http_baskets import ProductShown, product_shown
from leapfrog.tickets.letting_in import live_secrets, public_keys, set_entries
from leapfrog.tickets.model import (
    CHANGED,
    EARLY,
    HOLD,
    LIVE,
    OFFERS,
    SETTLE,
    Choice,
    EarlyRight,
    EventKind,
    Hall,
    OrderState,
    OrphanMode,
    Show,
    Ticket,
    TicketOrder,
    TownEvent,
    Venue,
    Wish,
    WishState,
)
from leapfrog.tickets.money import trade_id
from leapfrog.tickets.owning import hold_order, own_codes, show_of, tickets_of
from leapfrog.tickets.parties import PartySeat, open_party
from leapfrog.tickets.parties import join as join_party
from leapfrog.tickets.parties import look as look_at_party
from leapfrog.tickets.programme import (
    NewShow,
    StandingRoom,
    led_show,
    move_show,
    set_event,
    set_hall,
    set_show,
    set_venue,
    staff_show,
)
from leapfrog.tickets.replanning import hall_plan, take_plan
from leapfrog.tickets.replanning import versions as hall_versions
from leapfrog.tickets.resale import offer_ticket, offer_together
from leapfrog.tickets.resale import withdraw as withdraw_ticket
from leapfrog.tickets.returning import pass_on, share_show
from leapfrog.tickets.seat_maps import look as look_at_seats
from leapfrog.tickets.seats import layout_of, plan_of
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
from leapfrog.tickets.shapes_baskets import ExtraShown, baskets_shown
from leapfrog.tickets.signing import codes_and_secrets
from leapfrog.tickets.store import (
    events,
    events_of,
    halls,
    halls_of,
    shows,
    shows_between,
    shows_of,
    venues,
    venues_of,
)
from leapfrog.tickets.store_archive import forget_gates
from leapfrog.tickets.store_gate import TicketEntry
from leapfrog.tickets.store_orders import given_up, lock_tickets, orders, sums, ticket
from leapfrog.tickets.store_resale import remove as remove_listings
from leapfrog.tickets.store_rights import forget as forget_rights
from leapfrog.tickets.store_rights import give as give_rights
from leapfrog.tickets.store_rights import of as right_of
from leapfrog.tickets.store_rights import of_person as rights_of_person
from leapfrog.tickets.store_rights import of_show as rights_of_show
from leapfrog.tickets.store_seats import SEATS
from leapfrog.tickets.waiting import ask, freed, offer_of, wait
from leapfrog.tickets.waiting import leave as stop_waiting

TIMERS = {HOLD_OVER: hold_is_over, REFUNDS: refund_all, OFFERS: ask}

__all__ = [
    "CHANGED",
    "EARLY",
    "FREED_NOTICE",
    "GIVEN_UP_NOTICE",
    "HOLD",
    "LIVE",
    "NOTICE",
    "RECORD_SETS",
    "SEATS",
    "SETTLE",
    "TIMERS",
    "Choice",
    "EarlyRight",
    "EventKind",
    "EventShown",
    "ExtraShown",
    "Hall",
    "NewShow",
    "NoEvent",
    "NoTicket",
    "NoVenue",
    "OrderState",
    "OrphanMode",
    "PartySeat",
    "ProductShown",
    "SeatingPlan",
    "Show",
    "ShowOver",
    "ShowShown",
    "StandingRoom",
    "Ticket",
    "TicketEntry",
    "TicketOrder",
    "TicketOrderShown",
    "TicketShown",
    "TownEvent",
    "Venue",
    "VenueShown",
    "Wish",
    "WishState",
    "baskets_shown",
    "cancel_show",
    "claim",
    "codes_and_secrets",
    "desk_sale",
    "event_shown",
    "events",
    "events_of",
    "forget_gates",
    "forget_rights",
    "freed",
    "give_cash_back",
    "give_free",
    "give_rights",
    "given_up",
    "grid",
    "hall_plan",
    "hall_versions",
    "halls",
    "halls_of",
    "hold",
    "hold_order",
    "house_seats",
    "join_party",
    "keep_back",
    "keep_for_house",
    "layout_of",
    "led_show",
    "live_secrets",
    "lock_tickets",
    "look_at_party",
    "look_at_seats",
    "money_came_back",
    "move_show",
    "offer_of",
    "offer_ticket",
    "offer_together",
    "open_party",
    "orders",
    "orders_shown",
    "own_codes",
    "pass_on",
    "pay_for",
    "plan_of",
    "product_shown",
    "public_keys",
    "read_plan",
    "remove_listings",
    "reseat",
    "right_of",
    "rights_of_person",
    "rights_of_show",
    "sell_at_desk",
    "set_entries",
    "set_event",
    "set_hall",
    "set_show",
    "set_venue",
    "share_show",
    "show_of",
    "show_shown",
    "shows",
    "shows_between",
    "shows_of",
    "shows_shown",
    "staff_show",
    "stop_waiting",
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
    "withdraw_ticket",
    "write_plan",
]
