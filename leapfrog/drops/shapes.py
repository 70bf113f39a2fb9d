"""How drops are shown."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import market, orders, stock, till
from leapfrog.drops import store, store_tickets
from leapfrog.drops.drawing import METHOD, DrawProof, commitment
from leapfrog.drops.errors import NoDrop
from leapfrog.drops.model import Drop, DropRound, Mode, Phase, Reservation
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.market import CostPart


class DropRoundShown(msgspec.Struct, frozen=True):
    """A try to draw. Commitments in hexadecimal; `void_at`: the maker did not show the seed."""

    n: int
    town_commitment: str
    maker_commitment: str
    at: datetime
    drawn_at: datetime | None
    void_at: datetime | None


class OwnRight(msgspec.Struct, frozen=True):
    """One's own right to buy one unit, before `until`; `used_at`: it is bought."""

    id: UUID
    until: datetime
    used_at: datetime | None
    open: bool


class OwnTicket(msgspec.Struct, frozen=True):
    """One's own ticket. `place`: how many come sooner, and 1; None: it is not known yet, or far
    behind.
    """

    id: UUID
    early: bool
    place: int | None


class DropShown(msgspec.Struct, frozen=True):
    """A drop; amounts in minor units. `price` is made up of `costs` and `margin`, as far as the
    maker tells; `left`: so many units nobody has bought; `tickets`: of how many people; `ticket`,
    `right`, `code`: one's own; `leads`: one runs the shop.
    """

    id: UUID
    merchant_id: UUID
    sign: str
    item_id: UUID
    variant_id: UUID
    title: str
    options: list[str]
    picture_url: str | None
    mode: Mode
    phase: Phase
    units: int
    early_units: int
    code_units: int
    left: int
    price: int
    currency: str
    costs: list[CostPart]
    margin: int | None
    accessories: list[UUID]
    registered_before: datetime
    opens_at: datetime
    closes_at: datetime
    ends_at: datetime | None
    ended_why: str | None
    buy_hours: int
    tickets: int
    root: str | None
    rounds: list[DropRoundShown]
    ticket: OwnTicket | None
    right: OwnRight | None
    code: str | None
    leads: bool


async def shown(db: Db, me: UUID, drops: Sequence[Drop]) -> list[DropShown]:
    """Drops as somebody sees them; the few of a page."""
    fronts = await market.fronts(db, {one.merchant_id for one in drops})
    pictures = await market.pictures(db, {one.picture for one in drops if one.picture})
    known = DropParts(
        signs={key: front.sign for key, front in fronts.items()},
        pictures={key: avatar_url(one.small) for key, one in pictures.items()},
        leads={
            one.shop.id for one in await till.shops_of(db, me) if one.role in till.LEADING_ROLES
        },
        counts=await store_tickets.counts(db, [one.id for one in drops]),
        left=await stock.free(db, [one.pool_id for one in drops]),
    )
    return [_shown(one, known, await _own(db, me, one)) for one in drops]


class DropParts(msgspec.Struct, frozen=True):
    """What is read once for all drops of a page."""

    signs: dict[UUID, str]
    pictures: dict[UUID, str | None]
    leads: set[UUID]
    counts: dict[UUID, int]
    left: dict[UUID, int]


class OwnDropPart(msgspec.Struct, frozen=True):
    """What is one's own of a drop, and how it stands now."""

    phase: Phase
    rounds: list[DropRoundShown]
    ticket: OwnTicket | None
    right: OwnRight | None
    code: str | None


async def _own(db: Db, me: UUID, drop: Drop) -> OwnDropPart:
    given = await store.code_for(db, drop.id, me)
    found = await store_tickets.of_pairs(db, [(drop.id, me)])
    return OwnDropPart(
        drop.phase(db.now),
        [_round(one) for one in await store.rounds(db, drop.id)],
        await _ticket(db, found[0]) if found else None,
        await _right(db, me, drop),
        given.code if given and given.right_id is None else None,
    )


async def _ticket(db: Db, one: Reservation) -> OwnTicket:
    place = await store_tickets.place_of(db, one.id)
    before = await store_tickets.before(db, place) if place else None
    return OwnTicket(one.id, one.early, None if before is None else before + 1)


async def _right(db: Db, me: UUID, drop: Drop) -> OwnRight | None:
    right_id = await store_tickets.right_of(db, drop.ref, me)
    if right_id is None:
        return None
    one = (await orders.buying_rights(db, [right_id]))[right_id]
    return OwnRight(one.id, one.until, one.used_at, one.is_open(db.now))


def _round(one: DropRound) -> DropRoundShown:
    return DropRoundShown(
        one.n,
        commitment(one.town_seed).hex(),
        one.maker_commitment.hex(),
        one.at,
        one.drawn_at,
        one.void_at,
    )


def _shown(one: Drop, known: DropParts, own: OwnDropPart) -> DropShown:
    kept = {name: getattr(one, name) for name in KEPT}
    return DropShown(
        **kept,
        sign=known.signs.get(one.merchant_id, ""),
        picture_url=known.pictures.get(one.picture) if one.picture else None,
        phase=own.phase,
        left=known.left.get(one.pool_id, 0),
        margin=one.margin,
        tickets=known.counts.get(one.id, 0),
        root=one.root.hex() if one.root else None,
        rounds=own.rounds,
        ticket=own.ticket,
        right=own.right,
        code=own.code,
        leads=one.merchant_id in known.leads,
    )


KEPT = [
    name
    for name in DropShown.__struct_fields__
    if name in Drop.__struct_fields__ and name not in ("root", "tickets")
]


async def proof(db: Db, drop: Drop) -> DrawProof:
    """What a drawn drop publishes. Raises `NoDrop` for one that is not drawn."""
    now = next((one for one in await store.rounds(db, drop.id) if one.drawn_at), None)
    if now is None or now.maker_seed is None or now.drawn_units is None or drop.root is None:
        raise NoDrop
    early = min(drop.early_units, now.drawn_units)
    return DrawProof(
        method=METHOD,
        town_commitment=commitment(now.town_seed).hex(),
        maker_commitment=now.maker_commitment.hex(),
        town_seed=now.town_seed.hex(),
        maker_seed=now.maker_seed.hex(),
        root=drop.root.hex(),
        tickets=drop.tickets,
        units=now.drawn_units,
        early=early,
        first=await store_tickets.first(db, drop.id, now.drawn_units, early),
    )
