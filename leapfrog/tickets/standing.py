"""Room without seats: pools of `stock`, of which each ticket claims one place."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog import stock
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.stock import Claim, StockPool, Want
from leapfrog.tickets.errors import HoldOver
from leapfrog.tickets.model import PriceCategory, Ticket


def pool_id(show_id: UUID, category: int) -> UUID:
    return derived_id(show_id, f"standing:{category}")


def claim_id(ticket_id: UUID) -> UUID:
    return derived_id(ticket_id, "standing")


async def open_pools(db: Db, show_id: UUID, categories: Sequence[PriceCategory]) -> None:
    """For those categories of a new show that have no seats."""
    pools = [
        StockPool(pool_id(show_id, one.n), f"tickets:standing:{show_id}:{one.n}", one.capacity)
        for one in categories
        if one.capacity is not None
    ]
    if pools:
        await stock.open_pools(db, pools)


async def claim(db: Db, person_id: UUID, tickets: Iterable[Ticket], until: datetime | None) -> None:
    """A place for each of these tickets that has no seat, until then or for good. Raises
    `SoldOut`.
    """
    claims = [
        Claim(claim_id(one.id), person_id, (Want((pool_id(one.show_id, one.category),)),), until)
        for one in tickets
        if one.seat is None
    ]
    for answer in await stock.claim(db, claims) if claims else []:
        if isinstance(answer, Problem):
            raise answer


async def exchange(
    db: Db, person_id: UUID, old: Sequence[Ticket], new: Sequence[Ticket], until: datetime
) -> None:
    """Places of these are let go of, places of those claimed: all their pools are locked at once,
    for two people may change over in opposite ways. Raises `SoldOut`.
    """
    pools = {pool_id(one.show_id, one.category) for one in (*old, *new) if one.seat is None}
    if not pools:
        return
    await stock.lock_pools(db, pools)
    await let_go(db, old)
    await claim(db, person_id, new, until)


async def keep(db: Db, tickets: Iterable[Ticket]) -> None:
    """They are paid. Raises `HoldOver` where the time was over."""
    claims = [claim_id(one.id) for one in tickets if one.seat is None]
    answers = await stock.keep(db, claims) if claims else []
    if any(isinstance(one, Problem) for one in answers):
        raise HoldOver


async def let_go(db: Db, tickets: Iterable[Ticket]) -> None:
    """Their places are anybody's again."""
    claims = [claim_id(one.id) for one in tickets if one.seat is None]
    if claims:
        await stock.release(db, claims)


async def left(
    db: Db, categories: Mapping[UUID, Sequence[PriceCategory]]
) -> dict[tuple[UUID, int], int]:
    """How many places there are in each category without seats."""
    pools = {
        pool_id(show, one.n): (show, one.n)
        for show, found in categories.items()
        for one in found
        if one.capacity is not None
    }
    free = await stock.free(db, list(pools)) if pools else {}
    return {of: max(0, free.get(pool, 0)) for pool, of in pools.items()}
