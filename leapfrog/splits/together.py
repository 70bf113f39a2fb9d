"""Paying somebody together: each promises their part, and all of it moves at once, or none."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.pay import (
    Consent,
    Order,
    PaymentToConfirm,
    hold_consents,
    post_all,
    wallet_account_ids,
)
from leapfrog.splits import at_till, news, store
from leapfrog.splits.errors import NotComplete, NothingOwed, NotYourBill, SplitOver
from leapfrog.splits.model import Debt, Split
from leapfrog.splits.places import entered
from leapfrog.wallet import (
    CaptureHold,
    Hold,
    Operation,
    Reason,
    Transfer,
    Void,
    stored_id,
)

RELEASE = "pay_split_release"
# A promise ends by itself a little after the timer that ends it, should that be late.
SPARE = timedelta(hours=1)
OVER = (wallet.HoldResolved, wallet.HoldExpired)


async def promise(db: Db, me: UUID, split: Split, debts: Sequence[Debt]) -> None:
    """Holds what `me` owes; with the last of them all of it moves. Raises `SplitOver`, and what
    the till refuses, and the wallet.
    """
    if split.ends_at is None or split.ends_at <= db.now or split.payee_account is None:
        raise SplitOver
    mine = [debt for debt in debts if debt.from_id == me and debt.state == "open"]
    wallet_account = (await wallet_account_ids(db, [me]))[me]
    seconds = int((split.ends_at + SPARE - db.now).total_seconds())
    held = [_held(debt, wallet_account) for debt in mine]
    holds = [_hold(split, debt, seconds) for debt in held]
    others = [debt for debt in debts if debt.n not in {one.n for one in mine}]
    complete = all(debt.state == "held" for debt in others)
    numbers = [debt.n for debt in held]
    if complete:
        posts = [_post(split, debt) for debt in [*others, *held]]
        await at_till.complete(db, split, [*holds, *posts])
        await store.move(db, split.id, [debt.n for debt in debts], "paid")
        await store.close(db, [split.id], "done")
    else:
        await at_till.payable(db, split)
        await post_all(db, holds)
        await store.move(db, split.id, numbers, "held", payer=wallet_account)


async def take_back(db: Db, me: UUID, split_id: UUID) -> None:
    """Takes my promise in a bill that is paid together back, before all have promised. Raises
    `NoSplit`, `SplitOver`, `NothingOwed`.
    """
    split = await entered(db, me, split_id)
    if split.state != "open":
        raise SplitOver
    debts = await store.debts(db, [split_id])
    mine = [debt for debt in debts if debt.from_id == me and debt.state == "held"]
    if not mine:
        raise NothingOwed
    await _void(db, split, mine)
    await store.move(db, split_id, [debt.n for debt in mine], "open", tries=1)
    await news.tell(db, split)


async def capture(db: Db, me: UUID, split_id: UUID, cover: Consent | None) -> None:
    """Pays a bill that is paid together, by who began it: what was promised, and with `cover`, by
    which they confirm it, all that is missing out of their own wallet account. Paid already,
    nothing happens. Raises `NoSplit`, `NotYourBill`, `SplitOver`, `NotComplete`, what is not
    confirmed, and what the till refuses, and the wallet.
    """
    split = await entered(db, me, split_id)
    if split.by_id != me or split.payee_account is None:
        raise NotYourBill
    if split.state == "done":
        return
    if split.state != "open":
        raise SplitOver
    debts = await store.debts(db, [split_id])
    held = [debt for debt in debts if debt.state == "held"]
    rest = [debt for debt in debts if debt.state == "open"]
    missing = sum(debt.amount for debt in rest)
    if rest and cover is None:
        raise NotComplete(missing=missing)
    operations: list[Operation] = [_post(split, debt) for debt in held]
    if rest and cover is not None:
        consents = await hold_consents(db, [(me, cover)])
        order = Order("cover", split_id, str(split_id), missing)
        await consents.take(PaymentToConfirm(me, cover, order))
        wallet_account = (await wallet_account_ids(db, [me]))[me]
        operations.append(
            Transfer(
                id=derived_id(split.id, "cover"),
                payer=wallet_account,
                payee=split.payee_account,
                amount=missing,
                code=Reason.SPLIT,
                ref=split.id,
            )
        )
    await at_till.complete(db, split, operations)
    await store.move(db, split_id, [debt.n for debt in debts], "paid")
    await store.close(db, [split_id], "done")
    await news.tell(db, split)


async def release(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: the time is over, and all that was promised is free. Safe to run
    twice.
    """
    split = await store.lock(db, UUID(ref))
    if split is None or split.state != "open" or not split.released_at:
        return
    if split.released_at > db.now:
        return
    await end(db, split)


async def end(db: Db, split: Split) -> None:
    """Nothing is paid together: all that was promised is free."""
    debts = await store.debts(db, [split.id])
    await let_go(db, split, debts)
    await store.move(db, split.id, [one.n for one in debts if one.state == "open"], "dropped")
    await store.close(db, [split.id], "released")
    await news.tell(db, split)


async def let_go(db: Db, split: Split, debts: Iterable[Debt]) -> None:
    """Nothing is held any more."""
    held = [debt for debt in debts if debt.state == "held"]
    await _void(db, split, held)
    await store.move(db, split.id, [debt.n for debt in held], "dropped")


def _held(debt: Debt, wallet_account: int) -> Debt:
    return replace(debt, state="held", payer=wallet_account)


def _hold_id(debt: Debt) -> UUID:
    return derived_id(debt.split_id, f"hold:{debt.n}:{debt.tries}")


def _ends(split: Split, debt: Debt) -> tuple[int, int]:
    assert debt.payer is not None
    assert split.payee_account is not None
    return debt.payer, split.payee_account


def _hold(split: Split, debt: Debt, seconds: int) -> Hold:
    payer, payee = _ends(split, debt)
    return Hold(
        id=_hold_id(debt),
        payer=payer,
        payee=payee,
        amount=debt.amount,
        code=Reason.SPLIT,
        ref=split.id,
        seconds=seconds,
    )


def _post(split: Split, debt: Debt) -> CaptureHold:
    payer, payee = _ends(split, debt)
    made = derived_id(split.id, f"capture:{debt.n}")
    held = stored_id(payer, _hold_id(debt))
    return CaptureHold(id=made, payer=payer, payee=payee, hold=held, code=Reason.SPLIT)


async def _void(db: Db, split: Split, held: Sequence[Debt]) -> None:
    operations = []
    for debt in held:
        payer, payee = _ends(split, debt)
        made = derived_id(split.id, f"void:{debt.n}:{debt.tries}")
        hold = stored_id(payer, _hold_id(debt))
        operations.append(Void(id=made, payer=payer, payee=payee, hold=hold, code=Reason.SPLIT))
    for result in await wallet.post(db, operations) if operations else ():
        if isinstance(result, Problem) and not isinstance(result, OVER):
            raise result
