"""SQL of seats that are kept back for vouchers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db

OF_SEATS = """
select batch_id, until, array_agg(n order by n)::integer[] from tickets_kept_back
where show_id = $1 and n = any($2::smallint[]) and until > $3 group by batch_id, until
"""
OF_SHOW = """
select n, batch_id from tickets_kept_back where show_id = $1 and until > $2 order by n
"""
ADD = """
insert into tickets_kept_back (show_id, n, batch_id, until)
select $1, unnest($2::smallint[]), $3, $4
on conflict (show_id, n) do update set batch_id = excluded.batch_id, until = excluded.until
"""
REMOVE = "delete from tickets_kept_back where show_id = $1 and n = any($2::smallint[])"


async def of_seats(
    db: Db, show_id: UUID, seats: Sequence[int]
) -> dict[UUID, tuple[datetime, list[int]]]:
    """For which batch of vouchers these of the seats are kept, and until when."""
    rows = await db.rows(OF_SEATS, show_id, seats, db.now)
    return {row[0]: (row[1], row[2]) for row in rows}


async def of_show(db: Db, show_id: UUID) -> dict[int, UUID]:
    """For which batch each seat is kept that is."""
    return {row[0]: row[1] for row in await db.rows(OF_SHOW, show_id, db.now)}


async def add(db: Db, show_id: UUID, seats: Sequence[int], batch_id: UUID, until: datetime) -> None:
    await db.run(ADD, show_id, seats, batch_id, until)


async def remove(db: Db, show_id: UUID, seats: Sequence[int]) -> None:
    await db.run(REMOVE, show_id, seats)
