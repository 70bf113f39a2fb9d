"""The books as one would keep them by hand: one operation after another, nothing clever.

What `wallet_post` answers, and leaves behind, must be what this does.
"""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.wallet import (
    LARGEST,
    AccountLimits,
    CaptureHold,
    Hold,
    Operation,
    Refund,
    Transfer,
    Void,
    stored_id,
)

OUT, IN = 2, 4


class Page(msgspec.Struct):
    """One account."""

    currency: str
    limits: AccountLimits
    flags: int = 0
    closed: bool = False
    balance: int = 0
    held: int = 0
    incoming: int = 0
    entries: int = 0
    spent: int = 0
    spent_on: Any = None


class Line(msgspec.Struct):
    """An operation that was done: `state` of a hold is open or resolved; `back` is what was
    refunded.
    """

    operation: Operation
    amount: int
    at: datetime
    numbers: tuple[int, int]
    balances: tuple[int, int]
    state: str = ""
    back: int = 0
    expires: datetime | None = None


class Reference:
    def __init__(self) -> None:
        self.pages: dict[int, Page] = {}
        self.lines: dict[UUID, Line] = {}

    def post(self, operations: list[Operation], now: datetime) -> list[str]:
        """The codes, as `tests.wallet.acts.codes` tells them."""
        found: list[str] = []
        chain: list[Operation] = []
        for operation in operations:
            chain.append(operation)
            if not operation.linked:
                found += self._chain(chain, now)
                chain = []
        if chain:
            first = self._chain(chain, now, open_end=True)
            found += first
        return found

    def _chain(self, chain: list[Operation], now: datetime, *, open_end: bool = False) -> list[str]:
        ids = [stored_id(operation.payer, operation.id) for operation in chain]
        said = ["linked_failed"] * len(chain)
        if len(set(ids)) < len(ids):
            return [*said[:-1], "chain_open" if open_end else "transfer_id_used"]
        before = deepcopy((self.pages, self.lines))
        found = []
        for n, operation in enumerate(chain):
            last = n == len(chain) - 1
            one = "chain_open" if open_end and last else self._one(operation, now)
            if last and one in ("done", "again") and len({*found, one}) > 1:
                one = "transfer_id_used"
            if one not in ("done", "again"):
                self.pages, self.lines = before
                said[n] = one
                if open_end and not last:
                    said[-1] = "chain_open"
                return said
            found.append(one)
        return found

    def _one(self, operation: Operation, now: datetime) -> str:
        known = self.lines.get(stored_id(operation.payer, operation.id))
        if known is not None:
            return "again" if _same(known, operation) else "transfer_id_used"
        refused = self._refusal(operation, now)
        if refused is None:
            self._do(operation, now)
        return refused or "done"

    def _refusal(self, operation: Operation, now: datetime) -> str | None:
        whole = isinstance(operation, CaptureHold) and operation.amount is None
        if (
            not isinstance(operation, Void)
            and not whole
            and not 0 < (operation.sum or 0) <= LARGEST
        ):
            return "bad_amount"
        if operation.payer == operation.payee:
            return "same_account"
        payer, payee = self.pages.get(operation.payer), self.pages.get(operation.payee)
        if payer is None or payee is None:
            return "no_account"
        if payer.currency != payee.currency:
            return "currencies_differ"
        if isinstance(operation, CaptureHold | Void):
            return self._hold_refusal(operation, now, payer.closed or payee.closed)
        if isinstance(operation, Refund) and (refused := self._refund_refusal(operation)):
            return refused
        if payer.closed or payee.closed:
            return "account_closed"
        if payer.flags & OUT or payee.flags & IN:
            return "account_frozen"
        return self._limit_refusal(operation, payer, payee, now)

    def _hold_refusal(
        self, operation: CaptureHold | Void, now: datetime, closed: bool
    ) -> str | None:
        line = self.lines.get(operation.hold)
        if line is None or not line.state:
            return "no_hold"
        if (line.operation.payer, line.operation.payee) != (operation.payer, operation.payee):
            return "hold_mismatch"
        if line.state == "resolved":
            return "hold_resolved"
        if isinstance(operation, CaptureHold):
            if line.expires is not None and line.expires <= now:
                return "hold_expired"
            if (operation.amount or 0) > line.amount:
                return "more_than_held"
            if closed:
                return "account_closed"
        return None

    def _refund_refusal(self, operation: Refund) -> str | None:
        line = self.lines.get(operation.of)
        if line is None or type(line.operation) not in (Transfer, CaptureHold):
            return "no_original"
        if (line.operation.payer, line.operation.payee) != (operation.payee, operation.payer):
            return "refund_mismatch"
        return "more_than_paid" if line.back + operation.amount > line.amount else None

    def _limit_refusal(
        self, operation: Operation, payer: Page, payee: Page, now: datetime
    ) -> str | None:
        amount = operation.sum or 0
        bounded = not isinstance(operation, Refund)
        once, daily, most = payer.limits.once, payer.limits.daily, payee.limits.most
        if bounded and once is not None and amount > once:
            return "over_payment_limit"
        spent = payer.spent if payer.spent_on == now.date() else 0
        if bounded and daily is not None and spent + amount > daily:
            return "over_daily_limit"
        credit = payer.limits.credit
        if credit is not None and payer.balance - payer.held - amount < -credit:
            return "insufficient_funds"
        if bounded and most is not None and payee.balance + payee.incoming + amount > most:
            return "over_balance_limit"
        return None

    def _do(self, operation: Operation, now: datetime) -> None:
        payer, payee = self.pages[operation.payer], self.pages[operation.payee]
        amount, moves, line = operation.sum or 0, True, None
        if payer.spent_on != now.date():
            payer.spent, payer.spent_on = 0, now.date()
        if isinstance(operation, CaptureHold | Void):
            line = self.lines[operation.hold]
            given = 0 if isinstance(operation, Void) else operation.amount or line.amount
            line.state = "resolved"
            payer.held -= line.amount
            payee.incoming -= line.amount
            if line.at.date() == now.date():
                payer.spent -= line.amount - given
            moves, amount = isinstance(operation, CaptureHold), given or line.amount
        elif isinstance(operation, Refund):
            self.lines[operation.of].back += amount
        else:
            payer.spent += amount
        if isinstance(operation, Hold):
            payer.held += amount
            payee.incoming += amount
            moves = False
        if moves:
            payer.balance -= amount
            payee.balance += amount
        payer.entries += 1
        payee.entries += 1
        made = Line(
            operation, amount, now, (payer.entries, payee.entries), (payer.balance, payee.balance)
        )
        if isinstance(operation, Hold):
            made.state = "open"
            if operation.seconds is not None:
                made.expires = now + timedelta(seconds=operation.seconds)
        self.lines[stored_id(operation.payer, operation.id)] = made


def _same(line: Line, operation: Operation) -> bool:
    known = line.operation
    whole = isinstance(operation, CaptureHold) and operation.amount is None
    return (
        type(known) is type(operation)
        and (known.payer, known.payee, known.code)
        == (operation.payer, operation.payee, operation.code)
        and (known.about, known.seconds) == (operation.about, operation.seconds)
        and (isinstance(operation, Void) or whole or line.amount == operation.sum)
    )
