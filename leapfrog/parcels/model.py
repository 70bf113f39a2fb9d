"""Parcels: their states and who may do what, declared once and checked when this is imported."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from leapfrog.kernel.zones import zone_of
from leapfrog.parcel_sizes import ParcelSize

Service = Literal["own", "courier", "point"]
State = Literal[
    "announced",
    "collected",
    "on_the_way",
    "at_point",
    "failed",
    "received",
    "returning",
    "returned",
    "lost",
    "called_off",
]
# collect: taken from the shop; depart: on the way to the receiver; arrive: on a shelf of a point;
# hand_out: at the point, by code; deliver: at the door; fail: nobody got it there; turn_back: it
# goes back to the shop; take_back: the shop has it again; lose: nobody knows where it is; redirect:
# a locker cannot take it, so it goes to another point.
Act = Literal[
    "announce",
    "collect",
    "depart",
    "arrive",
    "hand_out",
    "deliver",
    "fail",
    "turn_back",
    "take_back",
    "lose",
    "call_off",
    "redirect",
]
# A carrier is one that an adapter speaks with. What is done at a locker its sensors say; who stood
# there is kept with it.
Role = Literal["shop", "courier", "point", "locker", "desk", "buyer", "clock", "carrier"]
Proof = Literal["code", "signature"]

START: State = "announced"
TERMINAL: tuple[State, ...] = ("received", "returned", "lost", "called_off")
OUTSIDE: tuple[State, ...] = ("collected", "on_the_way", "failed")
# So often somebody comes to a door; then it goes back.
MOST_FAILURES = 3
# Nobody said anything of it for so long: it is lost.
SILENCE = timedelta(days=14)
# Of wrong codes, at a point or a door.
MOST_TRIES, LOCKED = 5, timedelta(minutes=10)
# After a signature the buyer has so long to say that it is not so.
DOUBT = timedelta(days=2)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Without I, L, O and U, which are misread.
READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class ParcelRule(msgspec.Struct, frozen=True):
    """A row of the table: who may do what with a parcel in which states, and what it is then."""

    act: Act
    by: tuple[Role, ...]
    states: tuple[State, ...]
    to: State


BRINGING: tuple[Role, ...] = ("shop", "courier", "carrier")
TABLE: tuple[ParcelRule, ...] = (
    ParcelRule("collect", ("shop", "courier", "carrier"), ("announced",), "collected"),
    ParcelRule("depart", BRINGING, ("announced", "collected", "failed"), "on_the_way"),
    ParcelRule("arrive", ("point", "locker"), ("announced", *OUTSIDE), "at_point"),
    ParcelRule("hand_out", ("point", "locker"), ("at_point",), "received"),
    # A locker without network gave it away before it heard that it goes back.
    ParcelRule("hand_out", ("locker",), ("returning",), "received"),
    # Whoever put it in has it in hand again: the compartment was not what it should be.
    ParcelRule("depart", ("locker",), ("at_point",), "on_the_way"),
    # What goes back is taken out of a locker, by whom it says.
    ParcelRule("collect", ("locker",), ("returning",), "returning"),
    ParcelRule("redirect", ("locker",), OUTSIDE, "on_the_way"),
    ParcelRule("deliver", BRINGING, ("collected", "on_the_way"), "received"),
    ParcelRule("fail", BRINGING, ("collected", "on_the_way"), "failed"),
    ParcelRule("turn_back", ("courier", "desk", "clock", "carrier"), OUTSIDE, "returning"),
    ParcelRule("turn_back", ("point", "locker", "desk", "clock"), ("at_point",), "returning"),
    ParcelRule("take_back", ("shop",), ("returning", *OUTSIDE), "returned"),
    ParcelRule("lose", ("desk", "clock"), (*OUTSIDE, "at_point", "returning"), "lost"),
    ParcelRule("call_off", ("shop", "clock"), ("announced",), "called_off"),
)


class AgreedDelivery(msgspec.Struct, frozen=True, kw_only=True):
    """Who gets something, where, how, until when. `price`: what the buyer paid for it, `fee`: what
    the point gets for each parcel, `cash`: what is taken at the door, in minor units; `settled`:
    who got the price; `hidden`: where it goes is not for the buyer to see; `promised_at`: by which
    hour of that day, where it was known; `by_code`: a signature is not enough.
    """

    id: UUID
    merchant_id: UUID
    buyer_id: UUID | None
    service: Service
    for_name: str
    for_phone: str
    for_address: str
    lat: float | None = None
    lon: float | None = None
    receiver_id: UUID | None = None
    point_id: UUID | None = None
    code: str
    price: int
    fee: int
    cash: int = 0
    currency: str
    promised_for: date
    promised_at: datetime | None = None
    settled: Literal["shop", "buyer", "free"] | None = None
    created_at: datetime
    ended_at: datetime | None = None
    hidden: bool = False
    by_code: bool = False


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """A parcel. `size`: as the shop said it; `contents`: units by line of the order; `courier_id`:
    who has it, or had it last; `due_at`: when something happens by itself; `whole_id`: this is what
    an order has in the parcel of another one, which is that one.
    """

    id: UUID
    delivery_id: UUID
    number: str
    carrier: str = "local"
    carrier_number: str = ""
    state: State = START
    weight_g: int | None = None
    size: ParcelSize | None = None
    contents: dict[str, int] = {}
    courier_id: UUID | None = None
    point_id: UUID | None = None
    shelf: str = ""
    failures: int = 0
    proof: Proof | None = None
    signature: str = ""
    tries: int = 0
    locked_until: datetime | None = None
    fee_paid_at: datetime | None = None
    announced_at: datetime
    changed_at: datetime
    due_at: datetime | None = None
    ended_at: datetime | None = None
    whole_id: UUID | None = None


class ParcelEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did with a parcel; `by_id` None: the clock, or a carrier."""

    id: UUID
    parcel_id: UUID
    act: Act
    state: State
    by_id: UUID | None
    role: Role
    reason: str = ""
    at: datetime
    no: int


class ShopTerms(msgspec.Struct, frozen=True):
    """How a shop sends, and for how much (minor units; None: not in that way). What is paid before
    minute `cutoff` of the day leaves on the same day, if that is one of its `weekdays` (Monday is
    1), by the clocks of `zone` (IANA). `lat`, `lon`: where couriers fetch it.
    """

    own_price: int | None = 0
    courier_price: int | None = None
    point_price: int | None = None
    cutoff: int = 16 * 60
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    handling_days: int = 1
    lat: float | None = None
    lon: float | None = None
    zone: str = "UTC"


class DeliveryRecord(msgspec.Struct, frozen=True):
    """Of `promised` deliveries, `kept` had all their parcels there on the day that was promised."""

    promised: int
    kept: int


def rule_for(act: Act, state: State) -> ParcelRule | None:
    """The row that says what this leads to from there."""
    return next((one for one in TABLE if one.act == act and state in one.states), None)


def roles_for(act: Act) -> frozenset[Role]:
    """Who may ever do that."""
    return frozenset(role for one in TABLE if one.act == act for role in one.by)


def leaves_on(terms: ShopTerms, paid_at: datetime) -> date:
    """The day on which what is paid then leaves the shop."""
    there = paid_at.astimezone(zone_of(terms.zone))
    day = there.date()
    if there.hour * 60 + there.minute >= terms.cutoff:
        day += timedelta(days=1)
    day = _sending(terms, day)
    for _ in range(terms.handling_days):
        day = _sending(terms, day + timedelta(days=1))
    return day


def ready_at(terms: ShopTerms, paid_at: datetime) -> datetime:
    """When what is paid then stands packed at the shop: at its hour on the day of `leaves_on`."""
    return by_the_clock(leaves_on(terms, paid_at), terms.cutoff, zone_of(terms.zone))


def by_the_clock(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """When the clocks of a zone show a minute of a day."""
    shown = datetime.combine(day, time(minute // 60, minute % 60), zone)
    return shown.astimezone(UTC)


def _sending(terms: ShopTerms, day: date) -> date:
    while day.isoweekday() not in terms.weekdays:
        day += timedelta(days=1)
    return day


def check_character(text: str) -> str:
    """ISO/IEC 7064, MOD 37,36: of digits and capital letters."""
    check = 36
    for one in text:
        check = (check + ALPHABET.index(one)) % 36 or 36
        check = check * 2 % 37
    return ALPHABET[(1 - check) % 36]


def new_number() -> str:
    """A number for a label: `LF`, ten characters at random, and one to check it by."""
    body = "LF" + "".join(secrets.choice(READABLE) for _ in range(10))
    return body + check_character(body)


def read_number(text: str) -> str | None:
    """The number that was scanned or typed; None: it cannot be one."""
    kept = "".join(text.upper().split()).replace("-", "")
    known = len(kept) == 13 and kept.startswith("LF") and all(one in ALPHABET for one in kept)
    return kept if known and check_character(kept[:-1]) == kept[-1] else None


def new_code() -> str:
    """A random code of six digits, to hand a parcel over by."""
    return f"{secrets.randbelow(10**6):06}"


def _reached(start: State, leads: Mapping[State, Iterable[State]]) -> set[State]:
    found, new = {start}, [start]
    while new:
        fresh = {*leads[new.pop()]} - found
        found |= fresh
        new.extend(fresh)
    return found


def check_table() -> None:
    """Raises `AssertionError` unless each state can be reached, from each there is a way to an end,
    nothing leads out of an end, and no act has two meanings in one state.
    """
    every: tuple[State, ...] = State.__args__  # type: ignore[attr-defined]
    leads = {one: {rule.to for rule in TABLE if one in rule.states} for one in every}
    if _reached(START, leads) != {*every}:
        raise AssertionError("a state of parcels cannot be reached")
    if any(leads[one] for one in TERMINAL):
        raise AssertionError("something leads out of an end")
    if any(not _reached(one, leads) & {*TERMINAL} for one in every):
        raise AssertionError("a parcel can be stuck")
    pairs = [(rule.act, state) for rule in TABLE for state in rule.states]
    if len(pairs) != len({*pairs}):
        raise AssertionError("an act has two meanings")


check_table()
