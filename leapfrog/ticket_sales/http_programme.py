"""Routes of organisers: their venues, halls, events and shows, and what was sold of each."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import places, posters, tickets, till
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import DbIn, Input
from leapfrog.seat_plans import grid, read_plan
from leapfrog.ticket_sales import moving
from leapfrog.tickets import (
    EventKind,
    EventShown,
    Hall,
    NewShow,
    OrphanMode,
    Show,
    ShowShown,
    StandingRoom,
    TownEvent,
    Venue,
    VenueShown,
)

Text = Annotated[str, msgspec.Meta(max_length=200)]
VenueKind = Literal["cinema", "theatre", "arts_centre", "stadium"]
LongText = Annotated[str, msgspec.Meta(max_length=4000)]
MOST_SHOWS = 300
# Five thousand seats as pretix writes them, and as much again around them.
LARGEST_PLAN = 4 * 1024 * 1024


class VenueInput(Input, frozen=True):
    """A venue of a shop's. `place_id`: what it is in the town's map; or `lat`, `lon`, in degrees,
    where it is put on it, as a place of that `kind`.
    """

    merchant_id: UUID
    name: Text
    address: Text = ""
    place_id: Text | None = None
    lat: float | None = None
    lon: float | None = None
    kind: VenueKind = "cinema"


class GridInput(Input, frozen=True):
    """Rows of seats numbered from 1, all of one category, with one aisle or none."""

    rows: int
    seats: int
    category: Text
    aisle_after: int = 0


class HallInput(Input, frozen=True):
    """A hall; its plan as pretix writes it, or a grid."""

    venue_id: UUID
    name: Text
    plan: dict[str, Any] | None = None
    grid: GridInput | None = None


class EventInput(Input, frozen=True):
    merchant_id: UUID
    name: Text
    minutes: int
    kind: EventKind = "film"
    about: LongText = ""
    age: int = 0
    language: Text = ""


class StandingInput(Input, frozen=True):
    """Places without seats, for a price in minor units."""

    name: Text
    price: int
    capacity: int


class ShowInput(Input, frozen=True):
    """A show. `prices` (minor units) of the categories of the hall's plan, by name; `refund_hours`:
    until so long before the start tickets can be given back, null: never; sold from
    `sale_opens_at`, null: at once, to `sale_closes_at`, null: until it is over. `passable`: who has
    a ticket may pass it on.
    """

    event_id: UUID
    venue_id: UUID
    starts_at: Annotated[datetime, msgspec.Meta(tz=True)]
    hall_id: UUID | None = None
    doors_minutes: Annotated[int, msgspec.Meta(ge=0, le=720)] = 30
    prices: dict[str, int] = msgspec.field(default_factory=dict)
    standing: list[StandingInput] = msgspec.field(default_factory=list)
    on_sale: bool = True
    orphans: OrphanMode = "strict"
    refund_hours: int | None = 24
    most_each: int = 6
    sale_opens_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    sale_closes_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    passable: bool = True

    @property
    def show(self) -> NewShow:
        rooms = tuple(StandingRoom(one.name, one.price, one.capacity) for one in self.standing)
        given = {name: getattr(self, name) for name in self.__struct_fields__}
        return NewShow(**given | {"standing": rooms})


class CancellationInput(Input, frozen=True):
    """Why, for those who wanted to come."""

    why: Text = ""


class HallShown(msgspec.Struct, frozen=True):
    id: UUID
    venue_id: UUID
    name: str
    seats: int
    categories: list[str]


class OwnShow(msgspec.Struct, frozen=True):
    """A show as its organiser sees it: tickets sold, people who are in, what was paid (minor
    units), what of it in cash, and `stuck`: orders whose money could not go back yet and is tried
    again; `newer_plan`: its hall has another plan by now.
    """

    show: ShowShown
    orphans: OrphanMode
    sold: int
    entered: int
    taken: int
    cash: int
    stuck: int
    newer_plan: bool


class ShowTimeInput(Input, frozen=True):
    """When a show begins from now on; all its other times move with it."""

    starts_at: Annotated[datetime, msgspec.Meta(tz=True)]


class OwnVenue(msgspec.Struct, frozen=True):
    """A venue with its halls."""

    venue: VenueShown
    merchant_id: UUID
    halls: list[HallShown]


class OwnEvent(msgspec.Struct, frozen=True):
    event: EventShown
    merchant_id: UUID


class Programme(msgspec.Struct, frozen=True):
    """What the shops in which one works show: `leads`: the shops that one leads."""

    venues: list[OwnVenue]
    events: list[OwnEvent]
    shows: list[OwnShow]
    leads: list[UUID]


@get("/tickets/programme")
async def read_programme(db: DbIn, signed: SignedIn) -> Programme:
    """Venues, events and shows of the shops in which one takes money, with what was sold."""
    works = await till.shops_of(db, signed.person_id)
    places = [one for one in works if one.role in till.TAKING_ROLES]
    shops = [one.shop.id for one in places]
    shows = await tickets.shows_of(db, shops, db.now.replace(hour=0, minute=0), MOST_SHOWS)
    venues = await tickets.venues_of(db, shops)
    halls: dict[UUID, list[HallShown]] = {}
    for hall in await tickets.halls_of(db, [one.id for one in venues]):
        halls.setdefault(hall.venue_id, []).append(await _hall(db, hall))
    events = await tickets.events_of(db, shops)
    hung = await posters.find(db, [one.id for one in events])
    return Programme(
        [
            OwnVenue(tickets.venue_shown(one), one.merchant_id, halls.get(one.id, []))
            for one in venues
        ],
        [OwnEvent(tickets.event_shown(one, hung.get(one.id)), one.merchant_id) for one in events],
        await _own(db, shows),
        [one.shop.id for one in places if one.role in till.LEADING_ROLES],
    )


@put("/tickets/venues/{venue_id:uuid}", summary="Set a venue", guards=[own_device])
async def set_venue(
    db: DbIn, signed: SignedIn, venue_id: FromPath[UUID], data: JSONBody[VenueInput]
) -> VenueShown:
    """Makes a venue of a shop, or changes it. Raises `Invalid`, `NoMerchant`, `RoleNeeded`,
    `TicketsIdUsed`.
    """
    wanted = Venue(venue_id, data.merchant_id, data.name, data.address, data.place_id)
    point = places.pin_of(data.lat, data.lon)
    pin = None
    if point:
        pin = places.Pin(
            source="event",
            ref=str(venue_id),
            kind=data.kind,
            category="culture",
            name=data.name,
            point=point,
        )
    return tickets.venue_shown(await tickets.set_venue(db, signed.person_id, wanted, pin))


@put(
    "/tickets/halls/{hall_id:uuid}",
    summary="Set a hall",
    guards=[own_device],
    request_max_body_size=LARGEST_PLAN,
)
async def set_hall(
    db: DbIn, signed: SignedIn, hall_id: FromPath[UUID], data: JSONBody[HallInput]
) -> HallShown:
    """Makes a hall with a seating plan, or changes it; shows keep the plan by which they were made.
    Raises `BadPlan`, `Invalid`, `NoVenue`, `RoleNeeded`, `TicketsIdUsed`.
    """
    if (data.plan is None) == (data.grid is None):
        raise Invalid("A plan, or a grid.")
    if data.grid is not None:
        asked = data.grid
        plan = grid(data.name, asked.rows, asked.seats, asked.category, asked.aisle_after)
    else:
        plan = read_plan(data.plan)
    made = await tickets.set_hall(db, signed.person_id, hall_id, data.venue_id, data.name, plan)
    return await _hall(db, made)


@put("/tickets/events/{event_id:uuid}", summary="Set an event", guards=[own_device])
async def set_event(
    db: DbIn, signed: SignedIn, event_id: FromPath[UUID], data: JSONBody[EventInput]
) -> EventShown:
    """Makes an event of a shop, or changes it. Raises `Invalid`, `NoMerchant`, `RoleNeeded`,
    `TicketsIdUsed`.
    """
    given = {name: getattr(data, name) for name in data.__struct_fields__}
    wanted = TownEvent(id=event_id, **given)
    made = await tickets.set_event(db, signed.person_id, wanted)
    poster = (await posters.find(db, [made.id])).get(made.id)
    return tickets.event_shown(made, poster)


@put("/tickets/shows/{show_id:uuid}", summary="Set a show", guards=[own_device])
async def set_show(
    db: DbIn, signed: SignedIn, show_id: FromPath[UUID], data: JSONBody[ShowInput]
) -> OwnShow:
    """Makes a show; the same again is the same one, and a draft is made anew or put on sale.
    Raises `HallTaken`, `Invalid`, `NoEvent`, `NoHall`, `NoMerchant`, `NoVenue`, `RoleNeeded`,
    `ShowStands`, `TicketsIdUsed`.
    """
    made = await tickets.set_show(db, signed.person_id, show_id, data.show)
    return (await _own(db, [made]))[0]


@get("/tickets/shows/{show_id:uuid}/sales")
async def read_show_sales(db: DbIn, signed: SignedIn, show_id: FromPath[UUID]) -> OwnShow:
    """What was sold of a show, for who works there. Raises `NoShow`, `RoleNeeded`."""
    show = await tickets.staff_show(db, signed.person_id, show_id)
    return (await _own(db, [show]))[0]


@put("/tickets/shows/{show_id:uuid}/cancellation", summary="Cancel a show", guards=[own_device])
async def cancel_show(
    db: DbIn, signed: SignedIn, show_id: FromPath[UUID], data: JSONBody[CancellationInput]
) -> OwnShow:
    """A show does not take place: everybody has their money back. Again is the same. Raises
    `NoShow`, `RoleNeeded`, `ShowOver`.
    """
    made = await tickets.cancel_show(db, signed.person_id, show_id, data.why)
    return (await _own(db, [made]))[0]


@put("/tickets/shows/{show_id:uuid}/time", summary="Move a show", guards=[own_device])
async def move_show(
    db: DbIn, signed: SignedIn, show_id: FromPath[UUID], data: JSONBody[ShowTimeInput]
) -> OwnShow:
    """A show takes place at another time, at most 30 days later: tickets stay good, and all can be
    given back for two days. The same time is no change. Raises `HallTaken`, `Invalid`, `NoShow`,
    `RoleNeeded`, `ShowOver`.
    """
    made = await moving.move(db, signed.person_id, show_id, data.starts_at)
    return (await _own(db, [made]))[0]


async def _own(db: Db, shows: list[Show]) -> list[OwnShow]:
    found = []
    halls = await tickets.halls(db, {one.hall_id for one in shows if one.hall_id})
    for one, shown in zip(shows, await tickets.shows_shown(db, shows), strict=True):
        sums = await tickets.sums(db, one.id)
        hall = halls.get(one.hall_id) if one.hall_id else None
        found.append(
            OwnShow(
                show=shown,
                orphans=one.orphans,
                sold=sums.sold,
                entered=sums.entered,
                taken=sums.taken,
                cash=sums.cash,
                stuck=sums.stuck,
                newer_plan=hall is not None and hall.plan_hash != one.plan_hash,
            )
        )
    return found


async def _hall(db: Db, hall: Hall) -> HallShown:
    plan = await tickets.plan_of(db, hall.plan_hash)
    names = [one.name for one in plan.categories]
    return HallShown(hall.id, hall.venue_id, hall.name, hall.seats, names)


handlers: list[HTTPRouteHandler] = [
    read_programme,
    set_venue,
    set_hall,
    set_event,
    set_show,
    read_show_sales,
    cancel_show,
    move_show,
]
