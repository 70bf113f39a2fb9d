"""What a trade's steps are in the books: operations of the wallet, all of a step linked.

Each has an id of its trade and step, so the same step again is the same operation. What goes back
is a refund of what came in, the last first, and never more than that: the books themselves see to
it, on the buyer's side and on the seller's.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from leapfrog.escrow.model import Escrow
from leapfrog.escrow.moving import EscrowMove
from leapfrog.kernel.ids import derived_id
from leapfrog.wallet import Operation, Reason, Refund, Transfer, stored_id


class Release(msgspec.Struct, frozen=True):
    """Money that went on to the seller with a step, the town's fee among it."""

    escrow_id: UUID
    step: int
    amount: int


class Taken(msgspec.Struct, frozen=True):
    """What an account gives back of one payment, known by the id that its payer gave it."""

    account: int
    of: UUID
    amount: int


def fee_of(escrow: Escrow, amount: int) -> int:
    """The town's part of what is released."""
    return amount * escrow.fee_bp // 10_000


def operations(
    before: Escrow, after: Escrow, moves: Sequence[EscrowMove], releases: Sequence[Release]
) -> list[Operation]:
    """Of one step; `releases`: those of the trade so far, the oldest first."""
    found: list[Operation] = []
    for move in moves:
        match move.word:
            case "pay":
                found.append(_pay(before, move.amount))
            case "refund":
                found += _refund(before, after, move.amount)
            case "release":
                found += _release(after, move.amount)
            case "return":
                found += _take_back(before, after, move.amount, releases)
                found += _refund(before, after, move.amount)
    return found


def payment_id(escrow: Escrow) -> UUID:
    """Under which the books know what the buyer paid at first."""
    return stored_id(escrow.buyer_account, derived_id(escrow.id, "pay"))


def _pay(before: Escrow, amount: int) -> Operation:
    paid = derived_id(before.id, "balance" if before.paid else "pay")
    return _transfer(before, paid, before.buyer_account, before.account, amount)


def _refund(before: Escrow, after: Escrow, amount: int) -> Iterator[Operation]:
    """From the trade's account to the buyer: of the balance first, then of the deposit. Limits of
    the buyer's account do not stand in the way of what is theirs.
    """
    balance = before.paid - before.deposit if before.deposit else 0
    late = min(amount, max(0, balance - before.refunded))
    for word, part in (("balance", late), ("pay", amount - late)):
        if part:
            yield Refund(
                id=derived_id(before.id, f"refund {word}:{after.step}"),
                payer=before.account,
                payee=before.buyer_account,
                of=stored_id(before.buyer_account, derived_id(before.id, word)),
                amount=part,
                code=Reason.REFUND,
            )


def _release(after: Escrow, amount: int) -> Iterator[Operation]:
    fee = fee_of(after, amount)
    made = release_id(after.id, after.step)
    if amount > fee:
        yield _transfer(after, made, after.account, after.seller_account, amount - fee)
    if fee:
        assert after.fee_account is not None
        yield _transfer(after, fee_id(made), after.account, after.fee_account, fee)


def release_id(escrow_id: UUID, step: int) -> UUID:
    """Under which the trade's account pays the seller."""
    return derived_id(escrow_id, f"release:{step}")


def fee_id(release: UUID) -> UUID:
    """Under which it pays the town's part of the same."""
    return derived_id(release, "fee")


def _take_back(
    before: Escrow, after: Escrow, amount: int, releases: Sequence[Release]
) -> Iterator[Operation]:
    """From the seller to the trade's account, with the town's part of it, which was no fee then."""
    for part in taken_back(before, amount, releases):
        if part.amount:
            yield Refund(
                id=derived_id(part.of, f"return:{after.step}"),
                payer=part.account,
                payee=before.account,
                of=stored_id(before.account, part.of),
                amount=part.amount,
                code=Reason.REFUND,
            )


def taken_back(before: Escrow, amount: int, releases: Sequence[Release]) -> Iterator[Taken]:
    """Of which payments so much comes back, the last release first. The fee's part grows with what
    was taken back in sum, so that all of it is back when all is.
    """
    done = sum(one.amount for one in releases) - before.released
    for one in reversed(releases):
        gone = min(done, one.amount)
        part = min(amount, one.amount - gone)
        done, amount = done - gone, amount - part
        fee = fee_of(before, one.amount)
        back = fee * (gone + part) // one.amount - fee * gone // one.amount
        made = release_id(one.escrow_id, one.step)
        yield Taken(before.seller_account, made, part - back)
        if before.fee_account is not None:
            yield Taken(before.fee_account, fee_id(made), back)


def _transfer(escrow: Escrow, made: UUID, payer: int, payee: int, amount: int) -> Transfer:
    return Transfer(
        id=made, payer=payer, payee=payee, amount=amount, code=Reason.ESCROW, ref=escrow.id
    )
