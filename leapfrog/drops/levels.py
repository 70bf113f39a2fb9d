"""Who takes part in a drop that names levels: looked at when somebody wants a ticket."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog import orders
from leapfrog.drops.model import KNOWN_BY, Drop, DropLevel
from leapfrog.kernel.db import Db

Pair = tuple[UUID, UUID]
Wants = Sequence[tuple[Drop, UUID]]

# An account that was made for the drop knows nobody who has been here as long as the drop asks for.
KNOWN = """
select a.drop_id, a.person_id
from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as a (drop_id, person_id, before)
where (
    select count(*) from contacts_contact c join identity_person p on p.id = c.owner_id
    where c.person_id = a.person_id and c.connected and not c.deleted
        and p.kind = 'person' and p.created_at < a.before
) >= $4
"""
CHECKED = """
select person_id from follows_verified where person_id = any($1::uuid[]) and kind = 'person'
"""


async def missing(db: Db, wants: Iterable[tuple[Drop, UUID]]) -> Mapping[Pair, DropLevel]:
    """By (drop, person) who does not take part, a level of the drop that they do not have.
    `known`: three people who live here, and whose accounts are old enough for the drop, are
    connected with them; `checked`: the town has verified who they are; `member`: of the shop, by
    its published rule.
    """
    found: dict[Pair, DropLevel] = {}
    every = [*wants]
    for level, having in LEVELS.items():
        asked = [(drop, person) for drop, person in every if level in drop.levels]
        has = await having(db, asked) if asked else set()
        found |= {
            (drop.id, person): level for drop, person in asked if (drop.id, person) not in has
        }
    return found


async def _known(db: Db, asked: Wants) -> set[Pair]:
    drops, people = [drop.id for drop, _ in asked], [person for _, person in asked]
    before = [drop.registered_before for drop, _ in asked]
    return {(row[0], row[1]) for row in await db.rows(KNOWN, drops, people, before, KNOWN_BY)}


async def _checked(db: Db, asked: Wants) -> set[Pair]:
    has = {row[0] for row in await db.rows(CHECKED, [person for _, person in asked])}
    return {(drop.id, person) for drop, person in asked if person in has}


async def _members(db: Db, asked: Wants) -> set[Pair]:
    pairs = [(drop.merchant_id, person) for drop, person in asked]
    has = await orders.members_among(db, pairs)
    return {(drop.id, person) for drop, person in asked if (drop.merchant_id, person) in has}


LEVELS: Mapping[DropLevel, Callable[[Db, Wants], Awaitable[set[Pair]]]] = {
    "known": _known,
    "checked": _checked,
    "member": _members,
}
