"""Trades: begun, and taken a step further; each step and its money are one transaction."""

from uuid import UUID

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.pay import wallet_accounts
from leapfrog.pay.errors import OperationIdUsed
from leapfrog.pay.escrow import store
from leapfrog.pay.escrow.errors import NoEscrow, NotYourPart
from leapfrog.pay.escrow.events import EscrowChanged
from leapfrog.pay.escrow.model import Escrow, EscrowAction, EscrowMove, EscrowTerms, Judge, Tick
from leapfrog.pay.escrow.rules import step
from leapfrog.pay.posting import post_all
from leapfrog.wallet import NewAccount, Operation, Reason, Refund, Transfer, stored_id

DUE = "pay_escrow"


async def begin(db: Db, terms: EscrowTerms, seller_account: int) -> Escrow:
    """A trade that the buyer has not paid yet; the same again is the same one. The money goes to
    `seller_account` in the end. Raises `OperationIdUsed`, and what `wallet_accounts.purse` does.
    """
    wallet_account = await wallet_accounts.wallet_account(db, terms.buyer_id)
    name = f"escrow:{terms.id}"
    new = NewAccount("system", None, "escrow", wallet_account.currency, name)
    account = await wallet.open_account(db, new)
    made = _made(
        db,
        terms,
        wallet_account.currency,
        own=account,
        buyer=wallet_account.id,
        seller=seller_account,
    )
    if not await store.add(db, made):
        before = await store.one(db, terms.id)
        if before is None or _agreed(before) != _agreed(made):
            raise OperationIdUsed
        return before
    await _time(db, made)
    return made


async def one(db: Db, viewer_id: UUID, escrow_id: UUID) -> Escrow:
    """For the two of it. Raises `NoEscrow`."""
    found = await store.one(db, escrow_id)
    if found is None or found.role(viewer_id) is None:
        raise NoEscrow
    return found


async def act(db: Db, escrow_id: UUID, who: UUID, operation: EscrowAction) -> Escrow:
    """Something that the buyer or the seller does; the same again changes nothing. Raises
    `NoEscrow`, `NotYourPart`, `NotNow`, `MoreThanRest`, and what the wallet refuses.
    """
    escrow = await store.lock(db, escrow_id)
    role = escrow.role(who) if escrow else None
    if escrow is None or role is None:
        raise NoEscrow
    if role not in operation.by:
        raise NotYourPart
    return await _go_on(db, escrow, operation)


async def judge(db: Db, escrow_id: UUID, to_buyer: int) -> Escrow:
    """The operator's word in a dispute. Raises `NoEscrow`, `NotNow`, `MoreThanRest`."""
    escrow = await store.lock(db, escrow_id)
    if escrow is None:
        raise NoEscrow
    return await _go_on(db, escrow, Judge(to_buyer))


async def fall_due(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: safe to run twice, and too early."""
    escrow = await store.lock(db, UUID(ref))
    if escrow and escrow.due_at and escrow.due_at <= db.now:
        await _go_on(db, escrow, Tick())


async def _go_on(db: Db, escrow: Escrow, operation: EscrowAction) -> Escrow:
    found = step(escrow, operation, db.now)
    if found is None:
        return escrow
    after, moves = found
    await post_all(
        db, [operation for move in moves for operation in await _operations(db, after, move)]
    )
    await store.save(db, after)
    await _time(db, after)
    await announce(db, EscrowChanged(after.id, after.of, after.state, after.refund))
    return after


async def _time(db: Db, escrow: Escrow) -> None:
    if escrow.due_at:
        await schedule(db, DUE, str(escrow.id), escrow.due_at)
    else:
        await cancel(db, DUE, str(escrow.id))


async def _operations(db: Db, escrow: Escrow, move: EscrowMove) -> list[Operation]:
    made = derived_id(escrow.id, f"{move.word}:{escrow.step}")
    if move.word == "pay":
        paid = derived_id(escrow.id, "pay")
        return [_transfer(escrow, paid, escrow.buyer_account, escrow.account, move.amount)]
    if move.word == "refund":
        # Limits of the buyer's wallet account do not stand in the way of what is theirs.
        of = stored_id(escrow.buyer_account, derived_id(escrow.id, "pay"))
        back = Refund(
            id=made,
            payer=escrow.account,
            payee=escrow.buyer_account,
            of=of,
            amount=move.amount,
            code=Reason.REFUND,
        )
        return [back]
    fee = move.amount * escrow.fee_bp // 10_000
    parts = [(made, escrow.seller_account, move.amount - fee)]
    if fee:
        town = await wallet_accounts.town(db, "fee")
        parts.append((derived_id(made, "fee"), town.id, fee))
    return [
        _transfer(escrow, part_id, escrow.account, payee, amount)
        for part_id, payee, amount in parts
        if amount
    ]


def _transfer(escrow: Escrow, made: UUID, payer: int, payee: int, amount: int) -> Transfer:
    return Transfer(
        id=made, payer=payer, payee=payee, amount=amount, code=Reason.ESCROW, ref=escrow.id
    )


def _agreed(escrow: Escrow) -> tuple[object, ...]:
    """What two agreed on, whatever has become of it."""
    who = (escrow.buyer_id, escrow.seller_id, escrow.seller_account)
    return (escrow.of, escrow.kind, *who, escrow.amount, escrow.fee_bp, escrow.settle)


def _made(
    db: Db, terms: EscrowTerms, currency: str, *, own: int, buyer: int, seller: int
) -> Escrow:
    """An agreement at its beginning; `own`, `buyer` and `seller` are its accounts."""
    return Escrow(
        id=terms.id,
        of=terms.of,
        kind=terms.kind,
        buyer_id=terms.buyer_id,
        seller_id=terms.seller_id,
        currency=currency,
        account=own,
        buyer_account=buyer,
        seller_account=seller,
        amount=terms.amount,
        fee_bp=terms.fee_bp,
        settle=int(terms.settle.total_seconds()),
        paid=0,
        refunded=0,
        released=0,
        state="created",
        refund="none",
        asked=0,
        returns=False,
        due_at=db.now + terms.pay_within,
        remaining=int(terms.ship_within.total_seconds()),
        extended=0,
        step=0,
        created_at=db.now,
        changed_at=db.now,
    )
