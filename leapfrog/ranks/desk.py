"""The desk: ranks of its own, and what it changes about those of the map."""

from uuid import UUID

from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.places import Pin, Point, pin, point_of, unpin
from leapfrog.ranks import store
from leapfrog.ranks.errors import NoRank, TooManyRanks
from leapfrog.ranks.model import HEARD_WITHIN, RankWithTaxis, TaxiRank

OWN = "rank:"
LONGEST_NAME, MOST = 60, 500


async def ranks_now(db: Db) -> list[RankWithTaxis]:
    """All ranks, and how many taxis wait at each."""
    return await store.with_taxis(db, db.now - HEARD_WITHIN)


async def set_own(db: Db, me: UUID, rank_id: UUID, name: str, where: Point) -> TaxiRank:
    """Makes a taxi rank of the desk's own at a point, or moves or renames it by the same id. Raises
    `Invalid`, `TooManyRanks`.
    """
    made = TaxiRank(f"{OWN}{rank_id}", _name(name), *_point(where))
    if not await _is_open(db, made.id) and await store.own_open(db) >= MOST:
        raise TooManyRanks
    await store.set_rank(db, made, me)
    await _pin(db, made)
    return made


async def move(db: Db, me: UUID, rank_id: str, name: str, where: Point) -> TaxiRank:
    """A rank is called so and is there, also one of the map; one that was closed is open again.
    Raises `NoRank`, `TooManyRanks`, `Invalid`.
    """
    if await store.find(db, rank_id) is None:
        raise NoRank
    own = rank_id.startswith(OWN)
    if own and not await _is_open(db, rank_id) and await store.own_open(db) >= MOST:
        raise TooManyRanks
    made = TaxiRank(rank_id, _name(name), *_point(where))
    await store.set_rank(db, made, me)
    if own:
        await _pin(db, made)
    return made


async def close(db: Db, me: UUID, rank_id: str) -> None:
    """Taxis wait there no longer. Raises `NoRank`."""
    found = await _one(db, rank_id)
    await store.set_rank(db, found, me, closed_at=db.now)
    await store.leave_rank(db, rank_id)
    if rank_id.startswith(OWN):
        await unpin(db, "rank", [rank_id.removeprefix(OWN)])


async def _is_open(db: Db, rank_id: str) -> bool:
    return rank_id in {one.id for one in await store.open_ranks(db)}


async def _one(db: Db, rank_id: str) -> TaxiRank:
    for one in await store.open_ranks(db):
        if one.id == rank_id:
            return one
    raise NoRank


async def _pin(db: Db, rank: TaxiRank) -> None:
    """It stands on the map, and is found there."""
    made = Pin(
        source="rank",
        ref=rank.id.removeprefix(OWN),
        kind="taxi",
        category="transport",
        name=rank.name,
        point=Point(rank.lat, rank.lon),
    )
    await pin(db, [made])


def _name(given: str) -> str:
    kept = " ".join(plain(given).split())
    if not 1 <= len(kept) <= LONGEST_NAME:
        raise Invalid(f"1 to {LONGEST_NAME} characters.")
    return kept


def _point(where: Point) -> tuple[float, float]:
    kept = point_of(where.lat, where.lon)
    return kept.lat, kept.lon
