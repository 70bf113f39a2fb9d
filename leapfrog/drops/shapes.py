"""How drops are shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import market, orders, stock, till
from leapfrog.drops import store, store_tickets
from leapfrog.drops.drawing import METHOD, DrawProof, commitment
from leapfrog.drops.errors import NoDrop
from leapfrog.drops.model import (
    Drop,
    DropCode,
    DropEnding,
    DropLevel,
    DropRound,
    Mode,
    Phase,
    Reservation,
)
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.market import CostPart
from leapfrog.orders import BuyingRight


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
    behind. `queued`: it is behind the list, in the order of arrival.
    """

    id: UUID
    early: bool
    queued: bool
    place: int | None


class DropShown(msgspec.Struct, frozen=True):
    """A drop; amounts in minor units. `price` is made up of `costs` and `margin`, as far as the
    maker tells; `left`: so many units nobody has bought; `tickets`: of how many people. `levels`:
    who takes part is all of these, `known` to three people whose accounts are old enough, `checked`
    by the town, `member` of the shop. `list_until`: tickets of until then are drawn; `seed_by`: the
    list is closed, and until then the maker can show the seed; `giving_since`: rights go out.
    `ended_as`: why nothing is given out any more, `ended_why` in the maker's words. `ticket`,
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
    levels: list[DropLevel]
    opens_at: datetime
    list_until: datetime
    closes_at: datetime
    seed_by: datetime | None
    giving_since: datetime | None
    ends_at: datetime | None
    ended_as: DropEnding | None
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
    """Drops as a person sees them, in their order, with their own ticket, right and codes. For the
    few of a page.
    """
    ids, refs = [one.id for one in drops], [one.ref for one in drops]
    fronts = await market.fronts(db, {one.merchant_id for one in drops})
    pictures = await market.pictures(db, {one.picture for one in drops if one.picture})
    tickets = await store_tickets.of_pairs(db, [(one, me) for one in ids])
    rights = await store_tickets.rights_of(db, refs, me)
    known = DropParts(
        now=db.now,
        signs={key: front.sign for key, front in fronts.items()},
        pictures={key: avatar_url(one.small) for key, one in pictures.items()},
        leads={
            one.shop.id for one in await till.shops_of(db, me) if one.role in till.LEADING_ROLES
        },
        counts=await store_tickets.counts(db, ids),
        left=await stock.free(db, [one.pool_id for one in drops]),
        rounds=await store.rounds_of(db, ids),
        tickets={one.drop_id: one for one in tickets},
        before=await store_tickets.before(db, [one.id for one in tickets]),
        rights=rights,
        bought=await orders.buying_rights(db, rights.values()),
        codes=await store.codes_for(db, ids, me),
    )
    return [_shown(one, known) for one in drops]


class DropParts(msgspec.Struct, frozen=True):
    """What is read once for all drops of a page; from `tickets` on what is one's own, by drop, of
    rights by how the drop names them.
    """

    now: datetime
    signs: dict[UUID, str]
    pictures: dict[UUID, str | None]
    leads: set[UUID]
    counts: dict[UUID, int]
    left: dict[UUID, int]
    rounds: dict[UUID, list[DropRound]]
    tickets: dict[UUID, Reservation]
    before: dict[UUID, int]
    rights: dict[str, UUID]
    bought: Mapping[UUID, BuyingRight]
    codes: dict[UUID, DropCode]

    def ticket(self, drop: Drop) -> OwnTicket | None:
        """One's own of a drop."""
        one = self.tickets.get(drop.id)
        if one is None:
            return None
        before = self.before.get(one.id)
        # Whoever stands behind the list comes after all of it, and hears so once it is drawn.
        waits = before is None or (one.queued and drop.giving_since is None)
        place = None if waits or before is None else before + 1 + one.queued * drop.tickets
        return OwnTicket(one.id, one.early, one.queued, place)

    def right(self, drop: Drop) -> OwnRight | None:
        """One's own to buy a unit of it."""
        right_id = self.rights.get(drop.ref)
        one = self.bought.get(right_id) if right_id else None
        return OwnRight(one.id, one.until, one.used_at, one.is_open(self.now)) if one else None

    def code(self, drop: Drop) -> str | None:
        """One's own that was not used."""
        one = self.codes.get(drop.id)
        return one.code if one and one.right_id is None else None


def _round(one: DropRound) -> DropRoundShown:
    return DropRoundShown(
        one.n,
        commitment(one.town_seed).hex(),
        one.maker_commitment.hex(),
        one.at,
        one.drawn_at,
        one.void_at,
    )


def _shown(one: Drop, known: DropParts) -> DropShown:
    kept = {name: getattr(one, name) for name in KEPT}
    return DropShown(
        **kept,
        sign=known.signs.get(one.merchant_id, ""),
        picture_url=known.pictures.get(one.picture) if one.picture else None,
        phase=one.phase(known.now),
        list_until=one.list_until,
        seed_by=one.seed_by if one.to_draw else None,
        left=known.left.get(one.pool_id, 0),
        margin=one.margin,
        tickets=known.counts.get(one.id, 0),
        root=one.root.hex() if one.root else None,
        rounds=[_round(each) for each in known.rounds.get(one.id, [])],
        ticket=known.ticket(one),
        right=known.right(one),
        code=known.code(one),
        leads=one.merchant_id in known.leads,
    )


KEPT = [
    name
    for name in DropShown.__struct_fields__
    if name in Drop.__struct_fields__ and name not in ("root", "tickets")
]


async def proof(db: Db, drop: Drop) -> DrawProof:
    """What a drawn drop publishes, to be checked by `draw_faults`: commitments, seeds, the root of
    the list, and who came first. Raises `NoDrop` for one that is not drawn.
    """
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
