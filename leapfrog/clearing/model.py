"""Money between towns: what two towns agree on, a payment from one to the other, and what follows
from each thing that can happen to it. Amounts are whole minor units. No I/O.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

import msgspec
from msgspec import Meta

from leapfrog.pay import PaymentCard
from leapfrog.wallet import LARGEST

Amount = Annotated[int, Meta(ge=1, le=LARGEST)]
Sum = Annotated[int, Meta(ge=0, le=LARGEST)]
Direction = Literal["out", "in"]
PaymentState = Literal[
    "held", "paid", "refused", "shown", "taken", "received", "declined", "returned"
]
RequestState = Literal["waiting", "paid", "declined", "cancelled"]
Stopped = Literal["desk", "books_differ", "unpaid"]

# How long the payer's money waits: for somebody who has to accept it, and for what goes at once.
GIFT, AT_ONCE = timedelta(hours=24), timedelta(seconds=60)
# So long after that the payee's town gives up what nobody took, or asks again what became of it.
LATER, SELDOM = timedelta(hours=1), timedelta(days=7)
LONGEST_NOTE = 100
# After so long without a decision who is paid may leave the town for good without it.
UNDECIDED = timedelta(days=30)
# Of what may be owed, this much is settled before the day of the month comes.
SETTLE_AT = 80
WORKING_DAYS = 10
NAMESPACE = UUID("3f0a5ad8-0c6c-5f9f-9d0e-3c1f0a1c7b52")

# What happens to a payment, and what comes of it. `out`: in the town of who pays, which alone
# decides; `in`: in that of who is paid. None: nothing happens. The letter is what the other town is
# told. docs/between-towns.md shows the same table.
Happening = Literal[
    "take", "no", "late", "cancel", "ask", "proof", "done", "void", "decline", "accept", "leave"
]
Letter = Literal["take", "no", "done", "void", "proof"] | None


class PaymentStep(msgspec.Struct, frozen=True):
    """`state`: what it is from now on, None as before; `money`: what the books do; `letter`: what
    the other town is told.
    """

    state: PaymentState | None = None
    money: Literal["post", "void", "transfer"] | None = None
    letter: Letter = None


NOTHING = PaymentStep()
TABLE: Mapping[tuple[PaymentState, Happening], PaymentStep] = {
    # in the town of who pays
    ("held", "take"): PaymentStep("paid", "post", "done"),
    ("held", "no"): PaymentStep("refused", "void"),
    ("held", "late"): PaymentStep("returned", "void", "void"),
    ("held", "cancel"): PaymentStep("returned", "void", "void"),
    ("held", "proof"): PaymentStep("paid", "post"),
    ("paid", "take"): PaymentStep(letter="done"),
    ("paid", "no"): PaymentStep(letter="done"),
    ("paid", "ask"): PaymentStep(letter="done"),
    ("returned", "take"): PaymentStep(letter="void"),
    ("returned", "ask"): PaymentStep(letter="void"),
    ("returned", "proof"): PaymentStep("paid", "transfer"),
    ("refused", "take"): PaymentStep(letter="void"),
    ("refused", "ask"): PaymentStep(letter="void"),
    ("refused", "proof"): PaymentStep("paid", "transfer"),
    # in the town of who is paid
    ("shown", "accept"): PaymentStep("taken", letter="take"),
    ("shown", "decline"): PaymentStep("declined", "void", "no"),
    ("shown", "void"): PaymentStep("returned", "void"),
    ("shown", "late"): PaymentStep("returned", "void"),
    ("shown", "done"): PaymentStep("received", "post"),
    ("taken", "done"): PaymentStep("received", "post"),
    ("taken", "void"): PaymentStep("returned", "void"),
    ("taken", "ask"): PaymentStep(letter="take"),
    ("taken", "leave"): PaymentStep("returned", "void"),
    ("received", "void"): PaymentStep(letter="proof"),
    ("received", "ask"): PaymentStep(letter="proof"),
    ("returned", "done"): PaymentStep("received", "transfer"),
    ("declined", "ask"): PaymentStep(letter="no"),
}


def step(state: PaymentState, happening: Happening) -> PaymentStep:
    """What comes of it; nothing where the table has no row."""
    return TABLE.get((state, happening), NOTHING)


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What two towns agree on; `a` is the one whose domain comes first by the alphabet. Amounts are
    minor units: what each may owe the other at most, what one payment, and all of a day in one
    direction, may be. `netting_day`: of each month, on which what is owed is paid by bank.
    """

    a: str
    b: str
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]
    exponent: Annotated[int, Meta(ge=0, le=4)]
    a_may_owe: Sum
    b_may_owe: Sum
    once: Amount
    daily: Amount
    netting_day: Annotated[int, Meta(ge=1, le=28)]
    a_iban: Annotated[str, Meta(max_length=34)] = ""
    b_iban: Annotated[str, Meta(max_length=34)] = ""
    a_name: Annotated[str, Meta(max_length=70)] = ""
    b_name: Annotated[str, Meta(max_length=70)] = ""
    v: Literal[1] = 1

    def may_owe(self, domain: str) -> int:
        """What this town may owe the other one."""
        return self.a_may_owe if domain == self.a else self.b_may_owe

    def account_of(self, domain: str) -> tuple[str, str]:
        """(IBAN, name) of a town's bank account."""
        return (self.a_iban, self.a_name) if domain == self.a else (self.b_iban, self.b_name)


class Partner(msgspec.Struct, frozen=True):
    """A town and what was signed with it; see migration 0402."""

    domain: str
    mine: str | None
    mine_sig: str | None
    theirs: str | None
    theirs_sig: str | None
    terms: str | None
    account_id: int | None
    stopped: Stopped | None
    told_on: date | None
    changed_at: datetime

    @property
    def agreed(self) -> Terms | None:
        return msgspec.json.decode(self.terms, type=Terms) if self.terms else None


class TownPayment(msgspec.Struct, frozen=True):
    """A payment from one town to another, as this one keeps it; see migration 0402."""

    id: UUID
    wire_id: UUID
    domain: str
    direction: Direction
    person_id: UUID
    other_id: UUID
    amount: int
    currency: str
    note: str
    at_once: bool
    state: PaymentState
    code: str | None
    of_id: UUID | None
    request_id: UUID | None
    hold_id: UUID
    operation_id: UUID | None
    payer: int
    payee: int
    take: str | None
    receipt: str | None
    decided_at: datetime | None
    until: datetime
    made_at: datetime
    ended_at: datetime | None

    @property
    def ref(self) -> str:
        return f"clearing:payment:{self.id}"

    @property
    def giver_id(self) -> UUID:
        return self.person_id if self.direction == "out" else self.other_id

    @property
    def taker_id(self) -> UUID:
        return self.other_id if self.direction == "out" else self.person_id


class TownRequest(msgspec.Struct, frozen=True):
    """Money that is asked for across towns; see migration 0403."""

    id: UUID
    wire_id: UUID
    domain: str
    direction: Direction
    person_id: UUID
    other_id: UUID
    amount: int
    currency: str
    note: str
    state: RequestState
    made_at: datetime
    ended_at: datetime | None

    @property
    def ref(self) -> str:
        return f"clearing:request:{self.id}"

    @property
    def asker_id(self) -> UUID:
        return self.person_id if self.direction == "out" else self.other_id

    @property
    def payer_id(self) -> UUID:
        return self.other_id if self.direction == "out" else self.person_id


class TownMoney(PaymentCard, frozen=True, kw_only=True):
    """Amounts are minor units, `exponent` digits of them after the point; `town`: the domain of the
    other town.
    """

    id: UUID
    from_id: UUID
    from_name: str
    to_id: UUID
    to_name: str
    town: str
    amount: int
    currency: str
    exponent: int
    note: str
    made_at: datetime
    ended_at: datetime | None


class TownPaymentCard(TownMoney, frozen=True, kw_only=True, tag="town_payment"):
    """A payment to or from another town. `code`: why that town refused it; `until`: when it comes
    back by itself; `gives_back`: it is a refund; `left`: what of it can still be given back by who
    got it.
    """

    state: PaymentState
    at_once: bool
    code: str | None
    until: datetime
    gives_back: bool
    left: int


class TownRequestCard(TownMoney, frozen=True, kw_only=True, tag="town_request"):
    """A request for money between two towns: from whom it is to come, and to whom."""

    state: RequestState


class OfferBody(msgspec.Struct, frozen=True):
    """`of`: the payment of the other direction that it gives back; `request`: what it pays."""

    id: UUID
    amount: Amount
    currency: Annotated[str, Meta(max_length=3)]
    until: datetime
    note: Annotated[str, Meta(max_length=400)] = ""
    at_once: bool = False
    of: UUID | None = None
    request: UUID | None = None


class HomeBody(OfferBody, frozen=True, kw_only=True):
    """Money of somebody who lives in the other town now, by their pid."""

    pid: str


class MoneyAskBody(msgspec.Struct, frozen=True):
    """What somebody asks for."""

    id: UUID
    amount: Amount
    currency: Annotated[str, Meta(max_length=3)]
    note: Annotated[str, Meta(max_length=400)] = ""


class IdBody(msgspec.Struct, frozen=True):
    """Which one; `code`: why not; `sig`: of the town that takes it; `receipt`: of the town that
    pays.
    """

    id: UUID
    code: Annotated[str, Meta(max_length=60)] = ""
    sig: Annotated[str, Meta(max_length=200)] = ""
    receipt: dict[str, Any] = {}


class SumsBody(msgspec.Struct, frozen=True):
    """What the people of a town paid the other one's on a day (UTC): how many payments, how much,
    and the hash of them (`sums_head`).
    """

    day: date
    count: Annotated[int, Meta(ge=0, le=10**9)]
    total: Sum
    head: Annotated[str, Meta(max_length=64)]


def local_id(domain: str, wire_id: UUID, what: str) -> UUID:
    """By what this town calls what came from another one: nobody there can choose it."""
    return uuid5(NAMESPACE, f"{what}:{domain}:{wire_id}")


def sums_head(payments: Iterable[tuple[UUID, int]]) -> str:
    """SHA-256, in hex, of the lines `id amount` of all payments, by id."""
    lines = "".join(
        f"{one} {amount}\n" for one, amount in sorted(payments, key=lambda p: str(p[0]))
    )
    return hashlib.sha256(lines.encode()).hexdigest()


class PaymentSide(msgspec.Struct, frozen=True):
    """The town of who pays or is paid, and who they are in all towns."""

    domain: str
    pid: str


def take_said(one: OfferBody, payer: PaymentSide, payee: PaymentSide) -> dict[str, Any]:
    """What the town that takes a payment signs."""
    said: dict[str, Any] = {"kind": "leapfrog.pay.take", "id": str(one.id), "amount": one.amount}
    said |= {"currency": one.currency, "from": payer.domain, "to": payee.domain}
    return said | {"payer": payer.pid, "payee": payee.pid}


def receipt_said(take: Mapping[str, Any], sig: str, at: datetime) -> dict[str, Any]:
    """What the town that pays signs once it has decided: all that the other one signed, its
    signature, and when.
    """
    return {**take, "kind": "leapfrog.pay.receipt", "take": sig, "at": at.isoformat()}


def working_days_after(start: datetime, days: int) -> datetime:
    """So many days from Monday to Friday later; holidays are the banks' own."""
    found = start
    while days:
        found += timedelta(days=1)
        days -= found.weekday() < 5
    return found
