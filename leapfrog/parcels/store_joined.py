"""SQL of deliveries that lie in the parcel of another one."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.parcels.model import AgreedDelivery, Parcel
from leapfrog.parcels.store import DELIVERY_COLUMNS, PARCEL_COLUMNS

JOIN = """
insert into parcels_joined (id, parcel_id, delivery_id, contents, at) values ($1, $2, $3, $4, $5)
on conflict do nothing
"""
OWN = {"id": "j.id", "delivery_id": "j.delivery_id", "contents": "j.contents"}
COLUMNS = ", ".join(
    OWN.get(name.strip(), f"p.{name.strip()}") for name in PARCEL_COLUMNS.split(",")
)
OF_DELIVERIES = f"""
select {COLUMNS}, p.id as whole_id
from parcels_joined j join parcels_parcel p on p.id = j.parcel_id
where j.delivery_id = any($1::uuid[]) order by p.announced_at, j.id
"""
JOINED = """
select j.id, j.parcel_id, j.delivery_id from parcels_joined j
where j.parcel_id = any($1::uuid[]) order by j.delivery_id
"""
DELIVERIES_IN = f"""
select {DELIVERY_COLUMNS} from parcels_delivery d
where exists (select from parcels_joined j where j.parcel_id = $1 and j.delivery_id = d.id)
order by d.id
"""
LEADS = """
select j.delivery_id, p.delivery_id as lead_id
from parcels_joined j join parcels_parcel p on p.id = j.parcel_id
where j.delivery_id = any($1::uuid[])
"""
ALL_OVER = """
select not exists (
    select from parcels_delivery d where d.ended_at is null and (
        d.id = $1 or exists (
            select from parcels_joined j join parcels_parcel p on p.id = j.parcel_id
            where p.delivery_id = $1 and j.delivery_id = d.id
        )
    )
)
"""


class JoinedDelivery(msgspec.Struct, frozen=True):
    """A delivery in the parcel of another one; `id`: what its order knows as its parcel."""

    id: UUID
    parcel_id: UUID
    delivery_id: UUID


async def join(db: Db, one: JoinedDelivery, contents: Mapping[str, int]) -> bool:
    """Whether it is new."""
    return bool(await db.run(JOIN, one.id, one.parcel_id, one.delivery_id, contents, db.now))


async def parts_of(db: Db, deliveries: Iterable[UUID]) -> dict[UUID, list[Parcel]]:
    """By delivery what of it lies in the parcel of another one."""
    found: dict[UUID, list[Parcel]] = {}
    for one in await db.all_as(Parcel, OF_DELIVERIES, list(deliveries)):
        found.setdefault(one.delivery_id, []).append(one)
    return found


async def joined(db: Db, parcels: Iterable[UUID]) -> dict[UUID, list[JoinedDelivery]]:
    """By parcel the deliveries that lie in it beside its own."""
    found: dict[UUID, list[JoinedDelivery]] = {}
    for one in await db.all_as(JoinedDelivery, JOINED, list(parcels)):
        found.setdefault(one.parcel_id, []).append(one)
    return found


async def deliveries_in(db: Db, parcel_id: UUID) -> list[AgreedDelivery]:
    """The deliveries that lie in a parcel beside its own, as they were agreed on."""
    return await db.all_as(AgreedDelivery, DELIVERIES_IN, parcel_id)


async def leads(db: Db, deliveries: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of those that lie in the parcel of another delivery, whose it is."""
    found = await db.rows(LEADS, list(deliveries))
    return {row["delivery_id"]: row["lead_id"] for row in found}


async def all_over(db: Db, delivery_id: UUID) -> bool:
    """Whether it, and all that lie in its parcel, are over."""
    found: bool = await db.value(ALL_OVER, delivery_id)
    return found
