"""Venues, halls, events, shows, orders and tickets."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

EventKind = Literal["film", "concert", "theatre", "match", "tour", "other"]
ShowState = Literal["draft", "on_sale", "cancelled"]
OrphanMode = Literal["strict", "automatic", "off"]
OrderState = Literal["held", "paid", "part_refunded", "refunded", "lapsed"]
TicketState = Literal["held", "valid", "used", "void"]
SeatState = Literal["free", "held", "sold"]
WishState = Literal["waiting", "offered", "left"]

# Seats stay with who chose them for so long.
HOLD = timedelta(minutes=10)
# Money goes on to the organiser so long after the end.
SETTLE = timedelta(hours=2)
# What could not go back is tried again so much later.
AGAIN = timedelta(hours=1)
# So long after the end of a show what still cannot go back is left to the people of the town: by
# then the escrow has agreed to all that was asked of it.
GIVE_UP = timedelta(days=14)
# Nobody is asked to leave no seat alone so shortly before, nor when so few are left.
ORPHANS_UNTIL, ORPHANS_LEFT = timedelta(minutes=30), 0.05
# A ticket is good from so long before the doors.
EARLY = timedelta(hours=1)
# What came free waits so long at most for those who wait to be asked.
QUEUE = timedelta(minutes=2)
# From so long before the doors on nothing is held for one who waits after the other: all of them
# are told at once, each at most so often.
ALL_AT_ONCE, TOLD_AGAIN = timedelta(hours=2), timedelta(minutes=10)
# Whoever has a ticket of a show that is moved may give it back for so long.
MOVED_RETURNS = timedelta(hours=48)
# The timer that asks them.
OFFERS = "tickets.offers"
CHANGED = {"t": "changed", "what": "tickets"}
LIVE: tuple[TicketState, ...] = ("valid", "used")


class Venue(msgspec.Struct, frozen=True):
    """A house of an organiser's; `place_id`: what it is in the town's map."""

    id: UUID
    merchant_id: UUID
    name: str
    address: str
    place_id: str | None


class Hall(msgspec.Struct, frozen=True):
    """A room with a seating plan, known by its hash."""

    id: UUID
    venue_id: UUID
    name: str
    plan_hash: bytes
    seats: int


class TownEvent(msgspec.Struct, frozen=True):
    """A film, a concert: what is shown. `age`: from how many years on; 0: everybody."""

    id: UUID
    merchant_id: UUID
    name: str
    kind: EventKind
    about: str
    minutes: int
    age: int
    language: str


class Show(msgspec.Struct, frozen=True):
    """An event at a time and place. `number`: how tickets name it; `refund_hours`: until so many
    hours before the start a ticket can be given back, None: never. Sold from `sale_opens_at`, None:
    at once, to `sale_closes_at`, None: until it is over. `moved_at`: when it was last moved to
    another time, `was_at`: from this one. `passable`: tickets may be passed on.
    """

    id: UUID
    number: int
    event_id: UUID
    merchant_id: UUID
    venue_id: UUID
    hall_id: UUID | None
    plan_hash: bytes | None
    currency: str
    starts_at: datetime
    ends_at: datetime
    doors_at: datetime
    state: ShowState
    orphans: OrphanMode
    refund_hours: int | None
    most_each: int
    why: str
    sale_opens_at: datetime | None = None
    sale_closes_at: datetime | None = None
    moved_at: datetime | None = None
    was_at: datetime | None = None
    passable: bool = True

    def is_on_sale(self, now: datetime) -> bool:
        """Until it is over: who is late may still come in."""
        return self.state == "on_sale" and now < self.ends_at

    def is_open(self, now: datetime) -> bool:
        """Whether anybody may take tickets, and not only who has a right to be the first."""
        return self.opens_now(now) and not self.is_closed(now)

    def opens_now(self, now: datetime) -> bool:
        return self.sale_opens_at is None or self.sale_opens_at <= now

    def is_closed(self, now: datetime) -> bool:
        return self.sale_closes_at is not None and self.sale_closes_at <= now

    def returnable_until(self) -> datetime | None:
        """Until when a ticket can be given back: by the organiser's rule, and by everybody for two
        days after the show was moved.
        """
        rule = None
        if self.refund_hours is not None:
            rule = self.starts_at - timedelta(hours=self.refund_hours)
        if self.moved_at is None:
            return rule
        moved = min(self.moved_at + MOVED_RETURNS, self.starts_at)
        return max(rule, moved) if rule else moved


class PriceCategory(msgspec.Struct, frozen=True):
    """What seats cost (minor units); `capacity`: standing room for so many, None: seats."""

    n: int
    name: str
    color: str
    price: int
    capacity: int | None


class SeatNow(msgspec.Struct, frozen=True):
    """One seat of a show as it stands."""

    n: int
    row: int
    category: int
    state: SeatState
    order_id: UUID | None
    until: datetime | None

    def is_free(self, now: datetime) -> bool:
        """A hold is over at its minute, tidied or not."""
        late = self.state == "held" and self.until is not None and self.until <= now
        return self.state == "free" or late


class TicketOrder(msgspec.Struct, frozen=True):
    """Tickets that somebody takes together; `problem`: why money could not go back. `sold_by`: who
    sold it at the box office, with what was paid there in `cash` and given back; `changed_from`:
    the order instead of which it was taken; `given_up_at`: since when its money is not tried to be
    given back any more; `party_id`: the order of whom it is paid together with; `comp`: why it was
    given for nothing at the box office.
    """

    id: UUID
    show_id: UUID
    buyer_id: UUID
    state: OrderState
    amount: int
    refunded: int
    count: int
    until: datetime
    made_at: datetime
    paid_at: datetime | None
    problem: str | None
    sold_by: UUID | None = None
    cash: int = 0
    cash_back: int = 0
    changed_from: UUID | None = None
    given_up_at: datetime | None = None
    party_id: UUID | None = None
    comp: str | None = None

    @property
    def at_desk(self) -> bool:
        """Whether it was paid at the box office, for cash or for nothing: none of it is in the
        escrow, and its buyer is only who sold it.
        """
        sold = self.sold_by is not None and self.buyer_id == self.sold_by
        return sold and self.paid_at is not None and self.amount == 0


class Ticket(msgspec.Struct, frozen=True):
    """One ticket. `seat`: as it is counted along the plan, None: standing. `full_price`: what it
    would cost without its fare and a voucher, None: the same; `fare_id`: by which it is cheaper.
    """

    id: UUID
    order_id: UUID
    show_id: UUID
    holder_id: UUID | None
    seat: int | None
    category: int
    price: int
    state: TicketState
    turn: int
    used_at: datetime | None
    used_gate: str | None
    full_price: int | None = None
    fare_id: UUID | None = None

    @property
    def is_reduced(self) -> bool:
        return self.fare_id is not None or self.full_price not in (None, self.price)


class Wish(msgspec.Struct, frozen=True):
    """Somebody waits for so many tickets of a show; `together`: only side by side; `category`:
    None for any; `order_id`: what was held for them. `at_most`: what each may cost, None: whatever;
    `ask_id`: the same of wishes that end with the first of them that comes true.
    """

    show_id: UUID
    person_id: UUID
    count: int
    together: bool
    category: int | None
    state: WishState
    made_at: datetime
    order_id: UUID | None = None
    at_most: int | None = None
    ask_id: UUID | None = None


class ResaleListing(msgspec.Struct, frozen=True):
    """A ticket that its holder offers to others for `price`, which is what it cost. `order_id`: who
    is buying it until then, or the show while those who wait are asked. `together_id`: the same of
    listings that are bought all or none.
    """

    ticket_id: UUID
    show_id: UUID
    seat: int
    category: int
    price: int
    listed_at: datetime
    order_id: UUID | None
    until: datetime | None
    together_id: UUID | None = None

    def is_kept(self, now: datetime) -> bool:
        """For somebody, at this moment."""
        return self.until is not None and self.until > now


class EarlyRight(msgspec.Struct, frozen=True):
    """Somebody may take so many tickets of a show in all before its sale opens to everybody."""

    show_id: UUID
    person_id: UUID
    count: int
    until: datetime


class ShowSums(msgspec.Struct, frozen=True):
    """Tickets sold, people who are in, what was paid (minor units), what of it in cash at the
    box office, and orders whose money could not go back yet.
    """

    sold: int
    entered: int
    taken: int
    cash: int
    stuck: int


class Choice(msgspec.Struct, frozen=True):
    """What somebody wants of a show: these seats; or the best so many, of one category or any; or
    so many places of a category without seats.
    """

    seats: tuple[int, ...] = ()
    best: int = 0
    category: int | None = None
    standing: int = 0

    @property
    def count(self) -> int:
        return len(self.seats) or self.best or self.standing
