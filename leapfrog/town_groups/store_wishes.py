"""SQL of what people here want in groups that other towns order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

WISH = "w.n, w.group_id, w.person_id, w.client_id, w.draft, w.change, w.at, w.code"
ADD = """
insert into town_groups_wish (group_id, person_id, client_id, draft, change, at)
values ($1, $2, $3, $4, $5, $6) on conflict (group_id, person_id, client_id) do nothing
"""
ONE = f"""
select {WISH} from town_groups_wish w
where (w.group_id, w.person_id, w.client_id) = ($1, $2, $3)
"""
UNSENT = f"""
select {WISH} from town_groups_wish w
where w.group_id = $1 and not w.sent and w.code is null order by w.n limit $2 for update
"""
SENT = "update town_groups_wish set sent = true where n = any($1::bigint[])"
SEND_AGAIN = "update town_groups_wish set sent = false where group_id = $1 and code is null"
REFUSED = """
update town_groups_wish set code = $4
where (group_id, person_id, client_id) = ($1, $2, $3) and code is null returning person_id
"""
DONE = f"""
delete from town_groups_wish w where (w.group_id, w.person_id, w.client_id) = ($1, $2, $3)
returning {WISH}
"""
UNANSWERED = f"""
select {WISH} from town_groups_wish w where w.group_id = $1 and w.code is null order by w.n
"""
MINE = f"""
select {WISH} from town_groups_wish w where (w.group_id, w.person_id) = ($1, $2)
order by w.n limit 200
"""
WAITING = """
select count(*) from town_groups_wish where (group_id, person_id) = ($1, $2) and code is null
"""
EXPIRED = f"""
update town_groups_wish w set code = 'not_sent' where w.at < $1 and w.code is null
returning {WISH}
"""
PRUNE = "delete from town_groups_wish where at < $1 and code is not null"
OF_PERSON = f"select {WISH} from town_groups_wish w where w.person_id = $1 order by w.n"
DROP_OF = "delete from town_groups_wish where person_id = $1"


class WishPlace(msgspec.Struct, frozen=True):
    """In which group, of whom, under which client id."""

    group_id: UUID
    person_id: UUID
    client_id: UUID


class KeptWish(msgspec.Struct, frozen=True):
    """What somebody here wants in a group: `draft` says something, `change` changes the group."""

    n: int
    group_id: UUID
    person_id: UUID
    client_id: UUID
    draft: dict[str, Any] | None
    change: dict[str, Any] | None
    at: datetime
    code: str | None


async def add(
    db: Db,
    place: WishPlace,
    draft: dict[str, Any] | None,
    change: dict[str, Any] | None,
) -> bool:
    """False when it is there."""
    return await db.run(ADD, *msgspec.structs.astuple(place), draft, change, db.now) == 1


async def one(db: Db, group_id: UUID, person_id: UUID, client_id: UUID) -> KeptWish | None:
    return await db.one_as(KeptWish, ONE, group_id, person_id, client_id)


async def unsent(db: Db, group_id: UUID, limit: int) -> list[KeptWish]:
    """The first one first; nobody else sends them until the commit."""
    return await db.all_as(KeptWish, UNSENT, group_id, limit)


async def sent(db: Db, numbers: Sequence[int]) -> None:
    await db.run(SENT, list(numbers))


async def send_again(db: Db, group_id: UUID) -> None:
    """All that waits is sent to the town that orders the group now."""
    await db.run(SEND_AGAIN, group_id)


async def refused(db: Db, group_id: UUID, person_id: UUID, client_id: UUID, code: str) -> bool:
    found = await db.value(REFUSED, group_id, person_id, client_id, code)
    return found is not None


async def done(db: Db, group_id: UUID, person_id: UUID, client_id: UUID) -> KeptWish | None:
    """It is a row of the log; None for what was no wish."""
    return await db.one_as(KeptWish, DONE, group_id, person_id, client_id)


async def mine(db: Db, group_id: UUID, person_id: UUID) -> list[KeptWish]:
    """What waits, and what was refused; the first one first."""
    return await db.all_as(KeptWish, MINE, group_id, person_id)


async def waiting(db: Db, group_id: UUID, person_id: UUID) -> int:
    return int(await db.value(WAITING, group_id, person_id))


async def expire(db: Db, before: datetime) -> list[KeptWish]:
    """What was wished before then and never done is refused now."""
    return await db.all_as(KeptWish, EXPIRED, before)


async def prune(db: Db, before: datetime) -> None:
    await db.run(PRUNE, before)


async def of_person(db: Db, person_id: UUID) -> list[KeptWish]:
    return await db.all_as(KeptWish, OF_PERSON, person_id)


async def drop_of(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_OF, person_id)


async def unanswered(db: Db, group_id: UUID) -> list[KeptWish]:
    """What waits of all people here, the first one first."""
    return await db.all_as(KeptWish, UNANSWERED, group_id)
