"""SQL of trades' money in between."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.pay.escrow.model import Escrow

COLUMNS = """
id, of, kind, buyer_id, seller_id, currency, account, buyer_account, seller_account, amount, fee_bp,
settle, paid, refunded, released, state, refund, asked, returns, due_at, remaining, extended, step,
created_at, changed_at
"""
ADD = f"""
insert into pay_escrow ({COLUMNS}) values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24, $25
) on conflict (id) do nothing
"""
ONE = f"select {COLUMNS} from pay_escrow where id = $1"
LOCK = f"{ONE} for no key update"
SAVE = """
update pay_escrow set paid = $2, refunded = $3, released = $4, state = $5, refund = $6, asked = $7,
    returns = $8, due_at = $9, remaining = $10, extended = $11, step = $12, changed_at = $13
where id = $1
"""
OF_PERSON = f"""
select {COLUMNS} from pay_escrow where buyer_id = $1 or seller_id = $1 order by created_at, id
"""


async def add(db: Db, escrow: Escrow) -> bool:
    """Whether the id was free."""
    return await db.run(ADD, *(getattr(escrow, name) for name in Escrow.__struct_fields__)) == 1


async def one(db: Db, escrow_id: UUID) -> Escrow | None:
    return await db.one_as(Escrow, ONE, escrow_id)


async def lock(db: Db, escrow_id: UUID) -> Escrow | None:
    """Nobody else does anything about it until the commit."""
    return await db.one_as(Escrow, LOCK, escrow_id)


async def save(db: Db, after: Escrow) -> None:
    await db.run(
        SAVE,
        after.id,
        after.paid,
        after.refunded,
        after.released,
        after.state,
        after.refund,
        after.asked,
        after.returns,
        after.due_at,
        after.remaining,
        after.extended,
        after.step,
        after.changed_at,
    )


async def of_person(db: Db, person_id: UUID) -> list[Escrow]:
    return await db.all_as(Escrow, OF_PERSON, person_id)
