"""Agreements of two operators: what each town may owe the other. In force once both signed the
very same text; until a new one is, the one of before holds.
"""

import hashlib
from typing import Any
from uuid import UUID

import msgspec
import rfc8785

from leapfrog import pay, towns, wallet
from leapfrog.clearing import letters, store_partners
from leapfrog.clearing.errors import InvalidTerms, NoPartner, TermsChanged
from leapfrog.clearing.model import Partner, Terms
from leapfrog.fediverse import site
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.towns import TownSaidOfMoney
from leapfrog.wallet import AccountLimits, NewAccount


class WantedTerms(msgspec.Struct, frozen=True):
    """What the desk of this town wants; see `Terms`. `iban`, `name`: of this town's own account."""

    we_may_owe: int
    they_may_owe: int
    once: int
    daily: int
    netting_day: int
    iban: str
    name: str


async def partner(db: Db, domain: str) -> Partner | None:
    """How far this town and the one at `domain` agree about payments; None where neither has
    proposed anything.
    """
    return await store_partners.one(db, domain)


async def propose(db: Db, by: UUID, domain: str, wanted: WantedTerms) -> Partner:
    """Signs terms of payments between two towns and tells the other town, whose bank account is
    taken from what it signed last. Raises `NoMoney`, `NoPartner` for a town with which this one
    does not speak, `BadIban`, `InvalidTerms`, `CreditInUse`.
    """
    here = await _here(db)
    if domain == here or not await towns.spoken(db, domain):
        raise NoPartner
    iban = pay.checked_iban(wanted.iban)
    money = await pay.money_terms(db)
    if money.mode != "units":
        raise InvalidTerms("Only a town that issues its units itself settles by bank.")
    await towns.line_to(db, domain)
    found = await store_partners.make(db, domain)
    theirs = _read(found.theirs).account_of(domain) if found.theirs else ("", "")
    first = here < domain
    ours = (iban, " ".join(plain(wanted.name).split()))
    said = {
        "a": min(here, domain),
        "b": max(here, domain),
        "currency": money.currency,
        "exponent": money.exponent,
        "a_may_owe": wanted.we_may_owe if first else wanted.they_may_owe,
        "b_may_owe": wanted.they_may_owe if first else wanted.we_may_owe,
        "once": wanted.once,
        "daily": wanted.daily,
        "netting_day": wanted.netting_day,
    }
    said |= dict(zip(("a_iban", "a_name"), ours if first else theirs, strict=True))
    said |= dict(zip(("b_iban", "b_name"), theirs if first else ours, strict=True))
    try:
        terms = msgspec.convert(said, Terms)
    except msgspec.ValidationError as why:
        raise InvalidTerms(str(why)) from None
    return await _sign(db, by, found, terms)


async def sign(db: Db, by: UUID, domain: str, digest: str) -> Partner:
    """Signs the terms that the other town signed; `digest`: the SHA-256 (hex) of that text, as the
    operator has seen it. Raises `NoPartner`, `TermsChanged`, `InvalidTerms` where an account is not
    named, `CurrenciesDiffer`, `CreditInUse`.
    """
    await towns.line_to(db, domain)
    found = await store_partners.lock(db, domain)
    if found is None or found.theirs is None:
        raise NoPartner
    if digest_of(found.theirs) != digest:
        raise TermsChanged
    terms = _read(found.theirs)
    money = await pay.money_terms(db)
    if (terms.currency, terms.exponent) != (money.currency, money.exponent):
        raise wallet.CurrenciesDiffer
    if not _whole(terms):
        raise InvalidTerms("One of the two towns has not named its bank account yet.")
    return await _sign(db, by, found, terms)


async def heard(db: Db, event: TownSaidOfMoney) -> None:
    """The other town signed terms. In force where they are the same as those of this town."""
    body = msgspec.convert(event.body, _TermsBody)
    here = await _here(db)
    if (body.terms.a, body.terms.b) != (min(here, event.domain), max(here, event.domain)):
        raise InvalidTerms("between other towns")
    if not await towns.signed_by_town(db, event.domain, _said(body.terms), body.sig):
        raise InvalidTerms("not signed by that town")
    found = await store_partners.make(db, event.domain)
    heard = msgspec.structs.replace(found, theirs=text_of(body.terms), theirs_sig=body.sig)
    await store_partners.put(db, await _in_force(db, heard, None))


async def stop(db: Db, by: UUID, domain: str) -> Partner:
    """Payments with a town stop; what is on its way comes back. Raises `NoPartner`."""
    found = await _agreed(db, domain)
    await pay.note_at_desk(db, by, "partner", None, f"{domain}: stopped")
    return await store_partners.stop(db, found, "desk")


async def resume(db: Db, by: UUID, domain: str) -> Partner:
    """They go again; whoever let differing books stand answers for it. Raises `NoPartner`."""
    found = await _agreed(db, domain)
    await pay.note_at_desk(db, by, "partner", None, f"{domain}: on again ({found.stopped})")
    return await store_partners.stop(db, found, None)


class _TermsBody(msgspec.Struct, frozen=True):
    terms: Terms
    sig: str


async def _agreed(db: Db, domain: str) -> Partner:
    await towns.line_to(db, domain)
    found = await store_partners.lock(db, domain)
    if found is None or found.terms is None:
        raise NoPartner
    return found


async def _sign(db: Db, by: UUID, found: Partner, terms: Terms) -> Partner:
    iban, name = terms.account_of(found.domain)
    if iban and not _payable(iban, name):
        raise InvalidTerms("The other town's bank account is none that could be paid.")
    sig = await towns.sign_as_town(db, _said(terms))
    signed = msgspec.structs.replace(found, mine=text_of(terms), mine_sig=sig)
    signed = await _in_force(db, signed, by)
    await store_partners.put(db, signed)
    await pay.note_at_desk(db, by, "partner", None, f"{found.domain}: {digest_of(text_of(terms))}")
    body = {"terms": msgspec.to_builtins(terms), "sig": sig}
    await letters.tell(db, found.domain, "pay.terms", body)
    return signed


async def _in_force(db: Db, found: Partner, by: UUID | None) -> Partner:
    """Both signed the same, and both name a bank account: the account's limits are those."""
    if found.mine is None or found.mine != found.theirs or found.mine == found.terms:
        return found
    terms = _read(found.mine)
    if not _whole(terms):
        return found
    here = await _here(db)
    limits = AccountLimits(credit=terms.may_owe(found.domain), most=terms.may_owe(here))
    new = NewAccount("system", None, "clearing", terms.currency, found.domain, limits)
    account_id = await wallet.open_account(db, new)
    now = await wallet.account(db, account_id)
    # What they owe already, they owe; nothing is added to it before it is below the new limit.
    used = max(limits.credit or 0, now.held - now.balance)
    limits = msgspec.structs.replace(limits, credit=used)
    await wallet.set_limits(db, account_id, limits, by, f"agreement with {found.domain}")
    return msgspec.structs.replace(found, terms=found.mine, account_id=account_id)


async def _here(db: Db) -> str:
    found = await site(db)
    if found is None:
        raise NoPartner
    return found.domain


def _whole(terms: Terms) -> bool:
    return bool(terms.a_iban and terms.b_iban)


def _payable(iban: str, name: str) -> bool:
    """Whether a bank can be told of that account: the other town wrote what it liked."""
    try:
        fits = pay.checked_iban(iban) == iban
    except pay.BadIban:
        return False
    line = " ".join(plain(name).split())
    return fits and line == name and (not name or any(one.isalnum() for one in name))


def _said(terms: Terms) -> dict[str, Any]:
    return {"kind": "leapfrog.pay.terms", "terms": msgspec.to_builtins(terms)}


def text_of(terms: Terms) -> str:
    """Terms as both towns sign and compare them."""
    return rfc8785.dumps(msgspec.to_builtins(terms)).decode()


def digest_of(text: str) -> str:
    """The SHA-256 (hex) of the text of an agreement, which people of both towns compare before they
    sign.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def _read(text: str) -> Terms:
    return msgspec.json.decode(text, type=Terms)
