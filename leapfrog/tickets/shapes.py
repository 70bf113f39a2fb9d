"""Shows, orders and tickets as they are shown."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import concessions, escrow, posters, till
from leapfrog.kernel.db import Db
from leapfrog.seat_plans import Layout
from leapfrog.tickets import money, seats, standing, store, store_orders, store_resale, store_seats
from leapfrog.tickets.errors import NoShow
from leapfrog.tickets.model import (
    EventKind,
    Hall,
    OrderState,
    PriceCategory,
    Show,
    ShowState,
    Ticket,
    TicketOrder,
    TicketState,
    TownEvent,
    Venue,
)
from leapfrog.tickets.shapes_baskets import ExtraShown, VoucherApplied, baskets_shown
from leapfrog.tickets.signing import codes_and_secrets


class VenueShown(msgspec.Struct, frozen=True):
    """Where it is; `place_id`: what it is in the town's map, if it is there."""

    id: UUID
    name: str
    address: str
    place_id: str | None


class EventShown(msgspec.Struct, frozen=True):
    """What is shown. `age`: from how many years on; 0: everybody."""

    id: UUID
    name: str
    kind: EventKind
    about: str
    minutes: int
    age: int
    language: str
    poster: posters.PosterShown | None


class CategoryShown(msgspec.Struct, frozen=True):
    """What seats of a category cost (minor units); `left`: how many places are left where there are
    no seats, else null.
    """

    n: int
    name: str
    color: str
    price: int
    left: int | None


class ShowShown(msgspec.Struct, frozen=True):
    """A show. `plan`: the hash of its seating plan; `left`: free seats and places of all.
    `returnable_until`: until then a ticket can be given back, null: never. Sold from
    `sale_opens_at`, null: at once, to `sale_closes_at`, null: until it is over; `was_at`: when it
    was to begin before it was moved, at `moved_at`.
    """

    id: UUID
    event: EventShown
    venue: VenueShown
    organiser: str
    merchant_id: UUID
    hall: str
    starts_at: datetime
    ends_at: datetime
    doors_at: datetime
    state: ShowState
    why: str
    currency: str
    categories: list[CategoryShown]
    plan: str | None
    left: int
    places: int
    most_each: int
    returnable_until: datetime | None
    sale_opens_at: datetime | None
    sale_closes_at: datetime | None
    moved_at: datetime | None
    was_at: datetime | None
    passable: bool


class TicketShown(msgspec.Struct, frozen=True):
    """A ticket. `code`: what its QR code says, while it is good, followed by what `secret`
    (base64url) says at this moment where it is in somebody's app (docs/tickets.md); `row`, `seat`:
    empty where one stands; `mine`: it was bought by who holds it; `listed`: somebody else can have
    it, `together`: only with all others of its order that are listed so; `full_price`: what it
    would cost without `fare` and voucher; `proof`: what the gate asks to see.
    """

    id: UUID
    order_id: UUID
    show_id: UUID
    row: str
    seat: str
    category: str
    price: int
    state: TicketState
    used_at: datetime | None
    used_gate: str | None
    code: str | None
    secret: str | None
    mine: bool
    listed: bool
    together: bool
    full_price: int
    fare: str
    fare_id: UUID | None
    proof: str


class TicketOrderShown(msgspec.Struct, frozen=True):
    """An order. `until`: so long its seats are held; `operation_id`: what was paid, in the books,
    for its receipt; `problem`: the code of why money could not go back yet, else null, and
    `given_up`: it is left to the people of the town; `instead_of`: the order that it was changed
    for; `party_id`: together with whose order it is paid. `amount` and `refunded` are of all of it,
    `extras` too.
    """

    id: UUID
    state: OrderState
    amount: int
    refunded: int
    until: datetime
    made_at: datetime
    paid_at: datetime | None
    operation_id: UUID | None
    problem: str | None
    given_up: bool
    instead_of: UUID | None
    show: ShowShown
    tickets: list[TicketShown]
    extras: list[ExtraShown]
    voucher: VoucherApplied | None
    party_id: UUID | None


def venue_shown(venue: Venue) -> VenueShown:
    """A venue as everybody sees it."""
    return VenueShown(venue.id, venue.name, venue.address, venue.place_id)


def event_shown(event: TownEvent, poster: posters.EventPoster | None = None) -> EventShown:
    """An event as everybody sees it, with its poster, if it has one."""
    return EventShown(
        id=event.id,
        name=event.name,
        kind=event.kind,
        about=event.about,
        minutes=event.minutes,
        age=event.age,
        language=event.language,
        poster=posters.poster_shown(poster),
    )


class Around(msgspec.Struct, frozen=True):
    """All that shows are shown with."""

    events: Mapping[UUID, TownEvent]
    hung: Mapping[UUID, posters.EventPoster]
    venues: Mapping[UUID, Venue]
    halls: Mapping[UUID, Hall]
    shops: Mapping[UUID, till.Merchant]
    categories: Mapping[UUID, Sequence[PriceCategory]]
    seats: Mapping[UUID, tuple[int, int]]
    places: Mapping[tuple[UUID, int], int]


async def _around(db: Db, shows: Sequence[Show]) -> Around:
    ids, events = [one.id for one in shows], {one.event_id for one in shows}
    categories = await store.categories(db, ids)
    return Around(
        events=await store.events(db, events),
        hung=await posters.find(db, events),
        venues=await store.venues(db, {one.venue_id for one in shows}),
        halls=await store.halls(db, {one.hall_id for one in shows if one.hall_id}),
        shops=await till.merchants_by_id(db, {one.merchant_id for one in shows}),
        categories=categories,
        seats=await store_seats.left(db, ids),
        places=await standing.left(db, categories),
    )


async def shows_shown(db: Db, shows: Sequence[Show]) -> list[ShowShown]:
    """Shows as everybody sees them, in their order."""
    if not shows:
        return []
    around = await _around(db, shows)
    return [_shown(one, around) for one in shows]


def _shown(show: Show, around: Around) -> ShowShown:
    categories = around.categories.get(show.id, [])
    free, seats_in_all = around.seats.get(show.id, (0, 0))
    rooms = [one for one in categories if one.capacity is not None]
    hall = around.halls.get(show.hall_id) if show.hall_id else None
    shop = around.shops.get(show.merchant_id)
    return ShowShown(
        id=show.id,
        event=event_shown(around.events[show.event_id], around.hung.get(show.event_id)),
        venue=venue_shown(around.venues[show.venue_id]),
        organiser=shop.name if shop else "",
        merchant_id=show.merchant_id,
        hall=hall.name if hall else "",
        starts_at=show.starts_at,
        ends_at=show.ends_at,
        doors_at=show.doors_at,
        state=show.state,
        why=show.why,
        currency=show.currency,
        categories=[
            CategoryShown(
                one.n, one.name, one.color, one.price, around.places.get((show.id, one.n))
            )
            for one in categories
        ],
        plan=show.plan_hash.hex() if show.plan_hash else None,
        left=free + sum(around.places.get((show.id, one.n), 0) for one in rooms),
        places=seats_in_all + sum(one.capacity or 0 for one in rooms),
        most_each=show.most_each,
        returnable_until=show.returnable_until(),
        sale_opens_at=show.sale_opens_at,
        sale_closes_at=show.sale_closes_at,
        moved_at=show.moved_at,
        was_at=show.was_at,
        passable=show.passable,
    )


async def tickets_shown(db: Db, tickets: Sequence[Ticket]) -> list[TicketShown]:
    """Tickets with their codes, for who holds them, in their order."""
    shows = await store.shows(db, {one.show_id for one in tickets})
    orders = await store_orders.orders(db, {one.order_id for one in tickets})
    return await _tickets(db, tickets, shows, orders, await store.categories(db, list(shows)))


async def _tickets(
    db: Db,
    tickets: Sequence[Ticket],
    shows: dict[UUID, Show],
    orders: Mapping[UUID, TicketOrder],
    categories: Mapping[UUID, Sequence[PriceCategory]],
) -> list[TicketShown]:
    """The same, with all of these that they are of."""
    if not tickets:
        return []
    hashes = {one.plan_hash for one in shows.values() if one.plan_hash}
    plans = {each: await seats.layout_of(db, each) for each in hashes}
    codes = await codes_and_secrets(db, tickets, shows)
    listed = await store_resale.listed(db, [one.id for one in tickets])
    fares = await concessions.by_id(db, {one.fare_id for one in tickets if one.fare_id})
    shown = [
        _ticket(one, plans, shows[one.show_id], categories, orders[one.order_id], codes)
        for one in tickets
    ]
    return [
        replace(
            one,
            listed=one.id in listed,
            together=listed.get(one.id, False),
            full_price=one.price if ticket.full_price is None else ticket.full_price,
            fare=fares[ticket.fare_id].name if ticket.fare_id else "",
            fare_id=ticket.fare_id,
            proof=fares[ticket.fare_id].proof if ticket.fare_id else "",
        )
        for one, ticket in zip(shown, tickets, strict=True)
    ]


def _ticket(
    one: Ticket,
    plans: Mapping[bytes, Layout],
    show: Show,
    categories: Mapping[UUID, Sequence[PriceCategory]],
    order: TicketOrder,
    codes: Mapping[UUID, tuple[str, bytes]],
) -> TicketShown:
    plan = plans.get(show.plan_hash) if show.plan_hash else None
    seat = plan.seats[one.seat] if plan and one.seat is not None else None
    row = " ".join(part for part in (seat.zone, seat.row_name) if part) if seat else ""
    code, secret = codes.get(one.id, (None, None))
    return TicketShown(
        id=one.id,
        order_id=one.order_id,
        show_id=one.show_id,
        row=row,
        seat=seat.number if seat else "",
        category=next(each.name for each in categories[show.id] if each.n == one.category),
        price=one.price,
        state=one.state,
        used_at=one.used_at,
        used_gate=one.used_gate,
        code=code,
        secret=urlsafe_b64encode(secret).decode() if secret and one.holder_id else None,
        mine=one.holder_id == order.buyer_id,
        listed=False,
        together=False,
        full_price=one.price,
        fare="",
        fare_id=None,
        proof="",
    )


async def orders_shown(db: Db, me: UUID, orders: Sequence[TicketOrder]) -> list[TicketOrderShown]:
    """Orders of mine, each with its show and the tickets of it that are still mine."""
    if not orders:
        return []
    found = await store_orders.tickets(db, [one.id for one in orders])
    mine = [one for each in found.values() for one in each if one.holder_id == me]
    shown: dict[UUID, list[TicketShown]] = {}
    shows = await store.shows(db, {one.show_id for one in orders})
    around = await _around(db, list(shows.values()))
    known = {one.id: one for one in orders}
    for one in await _tickets(db, mine, shows, known, around.categories):
        shown.setdefault(one.order_id, []).append(one)
    told = {one.id: _shown(one, around) for one in shows.values()}
    trades = [money.trade_id(one.id) for one in orders if one.paid_at]
    paid = await escrow.payment_ids(db, me, trades) if trades else {}
    baskets = await baskets_shown(db, orders)
    return [
        TicketOrderShown(
            id=one.id,
            state=one.state,
            amount=one.amount + baskets[one.id].amount,
            refunded=one.refunded + baskets[one.id].refunded,
            until=one.until,
            made_at=one.made_at,
            paid_at=one.paid_at,
            operation_id=paid.get(money.trade_id(one.id)),
            problem=one.problem,
            given_up=one.given_up_at is not None,
            instead_of=one.changed_from,
            show=told[one.show_id],
            tickets=shown.get(one.id, []),
            extras=baskets[one.id].extras,
            voucher=baskets[one.id].voucher,
            party_id=one.party_id,
        )
        for one in orders
    ]


async def show_shown(db: Db, show_id: UUID) -> ShowShown:
    """A show that is on sale, is over, or was called off, as shown. Raises `NoShow`."""
    found = (await store.shows(db, [show_id])).get(show_id)
    if found is None or found.state == "draft":
        raise NoShow
    return (await shows_shown(db, [found]))[0]
