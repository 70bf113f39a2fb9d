"""Settling: what is owed is paid by bank, on the day of the month that was agreed or when much of a
limit is used. The town to which something is owed proposes; the other one agrees to what it owes
itself, and pays; the first one's bank says that it came.
"""

import hashlib
from typing import Annotated, Any
from uuid import UUID

import msgspec
import structlog
from msgspec import Meta

from leapfrog import pay, towns, wallet
from leapfrog.clearing import letters, store_partners, sums
from leapfrog.clearing.errors import NoSettlement
from leapfrog.clearing.events import SettlementUnpaid
from leapfrog.clearing.model import (
    SETTLE_AT,
    WORKING_DAYS,
    Amount,
    Partner,
    Terms,
    working_days_after,
)
from leapfrog.clearing.store_partners import Settlement
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.timers import schedule
from leapfrog.pay import BankMoneyCame, BankTransfer
from leapfrog.towns import TownSaidOfMoney
from leapfrog.wallet import Posted, Reason, Transfer

UNPAID = "clearing.unpaid"
log = structlog.get_logger()


class SettlementWaits(Exception):
    """What came by bank cannot be booked yet. The reaction is tried again: it is no refusal."""


class ProposeBody(msgspec.Struct, frozen=True):
    """What the one that proposes is owed, and the hash of what its people were paid that day."""

    id: UUID
    amount: Amount
    currency: Annotated[str, Meta(max_length=3)]
    head: Annotated[str, Meta(max_length=64)]


class SettlementBody(msgspec.Struct, frozen=True):
    """Which one."""

    id: UUID


async def look(db: Db, domain: str, *, on_demand: bool = False) -> Settlement | None:
    """Proposes what is owed to this town, where it is time, or a desk wants it, and nothing is open
    yet. Raises `NoSettlement` for a desk that is owed nothing.
    """
    await towns.line_to(db, domain)
    found = await store_partners.lock(db, domain)
    terms = found.agreed if found else None
    if found is None or terms is None or found.account_id is None:
        return None
    before = await store_partners.open_settlement(db, domain)
    owed = -(await wallet.balance(db, found.account_id)).balance
    due = db.now.day == terms.netting_day or owed * 100 >= terms.may_owe(domain) * SETTLE_AT
    if before:
        if before.state == "proposed":
            # Perhaps the other town came back from a backup, and has forgotten what it was asked.
            await _ask(db, before)
        return before
    if on_demand and owed <= 0:
        raise NoSettlement
    return await _propose(db, found, terms, owed) if owed > 0 and (due or on_demand) else None


async def _propose(db: Db, found: Partner, terms: Terms, owed: int) -> Settlement:
    today = await sums.of(db, found.domain, "in", db.now.date())
    said = f"{found.domain} {owed} {terms.currency} {today.head} {db.now.isoformat()}"
    made_id = UUID(bytes=hashlib.sha256(said.encode()).digest()[:16])
    made = Settlement(
        id=made_id,
        domain=found.domain,
        owing=False,
        amount=owed,
        currency=terms.currency,
        state="proposed",
        due_at=None,
        operation_id=None,
        made_at=db.now,
        ended_at=None,
    )
    await store_partners.add_settlement(db, made)
    await _ask(db, made)
    return made


async def _ask(db: Db, one: Settlement) -> None:
    today = await sums.of(db, one.domain, "in", db.now.date())
    body: dict[str, Any] = msgspec.to_builtins(
        ProposeBody(one.id, one.amount, one.currency, today.head)
    )
    await letters.tell(db, one.domain, "clear.propose", body)


async def proposed(db: Db, event: TownSaidOfMoney) -> None:
    """The other town is owed that, it says: agreed to as far as this one owes it by its own
    books.
    """
    body = msgspec.convert(event.body, ProposeBody)
    found = await store_partners.one(db, event.domain)
    terms = found.agreed if found else None
    known = await store_partners.lock_settlement(db, body.id)
    if known:
        if known.owing and known.domain == event.domain:
            await _tell(db, known, "agree")
        return
    owing = 0
    if found and found.account_id is not None:
        owing = (await wallet.balance(db, found.account_id)).balance
    open_one = await store_partners.open_settlement(db, event.domain)
    fits = terms is not None and terms.currency == body.currency and body.amount <= owing
    if not fits or open_one:
        await letters.tell(db, event.domain, "clear.no", {"id": str(body.id)})
        return
    due = working_days_after(db.now, WORKING_DAYS)
    made = Settlement(
        id=body.id,
        domain=event.domain,
        owing=True,
        amount=body.amount,
        currency=body.currency,
        state="agreed",
        due_at=due,
        operation_id=None,
        made_at=db.now,
        ended_at=None,
    )
    await store_partners.add_settlement(db, made)
    await schedule(db, UNPAID, str(made.id), due)
    await _tell(db, made, "agree")


async def agreed(db: Db, event: TownSaidOfMoney) -> None:
    """The other town will pay by bank."""
    found = await _theirs(db, event)
    if found and not found.owing and found.state == "proposed":
        due = working_days_after(db.now, WORKING_DAYS)
        await _change(db, found, state="agreed", due_at=due)
        await schedule(db, UNPAID, str(found.id), due)


async def refused(db: Db, event: TownSaidOfMoney) -> None:
    """It does not owe that, it says; the next look proposes anew."""
    found = await _theirs(db, event)
    if found and not found.owing and found.state == "proposed":
        await _change(db, found, state="refused", ended_at=db.now)


async def file(db: Db, settings: Settings, by: UUID, settlement_id: UUID) -> bytes:
    """A pain.001 for the bank, of what this town owes; made again it has the same ids, so that the
    bank pays it once. Raises `NoSettlement`, `NoBankAccount`.
    """
    found = await store_partners.lock_settlement(db, settlement_id)
    if found is None or not found.owing or found.state not in ("agreed", "filed", "unpaid"):
        raise NoSettlement
    if not settings.bank_iban:
        raise pay.NoBankAccount
    partner = await store_partners.one(db, found.domain)
    terms = partner.agreed if partner else None
    if terms is None:
        raise NoSettlement
    iban, name = terms.account_of(found.domain)
    if found.state == "agreed":
        await _change(db, found, state="filed")
        await pay.note_at_desk(db, by, "partner", None, f"{found.domain}: file {found.id.hex}")
    transfer = BankTransfer(found.id, found.amount, iban, name or found.domain)
    return pay.pain(settings, found.currency, found.id, [transfer], db.now.date())


async def bank_money_is_placed(db: Db, event: BankMoneyCame) -> None:
    """A reaction to a line of a bank's statement in suspense: one that bears the reference of a
    settlement and exactly its amount pays it. Anything else stays in suspense.
    """
    said = "".join(event.text.lower().split())
    for one in await store_partners.waiting_settlements(db):
        if one.id.hex in said and one.amount == event.amount:
            await _came(db, one, event)
            return


async def _came(db: Db, seen: Settlement, event: BankMoneyCame) -> None:
    await towns.line_to(db, seen.domain)
    partner = await store_partners.lock(db, seen.domain)
    found = await store_partners.lock_settlement(db, seen.id)
    if partner is None or partner.account_id is None or found is None:
        return
    if found.state not in ("agreed", "unpaid"):
        return
    if not await pay.bank_line_placed(db, event.line_id, found.amount):
        return
    suspense = await pay.town_account(db, "suspense", "bank")
    await _book(db, found, suspense.id, partner.account_id)
    await _go_again(db, partner)
    await _tell(db, found, "paid")


async def paid_there(db: Db, event: TownSaidOfMoney) -> None:
    """The other town's bank says that it came: booked here as well."""
    found = await _theirs(db, event)
    partner = await store_partners.one(db, event.domain)
    if found is None or partner is None or partner.account_id is None:
        return
    if not found.owing or found.state not in ("agreed", "filed", "unpaid"):
        return
    bank = await pay.town_account(db, "issuer", "bank")
    await _book(db, found, partner.account_id, bank.id)
    await _go_again(db, partner)


async def unpaid(db: Db, ref: str, _body: Any) -> None:
    """A timer: not paid in ten working days. Nothing more is owed then, in either direction."""
    seen = await store_partners.lock_settlement(db, UUID(ref))
    if seen and seen.state in ("agreed", "filed"):
        await announce(db, SettlementUnpaid(seen.id, seen.domain))


async def settlement_is_unpaid(db: Db, event: SettlementUnpaid) -> None:
    """A reaction to a settlement that was not paid in its time: tells the other town, if it is
    still so. Locks the line to that town before the settlement.
    """
    if await _unpaid(db, event.domain, event.settlement_id):
        await letters.tell(db, event.domain, "clear.unpaid", {"id": str(event.settlement_id)})


async def unpaid_there(db: Db, event: TownSaidOfMoney) -> None:
    """The other town waits in vain for what this one owes it."""
    found = await _theirs(db, event)
    if found and found.owing:
        await _unpaid(db, event.domain, found.id)


async def _unpaid(db: Db, domain: str, settlement_id: UUID) -> bool:
    await towns.line_to(db, domain)
    partner = await store_partners.lock(db, domain)
    found = await store_partners.lock_settlement(db, settlement_id)
    if partner is None or found is None or found.domain != domain:
        return False
    if found.state not in ("agreed", "filed"):
        return False
    log.error("clearing_unpaid", domain=domain, settlement=str(found.id))
    await _change(db, found, state="unpaid")
    if partner.stopped is None:
        await store_partners.stop(db, partner, "unpaid")
    return True


async def _go_again(db: Db, partner: Partner) -> None:
    if partner.stopped == "unpaid":
        await store_partners.stop(db, partner, None)


async def _book(db: Db, found: Settlement, payer: int, payee: int) -> None:
    operation = Transfer(
        id=derived_id(found.id, "settled"),
        payer=payer,
        payee=payee,
        amount=found.amount,
        code=Reason.PAY_OUT if found.owing else Reason.TOP_UP,
        ref=found.id,
    )
    [result] = await wallet.post(db, [operation])
    if isinstance(result, Problem):
        # What was paid the other way meanwhile leaves no room in a limit: tried until there is.
        raise SettlementWaits(f"{found.domain} {found.id}: {result.code}")
    assert isinstance(result, Posted)
    await _change(db, found, state="paid", operation_id=result.id, ended_at=db.now)


async def _change(db: Db, found: Settlement, **now: Any) -> None:
    await store_partners.change_settlement(db, msgspec.structs.replace(found, **now))


async def _theirs(db: Db, event: TownSaidOfMoney) -> Settlement | None:
    body = msgspec.convert(event.body, SettlementBody)
    found = await store_partners.lock_settlement(db, body.id)
    return found if found and found.domain == event.domain else None


async def _tell(db: Db, one: Settlement, word: str) -> None:
    await letters.tell(db, one.domain, f"clear.{word}", {"id": str(one.id)})
