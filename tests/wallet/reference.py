"""The books as one would keep them by hand: one deed after another, nothing clever.

What `wallet_post` answers, and leaves behind, must be what this does.
"""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.wallet import LARGEST, Deed, Hold, Limits, Post, Refund, Transfer, Void, stored_id

OUT, IN = 2, 4


class Page(msgspec.Struct):
    """One account."""

    currency: str
    limits: Limits
    flags: int = 0
    closed: bool = False
    balance: int = 0
    held: int = 0
    incoming: int = 0
    entries: int = 0
    spent: int = 0
    spent_on: Any = None


class Line(msgspec.Struct):
    """A deed that was done: `state` of a hold is open or resolved; `back` is what was refunded."""

    deed: Deed
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

    def post(self, deeds: list[Deed], now: datetime) -> list[str]:
        """The codes, as `tests.wallet.acts.codes` tells them."""
        found: list[str] = []
        chain: list[Deed] = []
        for deed in deeds:
            chain.append(deed)
            if not deed.linked:
                found += self._chain(chain, now)
                chain = []
        if chain:
            first = self._chain(chain, now, open_end=True)
            found += first
        return found

    def _chain(self, chain: list[Deed], now: datetime, *, open_end: bool = False) -> list[str]:
        ids = [stored_id(deed.payer, deed.id) for deed in chain]
        said = ["linked_failed"] * len(chain)
        if len(set(ids)) < len(ids):
            return [*said[:-1], "chain_open" if open_end else "transfer_id_used"]
        before = deepcopy((self.pages, self.lines))
        found = []
        for n, deed in enumerate(chain):
            last = n == len(chain) - 1
            one = "chain_open" if open_end and last else self._one(deed, now)
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

    def _one(self, deed: Deed, now: datetime) -> str:
        known = self.lines.get(stored_id(deed.payer, deed.id))
        if known is not None:
            return "again" if _same(known, deed) else "transfer_id_used"
        refused = self._refusal(deed, now)
        if refused is None:
            self._do(deed, now)
        return refused or "done"

    def _refusal(self, deed: Deed, now: datetime) -> str | None:
        whole = isinstance(deed, Post) and deed.amount is None
        if not isinstance(deed, Void) and not whole and not 0 < (deed.sum or 0) <= LARGEST:
            return "bad_amount"
        if deed.payer == deed.payee:
            return "same_account"
        payer, payee = self.pages.get(deed.payer), self.pages.get(deed.payee)
        if payer is None or payee is None:
            return "no_account"
        if payer.currency != payee.currency:
            return "currencies_differ"
        if isinstance(deed, Post | Void):
            return self._hold_refusal(deed, now, payer.closed or payee.closed)
        if isinstance(deed, Refund) and (refused := self._refund_refusal(deed)):
            return refused
        if payer.closed or payee.closed:
            return "account_closed"
        if payer.flags & OUT or payee.flags & IN:
            return "account_frozen"
        return self._limit_refusal(deed, payer, payee, now)

    def _hold_refusal(self, deed: Post | Void, now: datetime, closed: bool) -> str | None:
        line = self.lines.get(deed.hold)
        if line is None or not line.state:
            return "no_hold"
        if (line.deed.payer, line.deed.payee) != (deed.payer, deed.payee):
            return "hold_mismatch"
        if line.state == "resolved":
            return "hold_resolved"
        if isinstance(deed, Post):
            if line.expires is not None and line.expires <= now:
                return "hold_expired"
            if (deed.amount or 0) > line.amount:
                return "more_than_held"
            if closed:
                return "account_closed"
        return None

    def _refund_refusal(self, deed: Refund) -> str | None:
        line = self.lines.get(deed.of)
        if line is None or type(line.deed) not in (Transfer, Post):
            return "no_original"
        if (line.deed.payer, line.deed.payee) != (deed.payee, deed.payer):
            return "refund_mismatch"
        return "more_than_paid" if line.back + deed.amount > line.amount else None

    def _limit_refusal(self, deed: Deed, payer: Page, payee: Page, now: datetime) -> str | None:
        amount = deed.sum or 0
        bounded = not isinstance(deed, Refund)
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

    def _do(self, deed: Deed, now: datetime) -> None:
        payer, payee = self.pages[deed.payer], self.pages[deed.payee]
        amount, moves, line = deed.sum or 0, True, None
        if payer.spent_on != now.date():
            payer.spent, payer.spent_on = 0, now.date()
        if isinstance(deed, Post | Void):
            line = self.lines[deed.hold]
            given = 0 if isinstance(deed, Void) else deed.amount or line.amount
            line.state = "resolved"
            payer.held -= line.amount
            payee.incoming -= line.amount
            if line.at.date() == now.date():
                payer.spent -= line.amount - given
            moves, amount = isinstance(deed, Post), given or line.amount
        elif isinstance(deed, Refund):
            self.lines[deed.of].back += amount
        else:
            payer.spent += amount
        if isinstance(deed, Hold):
            payer.held += amount
            payee.incoming += amount
            moves = False
        if moves:
            payer.balance -= amount
            payee.balance += amount
        payer.entries += 1
        payee.entries += 1
        made = Line(
            deed, amount, now, (payer.entries, payee.entries), (payer.balance, payee.balance)
        )
        if isinstance(deed, Hold):
            made.state = "open"
            if deed.seconds is not None:
                made.expires = now + timedelta(seconds=deed.seconds)
        self.lines[stored_id(deed.payer, deed.id)] = made


def _same(line: Line, deed: Deed) -> bool:
    known = line.deed
    whole = isinstance(deed, Post) and deed.amount is None
    return (
        type(known) is type(deed)
        and (known.payer, known.payee, known.code) == (deed.payer, deed.payee, deed.code)
        and (known.about, known.seconds) == (deed.about, deed.seconds)
        and (isinstance(deed, Void) or whole or line.amount == deed.sum)
    )
