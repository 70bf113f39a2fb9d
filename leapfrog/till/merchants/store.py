"""SQL of shops and of who works there."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.till.merchants.model import ALL, Cashier, Merchant, Role, ShopChanges, Workplace

COLUMNS = """
id, name, latin, about, category, picture, currency, pending, available, pays_out,
created_at, closed_at
"""
OPEN = f"""
insert into till_merchant ({COLUMNS})
values ($1, $2, $3, $4, $5, null, $6, $7, $8, true, $9, null)
"""
FIND = f"select {COLUMNS} from till_merchant where id = any($1::uuid[])"
LOCK = f"select {COLUMNS} from till_merchant where id = $1 for no key update"
OF_PERSON = f"""
select {COLUMNS}, c.role from till_cashier c join till_merchant m on m.id = c.merchant_id
where c.person_id = $1 order by m.created_at, m.id
"""
CHANGE = """
update till_merchant set name = coalesce($2, name), latin = coalesce($3, latin),
    about = coalesce($4, about), category = coalesce($5, category),
    pays_out = coalesce($6, pays_out)
where id = $1
"""
SET_PICTURE = "update till_merchant set picture = $2 where id = $1"
CLOSE = """
update till_merchant set name = '', latin = '', about = '', picture = null,
    closed_at = coalesce(closed_at, $2)
where id = $1
"""
ROLE = "select role from till_cashier where merchant_id = $1 and person_id = $2"
CASHIERS = """
select person_id, role, since from till_cashier where merchant_id = $1
order by array_position(array['owner', 'manager', 'agent', 'packer', 'cashier'], role),
    since, person_id
"""
STAFF = """
select merchant_id, person_id from till_cashier
where merchant_id = any($1::uuid[]) and role = any($2::text[])
"""
OWNER = "select person_id from till_cashier where merchant_id = $1 and role = 'owner'"
SET_ROLE = """
insert into till_cashier (merchant_id, person_id, role, since) values ($1, $2, $3, $4)
on conflict (merchant_id, person_id) do update set role = excluded.role
where till_cashier.role <> 'owner'
"""
REMOVE = """
delete from till_cashier where merchant_id = $1 and person_id = $2 and role <> 'owner'
"""
LEAVE_ALL = "delete from till_cashier where person_id = $1"


async def open_shop(db: Db, merchant: Merchant) -> None:
    given = (merchant.id, merchant.name, merchant.latin, merchant.about, merchant.category)
    accounts = (merchant.currency, merchant.pending, merchant.available)
    await db.run(OPEN, *given, *accounts, merchant.created_at)


async def merchants(db: Db, ids: Iterable[UUID]) -> dict[UUID, Merchant]:
    return {one.id: one for one in await db.all_as(Merchant, FIND, list(ids))}


async def lock(db: Db, merchant_id: UUID) -> Merchant | None:
    """Nobody else closes its day, or changes it, until the end of the transaction."""
    return await db.one_as(Merchant, LOCK, merchant_id)


async def of_person(db: Db, person_id: UUID) -> list[Workplace]:
    return await db.all_as(Workplace, OF_PERSON, person_id)


async def change(db: Db, merchant_id: UUID, wanted: ShopChanges) -> None:
    """Changes what is given."""
    given = (wanted.name, wanted.latin, wanted.about, wanted.category, wanted.pays_out)
    await db.run(CHANGE, merchant_id, *given)


async def set_picture(db: Db, merchant_id: UUID, sha256: bytes | None) -> None:
    await db.run(SET_PICTURE, merchant_id, sha256)


async def close(db: Db, merchant_id: UUID) -> None:
    """For good: how it was called is forgotten."""
    await db.run(CLOSE, merchant_id, db.now)


async def role(db: Db, merchant_id: UUID, person_id: UUID) -> Role | None:
    found: Role | None = await db.value(ROLE, merchant_id, person_id)
    return found


async def cashiers(db: Db, merchant_id: UUID) -> list[Cashier]:
    """The owner first."""
    return await db.all_as(Cashier, CASHIERS, merchant_id)


async def staff(
    db: Db, merchants: Iterable[UUID], roles: Sequence[Role] = ALL
) -> dict[UUID, set[UUID]]:
    """Who works in each of these shops in one of these roles, by shop; a shop with nobody is left
    out.
    """
    found: dict[UUID, set[UUID]] = {}
    for merchant, person in await db.rows(STAFF, list(merchants), list(roles)):
        found.setdefault(merchant, set()).add(person)
    return found


async def owner(db: Db, merchant_id: UUID) -> UUID | None:
    """The person who owns a shop; None for none."""
    found: UUID | None = await db.value(OWNER, merchant_id)
    return found


async def set_role(db: Db, merchant_id: UUID, person_id: UUID, role: Role) -> bool:
    """False for the owner, who stays."""
    return await db.run(SET_ROLE, merchant_id, person_id, role, db.now) == 1


async def remove(db: Db, merchant_id: UUID, person_id: UUID) -> None:
    """The owner stays."""
    await db.run(REMOVE, merchant_id, person_id)


async def leave_all(db: Db, person_id: UUID) -> int:
    return await db.run(LEAVE_ALL, person_id)
