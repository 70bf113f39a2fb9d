"""Drops: some units of a thing, for more people than can have one."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.market import CostPart, margin_of

Mode = Literal["lottery", "queue"]
State = Literal["announced", "closed", "buying", "over", "called_off"]
Phase = Literal["announced", "reserving", "closed", "buying", "over", "called_off"]
# Who takes part, of accounts that are old enough: `known` to some who have been here as long,
# `checked` by the town, `member` of the shop by its published rule.
DropLevel = Literal["known", "checked", "member"]
# Why there is nothing more to give out: its maker said why, the shop is gone, nobody showed the
# seed.
DropEnding = Literal["maker", "shop_closed", "no_seed"]

OWNER = "drops:drop:"
# With what the keys begin of those who are not in the list: no hash is greater.
BEHIND = b"\xff" * 32
# For so long after the draw rights roll on.
ROLLS = timedelta(days=7)
# Who comes to a queue within this is in the list, whose order is drawn: nobody is faster in it.
FIRST_MINUTE = timedelta(seconds=60)
# For so long after the list is closed its maker can show the seed.
SEED_WITHIN = timedelta(days=7)
# So many contacts make somebody known.
KNOWN_BY = 3
# So often the maker may commit to another seed when the one before was not shown.
MOST_ROUNDS = 3
MOST_UNITS, MOST_COSTS, MOST_ACCESSORIES = 100_000, 12, 12
LONGEST_RESERVING = timedelta(days=60)
LARGEST_PRICE = 1_000_000_000


class NewDrop(msgspec.Struct, frozen=True, kw_only=True):
    """A drop as its maker wants it. `commitment`: SHA-256 of the seed on the maker's device;
    `early_units` go first to helpers of the community, at most `code_units` by F-codes. `opens_at`
    None: at once. `registered_before`: younger accounts do not take part; None: than the
    announcement. `levels`: only who is all of these takes part.
    """

    id: UUID
    variant_id: UUID
    mode: Mode
    units: int
    price: int
    closes_at: datetime
    commitment: bytes
    opens_at: datetime | None = None
    early_units: int = 0
    code_units: int = 0
    registered_before: datetime | None = None
    buy_hours: int = 24
    costs: list[CostPart] = []
    accessories: list[UUID] = []
    levels: list[DropLevel] = []


class Drop(msgspec.Struct, frozen=True, kw_only=True):
    """A drop as it is kept. `root`, `tickets`: of the list, once that is closed; `giving_since`:
    from then on rights go to whose turn it is.
    """

    id: UUID
    merchant_id: UUID
    item_id: UUID
    variant_id: UUID
    title: str
    options: list[str]
    picture: UUID | None
    maker_id: UUID
    mode: Mode
    units: int
    early_units: int
    code_units: int
    price: int
    currency: str
    costs: list[CostPart]
    accessories: list[UUID]
    registered_before: datetime
    levels: list[DropLevel]
    opens_at: datetime
    closes_at: datetime
    buy_hours: int
    state: State
    round: int
    root: bytes | None
    tickets: int
    pool_id: UUID
    from_pool: UUID
    giving_since: datetime | None
    ends_at: datetime | None
    ended_as: DropEnding | None
    ended_why: str | None
    created_at: datetime

    @property
    def list_until(self) -> datetime:
        """Until when tickets come into the list that is drawn: in a queue who comes later stands
        behind it.
        """
        if self.mode == "lottery":
            return self.closes_at
        return min(self.opens_at + FIRST_MINUTE, self.closes_at)

    @property
    def seed_by(self) -> datetime:
        """Until when its maker can show the seed."""
        return self.list_until + SEED_WITHIN

    @property
    def lists(self) -> bool:
        """Whether tickets come into the list still; a queue of before 0416 has none."""
        return self.state == "announced" and self.root is None and self.giving_since is None

    @property
    def to_draw(self) -> bool:
        """Whether its list is closed and its maker's seed is waited for."""
        waits = self.root is not None and self.giving_since is None
        return waits and self.state in ("announced", "closed")

    def gives(self, now: datetime) -> bool:
        """Whether rights go to whose turn it is."""
        since = self.giving_since
        return since is not None and since <= now and self.state in ("announced", "buying")

    def phase(self, now: datetime) -> Phase:
        """Where it stands: it opens and closes at its minute, whenever somebody looks."""
        if self.state != "announced":
            return self.state
        if now < self.opens_at:
            return "announced"
        return "reserving" if now < self.closes_at else "closed"

    @property
    def ref(self) -> str:
        """How its pool and its rights are named."""
        return f"{OWNER}{self.id}"

    @property
    def margin(self) -> int | None:
        """What of the price is left for the maker; None where a part is not told."""
        return margin_of(self.price, self.costs)

    def until(self, now: datetime) -> datetime:
        """Until when a right is good that is given now."""
        wanted = now + timedelta(hours=self.buy_hours)
        return min(wanted, self.ends_at) if self.ends_at else wanted


class DropRound(msgspec.Struct, frozen=True):
    """A try to draw, and what both parties committed to. `void_at`: the maker's seed was not
    shown; `drawn_units`: so many were given out by the draw.
    """

    drop_id: UUID
    n: int
    town_seed: bytes
    maker_commitment: bytes
    at: datetime
    maker_seed: bytes | None = None
    drawn_at: datetime | None = None
    drawn_units: int | None = None
    void_at: datetime | None = None


class NewReservation(msgspec.Struct, frozen=True):
    """Somebody wants a ticket; `id` is made by their device."""

    id: UUID
    drop_id: UUID
    person_id: UUID


class Reservation(msgspec.Struct, frozen=True):
    """Somebody's ticket; `person_id` None: whoever it was is gone. `queued`: it is not in the list,
    but behind it.
    """

    id: UUID
    drop_id: UUID
    person_id: UUID | None
    early: bool
    at: datetime
    queued: bool = False


class DropPlace(msgspec.Struct, frozen=True):
    """Whose turn it is, by `key`; `right_id`: the right to buy that they got, `by_lane` as one of
    the early lane.
    """

    drop_id: UUID
    key: bytes
    reservation_id: UUID
    early: bool
    by_lane: bool
    right_id: UUID | None
    passed_at: datetime | None


class DropCode(msgspec.Struct, frozen=True):
    """A code for one person, with which they may buy one unit."""

    id: UUID
    drop_id: UUID
    person_id: UUID | None
    by_id: UUID
    code: str
    given_at: datetime
    right_id: UUID | None = None


class DropHelper(msgspec.Struct, frozen=True):
    """A helper of the community, and why the desk says so."""

    person_id: UUID
    reason: str
    by_id: UUID
    at: datetime


def drop_of(owner: str) -> UUID | None:
    """The drop that a pool belongs to; None: it is another module's."""
    return UUID(owner.removeprefix(OWNER)) if owner.startswith(OWNER) else None
