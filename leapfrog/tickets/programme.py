"""What organisers do: venues, halls with their plans, events, and shows with their prices."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import places, till
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.locks import lock
from leapfrog.seat_plans import SeatingPlan, layout, plan_hash, write_plan
from leapfrog.tickets import seats, standing, store, store_halls, store_seats
from leapfrog.tickets.errors import (
    HallTaken,
    NoEvent,
    NoHall,
    NoShow,
    NoVenue,
    ShowOver,
    ShowStands,
    TicketsIdUsed,
)
from leapfrog.tickets.model import Hall, OrphanMode, PriceCategory, Show, TownEvent, Venue
from leapfrog.wallet import LARGEST

LONGEST_NAME, LONGEST_TEXT = 80, 2_000
MOST_STANDING, MOST_CATEGORIES = 100_000, 30
LATEST = timedelta(days=400)
# The escrow waits so much longer at most than it was told at first.
LATEST_MOVE = timedelta(days=30)


class StandingRoom(msgspec.Struct, frozen=True):
    """Places without seats: how they are called, what one costs (minor units), and how many."""

    name: str
    price: int
    capacity: int


class NewShow(msgspec.Struct, frozen=True):
    """A show as its organiser wants it. `prices`: of the categories of the hall's plan, by name,
    in minor units; `doors_minutes`: so long before the start the doors open; `sale_opens_at` None:
    sold at once, `sale_closes_at` None: until it is over; `passable`: tickets may be passed on.
    """

    event_id: UUID
    venue_id: UUID
    hall_id: UUID | None
    starts_at: datetime
    doors_minutes: int = 30
    prices: dict[str, int] = {}
    standing: tuple[StandingRoom, ...] = ()
    on_sale: bool = True
    orphans: OrphanMode = "strict"
    refund_hours: int | None = 24
    most_each: int = 6
    sale_opens_at: datetime | None = None
    sale_closes_at: datetime | None = None
    passable: bool = True


async def set_venue(db: Db, me: UUID, venue: Venue, pin: places.Pin | None = None) -> Venue:
    """Makes a venue of a shop that I lead, or changes it; by its `pin` it is on the map. Raises
    `Invalid`, `NoMerchant`, `RoleNeeded`, `TicketsIdUsed`.
    """
    await till.enter_shop(db, me, venue.merchant_id, till.LEADING_ROLES)
    check_new_id(venue.id)
    made = replace(venue, name=line_of(venue.name, 1), address=line_of(venue.address))
    if pin:
        pin = replace(pin, name=made.name, address=made.address)
        made = replace(made, place_id=pin.place_id)
    if not await store.add_venue(db, made):
        raise TicketsIdUsed
    if pin:
        await places.pin(db, [pin])
    elif made.place_id != f"event:{made.id}":
        await places.unpin(db, "event", [str(made.id)])
    return made


async def set_hall(
    db: Db, me: UUID, hall_id: UUID, venue_id: UUID, name: str, plan: SeatingPlan
) -> Hall:
    """Makes a hall with its plan, or changes it; shows that are there keep the plan that they have.
    Raises `Invalid`, `NoVenue`, `RoleNeeded`, `TicketsIdUsed`.
    """
    await own_venue(db, me, venue_id)
    check_new_id(hall_id)
    made = Hall(hall_id, venue_id, line_of(name, 1), plan_hash(plan), len(layout(plan).seats))
    await store.add_plan(db, made.plan_hash, write_plan(plan))
    if not await store.add_hall(db, made):
        raise TicketsIdUsed
    await store_halls.add_version(db, made.id, made.plan_hash)
    return made


async def set_event(db: Db, me: UUID, event: TownEvent) -> TownEvent:
    """Makes or changes an event. Raises `Invalid`, `NoMerchant`, `RoleNeeded`, `TicketsIdUsed`."""
    await till.enter_shop(db, me, event.merchant_id, till.LEADING_ROLES)
    check_new_id(event.id)
    if not (1 <= event.minutes <= 1440 and 0 <= event.age <= 21):
        raise Invalid("1 to 1440 minutes, and an age of 0 to 21.")
    about = plain(event.about).strip()
    if len(about) > LONGEST_TEXT or len(event.language) > LONGEST_NAME:
        raise Invalid(f"At most {LONGEST_TEXT} characters.")
    made = replace(
        event, name=line_of(event.name, 1), about=about, language=line_of(event.language)
    )
    if not await store.add_event(db, made):
        raise TicketsIdUsed
    return made


async def set_show(db: Db, me: UUID, show_id: UUID, wanted: NewShow) -> Show:
    """Makes a show, or changes it while it is a draft, also to one that is on sale. Raises
    `Invalid`, `NoVenue`, `NoHall`, `NoEvent`, `RoleNeeded`, `TicketsIdUsed`, `ShowStands`,
    `HallTaken`.
    """
    check_new_id(show_id)
    venue = await own_venue(db, me, wanted.venue_id)
    event = (await store.events(db, [wanted.event_id])).get(wanted.event_id)
    if event is None or event.merchant_id != venue.merchant_id:
        raise NoEvent
    _check_times(db, wanted)
    plan, hall = await _plan_of(db, venue, wanted.hall_id)
    shop = await till.merchant(db, venue.merchant_id)
    made = _show(show_id, event, hall, shop.currency, wanted)
    before = await store.lock(db, show_id)
    if before is not None and before.merchant_id != made.merchant_id:
        raise TicketsIdUsed
    if before is not None and before.state != "draft":
        return await _as_it_stands(db, before, made, wanted)
    categories = _categories(plan, wanted)
    await _check_hall(db, made)
    if before is not None:
        await store.replace_draft(db, made)
    elif not await store.add_show(db, made):
        # It was made at this moment, by the same request perhaps.
        return await set_show(db, me, show_id, wanted)
    await _fill(db, made, plan, categories)
    return (await store.shows(db, [show_id]))[show_id]


async def _fill(
    db: Db, show: Show, plan: SeatingPlan | None, categories: Sequence[PriceCategory]
) -> None:
    """Prices and seats; room without seats is counted from when it is sold."""
    await store.add_categories(db, show.id, categories)
    if plan is not None:
        await store_seats.add(db, show.id, layout(plan).seats)
    if show.state == "on_sale":
        await standing.open_pools(db, show.id, categories)


async def own_venue(db: Db, me: UUID, venue_id: UUID) -> Venue:
    """A venue of a shop that I lead. Raises `NoVenue`, `RoleNeeded`."""
    found = (await store.venues(db, [venue_id])).get(venue_id)
    if found is None:
        raise NoVenue
    try:
        await till.enter_shop(db, me, found.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoVenue from None
    return found


async def own_hall(db: Db, me: UUID, hall_id: UUID) -> tuple[Hall, SeatingPlan]:
    """A hall of mine with its plan. Raises `NoHall`, `RoleNeeded`."""
    found = (await store.halls(db, [hall_id])).get(hall_id)
    if found is None:
        raise NoHall
    try:
        await own_venue(db, me, found.venue_id)
    except NoVenue:
        raise NoHall from None
    return found, await seats.plan_of(db, found.plan_hash)


async def staff_show(db: Db, me: UUID, show_id: UUID, *, leads: bool = False) -> Show:
    """A show of a shop in which I work, or which I lead. Raises `NoShow`, `RoleNeeded`."""
    show = (await store.shows(db, [show_id])).get(show_id)
    if show is None:
        raise NoShow
    try:
        if leads:
            await till.enter_shop(db, me, show.merchant_id, till.LEADING_ROLES)
        else:
            await till.enter_shop(db, me, show.merchant_id)
    except till.NoMerchant:
        raise NoShow from None
    return show


async def led_show(db: Db, me: UUID, show_id: UUID) -> Show:
    """A show of a shop that I lead. Raises `NoShow`, `RoleNeeded`."""
    return await staff_show(db, me, show_id, leads=True)


async def lock_led_show(db: Db, me: UUID, show_id: UUID) -> Show:
    """A show of a shop that I lead, locked: nobody buys of it; as `led_show`."""
    await led_show(db, me, show_id)
    show = await store.lock(db, show_id)
    assert show is not None
    return show


async def _plan_of(
    db: Db, venue: Venue, hall_id: UUID | None
) -> tuple[SeatingPlan | None, Hall | None]:
    if hall_id is None:
        return None, None
    hall = (await store.halls(db, [hall_id])).get(hall_id)
    if hall is None or hall.venue_id != venue.id:
        raise NoHall
    return await seats.plan_of(db, hall.plan_hash), hall


async def move_show(db: Db, me: UUID, show_id: UUID, starts_at: datetime) -> Show:
    """Moves a show that is on sale to another time, all else stays: who has a ticket may give it
    back for two days. To the same time is no change. Raises `Invalid`, `NoShow`, `RoleNeeded`,
    `ShowOver`, `HallTaken`.
    """
    show = await lock_led_show(db, me, show_id)
    later = starts_at - show.starts_at
    if not later:
        return show
    if not show.is_on_sale(db.now):
        raise ShowOver
    check_start(db, starts_at)
    if later > LATEST_MOVE:
        raise Invalid(f"At most {LATEST_MOVE.days} days later; else it is another show.")
    closes = show.sale_closes_at and show.sale_closes_at + later
    made = replace(
        show,
        starts_at=starts_at,
        ends_at=show.ends_at + later,
        doors_at=show.doors_at + later,
        sale_opens_at=show.sale_opens_at and min(show.sale_opens_at, starts_at),
        sale_closes_at=closes,
        moved_at=db.now,
        was_at=show.starts_at,
    )
    await _check_hall(db, made)
    await store.move(db, made, show.ends_at)
    return made


def _categories(plan: SeatingPlan | None, wanted: NewShow) -> list[PriceCategory]:
    """The categories of the plan with their prices, then those without seats. Raises `Invalid`."""
    named = plan.categories if plan else []
    if {one.name for one in named} != set(wanted.prices):
        raise Invalid("Each category of the plan has a price.")
    seats = [
        PriceCategory(n, one.name, one.color, wanted.prices[one.name], None)
        for n, one in enumerate(named)
    ]
    rooms = [
        PriceCategory(len(seats) + n, line_of(one.name, 1), "#3f7f5f", one.price, one.capacity)
        for n, one in enumerate(wanted.standing)
    ]
    found = [*seats, *rooms]
    if not 1 <= len(found) <= MOST_CATEGORIES:
        raise Invalid(f"1 to {MOST_CATEGORIES} categories.")
    if not all(0 <= one.price <= LARGEST for one in found):
        raise Invalid("A price is no less than nothing.")
    if not all(1 <= one.capacity <= MOST_STANDING for one in wanted.standing):
        raise Invalid(f"Room for 1 to {MOST_STANDING}.")
    return found


def _show(
    show_id: UUID, event: TownEvent, hall: Hall | None, currency: str, wanted: NewShow
) -> Show:
    return Show(
        id=show_id,
        number=0,
        event_id=event.id,
        merchant_id=event.merchant_id,
        venue_id=wanted.venue_id,
        hall_id=wanted.hall_id,
        plan_hash=hall.plan_hash if hall else None,
        currency=currency,
        starts_at=wanted.starts_at,
        ends_at=wanted.starts_at + timedelta(minutes=event.minutes),
        doors_at=wanted.starts_at - timedelta(minutes=wanted.doors_minutes),
        state="on_sale" if wanted.on_sale else "draft",
        orphans=wanted.orphans,
        refund_hours=wanted.refund_hours,
        most_each=wanted.most_each,
        why="",
        sale_opens_at=wanted.sale_opens_at,
        sale_closes_at=wanted.sale_closes_at,
        passable=wanted.passable,
    )


def _check_times(db: Db, wanted: NewShow) -> None:
    """Raises `Invalid`."""
    starts = wanted.starts_at
    check_start(db, starts)
    if not 0 <= wanted.doors_minutes <= 12 * 60:
        raise Invalid("The doors open at most 12 hours before.")
    sale = [one for one in (wanted.sale_opens_at, wanted.sale_closes_at) if one is not None]
    if any(one.tzinfo is None or one > starts for one in sale) or sorted(set(sale)) != sale:
        raise Invalid("The sale opens, then closes, both before the show.")
    if not (1 <= wanted.most_each <= 50 and 0 <= (wanted.refund_hours or 0) <= 24 * 60):
        raise Invalid("1 to 50 tickets each, and 0 to 1440 hours.")


def check_start(db: Db, starts: datetime) -> None:
    """Raises `Invalid`."""
    if starts.tzinfo is None or not db.now < starts < db.now + LATEST:
        raise Invalid("A show is later than now, and within 400 days.")


async def _check_hall(db: Db, made: Show) -> None:
    """Two shows that are sold are not in one hall at once. Raises `HallTaken`."""
    if made.hall_id is None or made.state != "on_sale":
        return
    await lock(db, "tickets_hall", made.hall_id)
    other = await store.beside(db, made)
    if other is not None:
        raise HallTaken(show_id=str(other))


async def _as_it_stands(db: Db, found: Show, made: Show, wanted: NewShow) -> Show:
    """The same show put again is the same one, by the plan by which it is sold. Raises
    `ShowStands`.
    """
    state = made.state if found.state == "on_sale" else found.state
    same = replace(made, number=found.number, state=state, plan_hash=found.plan_hash)
    same = replace(same, moved_at=found.moved_at, was_at=found.was_at)
    if replace(same, why=found.why) != found:
        raise ShowStands
    kept = await seats.plan_of(db, found.plan_hash) if found.plan_hash else None
    if _categories(kept, wanted) != (await store.categories(db, [found.id]))[found.id]:
        raise ShowStands
    return found


def line_of(given: str, least: int = 0) -> str:
    """Words of an organiser in one line. Raises `Invalid`."""
    kept = " ".join(plain(given).split())
    if not least <= len(kept) <= LONGEST_NAME:
        raise Invalid(f"{least} to {LONGEST_NAME} characters.")
    return kept
