"""The Lux, Ana's cinema in Helsinki: two halls, films tonight and for a week, a concert, a show
that does not take place, and a matinee at whose doors somebody comes twice.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import concessions, pay, posters, ticket_gates, tickets, till
from leapfrog.concessions import ProductQuota, ShowProduct
from leapfrog.demo.ground import LUX as AT_LUX
from leapfrog.demo.posters import SEEN, painted_poster
from leapfrog.demo.stage import Stage
from leapfrog.kernel.ids import new_id
from leapfrog.places import Pin
from leapfrog.ticket_gates import AtGate, Seen
from leapfrog.tickets import (
    Choice,
    NewShow,
    StandingRoom,
    TicketOrder,
    TownEvent,
    Venue,
    Wish,
)

LUX, ADDRESS = "Lux", "Mannerheimintie 22, Helsinki"
ANA = "ana"
FILMS = (
    ("The Man Without a Past", "Aki Kaurismäki", 97, "suomi, English subtitles"),
    ("花样年华 In the Mood for Love", "王家卫", 98, "粤语，英文字幕"),
    ("Touki Bouki", "Djibril Diop Mambéty", 91, "wolof, English subtitles"),
)
# When each begins: two of them are in one hall.
HOURS = (0, 1, 3)
SATURDAY = 5
# So many seats the box office sells at a time; all of Hall 2 but what is bought by phone.
AT_ONCE, SMALL_HALL = 6, 88


class Lux(msgspec.Struct, frozen=True):
    """What the cinema has, by its names."""

    venue: UUID
    halls: dict[str, UUID]
    films: dict[str, UUID]


async def cinema(stage: Stage, end: datetime) -> TicketOrder:
    """The programme; Amina buys two seats for tonight and gives Mei one of them. Answers what
    Kofi bought for the matinee.
    """
    lux = await built(stage)
    tonight = end.replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
    names = list(lux.films)
    shows: dict[int, UUID] = {}
    for day in range(7):
        for n, name in enumerate(names):
            starts = tonight + timedelta(days=day, hours=HOURS[n])
            hall = "Hall 1" if n else "Hall 2"
            shows[day * 10 + n] = await showing(stage, lux, name, starts, hall)
    await concert(stage, lux, tonight + timedelta(days=3))
    stage.later(20)
    mine = await buys(stage, "amina", shows[1], Choice(best=2, category=0))
    await buys(stage, "zola", shows[1], Choice(best=3, category=0))
    await buys(stage, "omar", shows[0], Choice(best=2))
    await passes(stage, "amina", mine, "mei")
    saturday = next(n for n in range(7) if (tonight + timedelta(days=n)).weekday() == SATURDAY)
    await sells_out(stage, shows[saturday * 10])
    await buys(stage, "priya", shows[12], Choice(best=2))
    async with stage.town.database.transaction() as db:
        await tickets.cancel_show(db, stage.ids[ANA], shows[12], "The projector is ill.")
    matinee = await showing(stage, lux, names[2], end - timedelta(minutes=70), "Hall 2")
    return await buys(stage, "kofi", matinee, Choice(best=2))


async def doors(stage: Stage, matinee: TicketOrder) -> None:
    """Ana lets people in to the matinee; one of the codes is shown again at the other door."""
    kofi = stage.ids["kofi"]
    async with stage.town.database.transaction() as db:
        one, other = await tickets.own_codes(db, kofi, matinee.id)
        for code, gate in ((one, "Door A"), (other, "Door A"), (one, "Door B")):
            seen = Seen(new_id(), code, db.now)
            await ticket_gates.scan(db, stage.ids[ANA], matinee.show_id, AtGate(gate), [seen])


async def built(stage: Stage) -> Lux:
    """Two halls, of which the larger one has dearer rows at the back, and what is shown."""
    shop, ana = new_id(), stage.ids[ANA]
    lux = Lux(new_id(), {"Hall 1": new_id(), "Hall 2": new_id()}, {})
    plans = {
        "Hall 1": large_hall(),
        "Hall 2": tickets.grid("Hall 2", 8, 11, "Seat"),
    }
    async with stage.town.database.transaction() as db:
        wishes = till.ShopChanges(name=LUX, about="Films, and tea before them.")
        await till.open_shop(db, ana, shop, wishes)
        venue = Venue(lux.venue, shop, LUX, ADDRESS, None)
        await tickets.set_venue(db, ana, venue, on_map(lux.venue))
        for name, hall in lux.halls.items():
            await tickets.set_hall(db, ana, hall, lux.venue, name, plans[name])
        for name, by, minutes, language in FILMS:
            lux.films[name] = new_id()
            await tickets.set_event(
                db,
                ana,
                TownEvent(
                    id=lux.films[name],
                    merchant_id=shop,
                    name=name,
                    kind="film",
                    about=by,
                    minutes=minutes,
                    age=12,
                    language=language,
                ),
            )
    stage.shops[LUX] = shop
    for name, film in lux.films.items():
        await hangs(stage, name, film)
    return lux


async def hangs(stage: Stage, name: str, event: UUID) -> None:
    """The poster of what is called so."""
    poster = await posters.made(painted_poster(name), SEEN[name])
    async with stage.town.database.transaction() as db:
        await posters.hang(db, stage.town, event, stage.shops[LUX], poster)


def on_map(venue: UUID) -> Pin:
    """Where the cinema stands."""
    return Pin(
        source="event", ref=str(venue), kind="cinema", category="culture", name=LUX, point=AT_LUX
    )


def large_hall() -> tickets.SeatingPlan:
    """Twelve rows of eighteen with an aisle, without two seats at the door; the last four rows are
    dearer, the very last is of couples, and in the second there is room for a wheelchair.
    """
    plan = tickets.write_plan(tickets.grid("Hall 1", 12, 18, "Seat", 9))
    plan["categories"] = [
        {"name": "Seat", "color": "#2a6a92"},
        {"name": "Armchair", "color": "#7c47d0"},
    ]
    rows: list[dict[str, Any]] = plan["zones"][0]["rows"]
    for row in rows[8:]:
        row["seats"] = [seat | {"category": "Armchair"} for seat in row["seats"]]
    rows[0]["seats"] = rows[0]["seats"][:-2]
    for seat, kind in zip(rows[1]["seats"], ("wheelchair", "companion"), strict=False):
        seat["x"] = {"kind": kind}
    # By two on either side of the aisle; the ninth is one by itself.
    for n, seat in enumerate(rows[-1]["seats"]):
        if n not in (8, 17):
            seat["x"] = {"kind": "couple"} | seat.get("x", {})
    return tickets.read_plan(plan)


async def showing(stage: Stage, lux: Lux, name: str, starts: datetime, hall: str) -> UUID:
    show = new_id()
    dear = {"Armchair": 1_400} if hall == "Hall 1" else {}
    wanted = NewShow(
        event_id=lux.films[name],
        venue_id=lux.venue,
        hall_id=lux.halls[hall],
        starts_at=starts,
        prices={"Seat": 1_100} | dear,
        refund_hours=2,
    )
    async with stage.town.database.transaction() as db:
        await tickets.set_show(db, stage.ids[ANA], show, wanted)
        await concessions.offer(db, show, [ProductQuota(1, "Popcorn", 60)], stall(show))
    return show


def stall(show: UUID) -> list[ShowProduct]:
    """Students for less, popcorn, and a coat that somebody minds."""
    told: dict[str, Any] = {"show_id": show}
    student: dict[str, Any] = {"name": "Student", "price": 70, "proof": "Student card"}
    popcorn: dict[str, Any] = {"name": "Popcorn", "price": 350, "quotas": [1]}
    return [
        ShowProduct(**told, id=new_id(), n=0, kind="fare", **student),
        ShowProduct(**told, id=new_id(), n=1, kind="extra", **popcorn),
        ShowProduct(**told, id=new_id(), n=2, kind="extra", name="Cloakroom", price=100),
    ]


async def concert(stage: Stage, lux: Lux, starts: datetime) -> None:
    event = new_id()
    async with stage.town.database.transaction() as db:
        told = TownEvent(
            id=event,
            merchant_id=stage.shops[LUX],
            name="Lake Town Balafon",
            kind="concert",
            about="Kofi's cousins, standing room.",
            minutes=120,
            age=0,
            language="",
        )
        await tickets.set_event(db, stage.ids[ANA], told)
        room = StandingRoom("Standing", 1_500, 150)
        wanted = NewShow(event, lux.venue, None, starts, standing=(room,))
        await tickets.set_show(db, stage.ids[ANA], new_id(), wanted)
    await hangs(stage, told.name, event)


async def buys(stage: Stage, who: str, show: UUID, choice: Choice) -> TicketOrder:
    me = stage.ids[who]
    async with stage.town.database.transaction() as db:
        held = await tickets.hold(db, me, new_id(), show, choice)
    stage.later(1)
    async with stage.town.database.transaction() as db:
        return await tickets.pay_for(db, me, held.id, pay.VOUCHED)


async def sells_out(stage: Stage, show: UUID) -> None:
    """All of Saturday's first film is sold, most of it for cash. Juma cannot go: Zola buys his seat
    for what it cost, and those who come later wait.
    """
    his = await buys(stage, "juma", show, Choice(best=2))
    await buys(stage, "nuru", show, Choice(best=2))
    left = SMALL_HALL - 4
    while left:
        some = min(left, AT_ONCE)
        async with stage.town.database.transaction() as db:
            ana = stage.ids[ANA]
            order = await tickets.sell_at_desk(db, ana, new_id(), show, Choice(best=some))
            await tickets.take_cash(db, ana, order.id)
        left -= some
    juma = stage.ids["juma"]
    async with stage.town.database.transaction() as db:
        seat, *_ = await tickets.tickets_of(db, juma, his.id)
        await tickets.offer_ticket(db, juma, seat.id)
    stage.later(9)
    assert seat.seat is not None
    await buys(stage, "zola", show, Choice(seats=(seat.seat,)))
    for who, count in (("priya", 2), ("fatou", 1), ("tariq", 2)):
        stage.later(3)
        async with stage.town.database.transaction() as db:
            wish = Wish(
                show_id=show,
                person_id=stage.ids[who],
                count=count,
                together=count > 1,
                category=None,
                state="waiting",
                made_at=db.now,
            )
            await tickets.wait(db, wish)


async def passes(stage: Stage, who: str, order: TicketOrder, to: str) -> None:
    """The first ticket of an order goes to a contact."""
    me = stage.ids[who]
    async with stage.town.database.transaction() as db:
        [first, *_] = await tickets.tickets_of(db, me, order.id)
        await tickets.pass_on(db, me, first.id, stage.ids[to])
