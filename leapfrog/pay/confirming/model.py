"""How somebody confirms that they pay."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from leapfrog.identity import VerifiedPasskey
from leapfrog.pay.errors import WeakPin
from leapfrog.wallet import LARGEST

Way = Literal["pin", "passkey", "password"]
Use = Literal[
    "transfer", "packet", "bill", "cover", "pay_out", "shop", "machine", "ride", "tickets", "order"
]
LIFE = timedelta(minutes=5)
# Above so many whole units a PIN that somebody may have looked at is not enough.
STEP_UP = 500
# A code that is shown pays without asking up to these, and so many times a day; people may want
# less.
CODE_ONCE, CODE_DAILY, CODE_COUNT = 5_000, 15_000, 10
MOST_TRIES = 5
# After those, one more each time that this is over, four times as long each time, up to a day.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)

Amount = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
RISING = "01234567890"


class Safety(msgspec.Struct, frozen=True):
    """How a person's money is kept safe, amounts in minor units.

    `step_up`: above it a passkey is asked, or PIN and password; `small_once`: up to it nothing is
    asked, until a day's payments of that kind are `small_daily` in sum; `code_once`, `code_daily`:
    the same for a payment code that a shop reads, at most `code_count` times a day. 0: always
    asked.
    """

    pin: bool
    step_up: int
    small_once: int
    small_daily: int
    code_once: int = CODE_ONCE
    code_daily: int = CODE_DAILY
    code_count: int = CODE_COUNT


class CodeLimits(msgspec.Struct, frozen=True):
    """What a payment code pays without asking, once and in sum a day."""

    once: int
    daily: int


class Kept(msgspec.Struct, frozen=True):
    """A person's row: `pin` is its hash; where `step_up` or a limit of codes is None, it is the
    town's.
    """

    pin: str | None = None
    step_up: int | None = None
    small_once: int = 0
    small_daily: int = 0
    code_once: int | None = None
    code_daily: int | None = None

    @property
    def codes(self) -> CodeLimits:
        once = CODE_ONCE if self.code_once is None else self.code_once
        daily = CODE_DAILY if self.code_daily is None else self.code_daily
        return CodeLimits(min(once, CODE_ONCE), min(daily, CODE_DAILY))


class Order(msgspec.Struct, frozen=True):
    """A payment order: in which way (`use`), under which `id`, `to` whom, and how much.

    `id` is that of the transfer, packet, bill, pay-out, payment at a till or of orders, sale, ride,
    or order of tickets; `to` that of the person (`transfer`), conversation (`packet`), bill
    (`bill`, `cover`), shop (`shop`), machine (`machine`), show (`tickets`), or driver (`ride`;
    empty where nobody knows yet who will drive), for a `pay_out` the IBAN without spaces, or
    `cash`, and for an `order` the digest of the quote, which names all shops.
    What is confirmed is good for this order alone (PSD2, RTS article 5: dynamic linking).
    """

    use: Use
    id: UUID
    to: Annotated[str, msgspec.Meta(max_length=64)]
    amount: Annotated[int, msgspec.Meta(ge=1, le=LARGEST)]


class Confirming(msgspec.Struct, frozen=True):
    """What somebody confirms, and with what; with the `password` beside it, a PIN is as strong as a
    passkey.
    """

    order: Order
    pin: str | None = None
    passkey: VerifiedPasskey | None = None
    password: str | None = None


class Confirmation(msgspec.Struct, frozen=True):
    """Goes once with the payment that was confirmed, from this session, until `expires_at` or the
    next new PIN.
    """

    token: str
    expires_at: datetime


class ProvenOrder(msgspec.Struct, frozen=True):
    """An order of which somebody has shown on a device that it is theirs."""

    person_id: UUID
    session_id: UUID
    order: Order

    def covers(self, one: "PaymentToConfirm") -> bool:
        """Whether it is this payment that was confirmed, on this device, by whoever pays."""
        who = (one.payer_id, one.consent.session_id)
        return (self.person_id, self.session_id) == who and self.order == one.order


class Confirmed(ProvenOrder, frozen=True):
    """A confirmation as it is kept."""

    token_hash: bytes


class Consent(msgspec.Struct, frozen=True):
    """With what somebody wants a payment to go. `token`: of a `Confirmation` in this session;
    `proven`: what they proved with this very request. Without either it goes only if it is small
    enough, and never from a `borrowed` computer. `vouched`: nobody is asked, for what the town
    itself does.
    """

    session_id: UUID | None = None
    token: str | None = None
    borrowed: bool = False
    vouched: bool = False
    proven: ProvenOrder | None = None


VOUCHED = Consent(vouched=True)


class PaymentToConfirm(msgspec.Struct, frozen=True):
    """Money that is about to leave somebody's wallet account."""

    payer_id: UUID
    consent: Consent
    order: Order


class Small(msgspec.Struct):
    """What somebody may pay today without being asked, and did; as in `Safety`."""

    once: int = 0
    daily: int = 0
    spent: int = 0

    def covers(self, amount: int) -> bool:
        return amount <= self.once and self.spent + amount <= self.daily


class LockedSmall(msgspec.Struct, frozen=True):
    """What each of several people may pay today without being asked, once and in sum, and did, as
    `pay_lock_small` answers it; of nobody all are None.
    """

    people: list[UUID] | None
    once: list[int] | None
    daily: list[int] | None
    spent: list[int] | None

    def by_person(self) -> dict[UUID, Small]:
        columns = zip(self.once or (), self.daily or (), self.spent or (), strict=True)
        rows = zip(self.people or (), columns, strict=True)
        return {person: Small(*row) for person, row in rows}


def check_pin(pin: str) -> None:
    """Raises `WeakPin`."""
    digits = len(pin) == 6 and pin.isascii() and pin.isdigit()
    if not digits or len(set(pin)) == 1 or pin in RISING or pin in RISING[::-1]:
        raise WeakPin
