"""Every place that a trade can be in, and the shortest way there."""

from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from leapfrog.escrow import refunding, rules
from leapfrog.escrow.actions import (
    Agree,
    Appeal,
    AskRefund,
    Cancel,
    Collect,
    Confirm,
    EscrowAction,
    Extend,
    Forfeit,
    GiveBack,
    GotBack,
    Judge,
    Pay,
    PayBalance,
    Refuse,
    SendBack,
    Ship,
    Tick,
    Withdraw,
)
from leapfrog.escrow.model import START, TIMES, Deposit, Escrow, EscrowTerms, Place, Role
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id

BEGAN = datetime(2026, 11, 24, 9, tzinfo=UTC)
AMOUNT, DEPOSIT = 1_000, 200
OPENS, CLOSES = BEGAN + timedelta(hours=1), BEGAN + timedelta(days=20)
TERMS = replace(TIMES["parcel"], settle=timedelta(days=1))
# What is tried everywhere: of each action what fits one place or another.
TRIED: tuple[EscrowAction, ...] = (
    Pay(),
    PayBalance(),
    Forfeit(),
    Cancel(),
    Ship(400),
    Ship(AMOUNT),
    Confirm(),
    Extend(timedelta(days=2)),
    AskRefund(100, 100),
    AskRefund(100),
    AskRefund(100, 100, returns=True),
    AskRefund(100, returns=True),
    AskRefund(600, 600),
    AskRefund(AMOUNT, AMOUNT),
    AskRefund(AMOUNT),
    Withdraw(),
    Agree(),
    Refuse(),
    SendBack(),
    GotBack(),
    Appeal(),
    GiveBack(50, 50),
    GiveBack(50),
    GiveBack(AMOUNT, AMOUNT),
    Judge(40, 60),
    Judge(0, AMOUNT, whole=True),
    Judge(AMOUNT, 0, whole=True),
    Collect(10),
    Tick(),
)
ROLES: tuple[Role, ...] = ("buyer", "seller", "town")


class Leg(msgspec.Struct, frozen=True):
    """One step of a way, at a moment; `broke`: the seller's account is empty then."""

    role: Role
    action: EscrowAction
    at: datetime
    broke: bool = False


class Way(msgspec.Struct, frozen=True):
    """A trade that was begun with or without a deposit, and how it came to stand as it does."""

    terms: EscrowTerms
    legs: tuple[Leg, ...]
    there: Escrow

    @property
    def place(self) -> Place:
        return self.there.state, self.there.refund

    @property
    def now(self) -> datetime:
        return self.legs[-1].at if self.legs else BEGAN


def terms(*, deposit: bool) -> EscrowTerms:
    """Between nobody yet."""
    return EscrowTerms(
        id=new_id(),
        of="tests:order:1",
        kind="parcel",
        buyer_id=new_id(),
        seller_id=new_id(),
        seller_account=2,
        amount=AMOUNT,
        fee_bp=250,
        times=TERMS,
        deposit=Deposit(DEPOSIT, OPENS, CLOSES, lost=True) if deposit else None,
    )


def begun(one: EscrowTerms) -> Escrow:
    """As `begin` makes it."""
    part = one.deposit
    return Escrow(
        id=one.id,
        of=one.of,
        kind=one.kind,
        buyer_id=one.buyer_id,
        seller_id=one.seller_id,
        currency="EUR",
        account=3,
        buyer_account=1,
        seller_account=one.seller_account,
        fee_account=4,
        amount=one.amount,
        fee_bp=one.fee_bp,
        deposit=part.amount if part else 0,
        balance_from=part.opens if part else None,
        balance_by=part.closes if part else None,
        deposit_lost=bool(part and part.lost),
        times=one.agreed_times,
        due_at=BEGAN + one.agreed_times.pay_within,
        created_at=BEGAN,
        changed_at=BEGAN,
    )


def legs_from(way: Way) -> list[Leg]:
    """What may be tried next: everything a moment later, and the clock when it is due."""
    soon = way.now + timedelta(hours=2)
    found = [
        Leg(role, action, soon, broke)
        for action in TRIED
        for role in ROLES
        for broke in (False, True)
        if not isinstance(action, Tick)
    ]
    if way.there.due_at:
        found.append(Leg("town", Tick(), max(soon, way.there.due_at)))
    return found


def taken(escrow: Escrow, leg: Leg) -> Escrow | None:
    """What becomes of a trade by it; None where it is refused, or nothing is different for want of
    money.
    """
    try:
        done = rules.step(escrow, leg.action, leg.role, leg.at)
    except Problem:
        return None
    if not leg.broke:
        return done.after
    back = sum(move.amount for move in done.moves if move.word == "return")
    if not back or escrow.refund == "owed":
        return None
    return refunding.owing(replace(escrow, step=done.after.step), back, leg.at)


def ways() -> dict[Place, Way]:
    """The shortest one to every place that can be reached at all."""
    first = [terms(deposit=False), terms(deposit=True)]
    left = [Way(one, (), begun(one)) for one in first]
    found: dict[Place, Way] = {START: left[0]}
    seen = {_kind(way) for way in left}
    while left:
        way = left.pop(0)
        for leg in legs_from(way):
            after = taken(way.there, leg)
            if after is None:
                continue
            next_way = Way(way.terms, (*way.legs, leg), after)
            if _kind(next_way) not in seen:
                seen.add(_kind(next_way))
                found.setdefault(next_way.place, next_way)
                left.append(next_way)
    return found


def _kind(way: Way) -> tuple[object, ...]:
    """What makes two trades different for what can follow."""
    one = way.there
    sums = (one.paid, one.refunded > 0, one.released > 0, one.unsent > 0, one.unsent == one.rest)
    return (*way.place, *sums, one.returns, one.sent_back, bool(one.deposit))
