"""Routes of the desk: agreements with other towns, and what is owed and settled."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import wallet
from leapfrog.clearing import agreements, netting, store, store_partners
from leapfrog.clearing.agreements import WantedTerms, digest_of
from leapfrog.clearing.errors import NoPartner
from leapfrog.clearing.model import Partner, Stopped, Terms
from leapfrog.clearing.store_partners import DaySums, Settlement
from leapfrog.fediverse import site
from leapfrog.identity import SignedIn, check_fresh, operator_only
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.pay import desk_only
from leapfrog.wallet import LARGEST

Amount = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
Positive = Annotated[int, msgspec.Meta(ge=1, le=LARGEST)]


class TermsInput(Input, frozen=True):
    """What this town wants to agree on, amounts in minor units: what each may owe the other, what
    one payment and all of a day may be, the day of the month on which the rest is paid by bank, and
    this town's own account.
    """

    we_may_owe: Amount
    they_may_owe: Amount
    once: Positive
    daily: Positive
    netting_day: Annotated[int, msgspec.Meta(ge=1, le=28)]
    iban: Annotated[str, msgspec.Meta(max_length=50)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=70)]


class SignInput(Input, frozen=True):
    """`digest`: SHA-256, in hex, of the terms as they were shown."""

    digest: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class SignedTerms(msgspec.Struct, frozen=True):
    """Terms that a town signed; `digest`: by which both compare them."""

    digest: str
    we_may_owe: int
    they_may_owe: int
    once: int
    daily: int
    netting_day: int
    our_iban: str
    their_iban: str
    our_name: str
    their_name: str


class PartnerView(msgspec.Struct, frozen=True):
    """An agreement as the desk sees it. `owed`: above zero what they owe this town, below it what
    this town owes them; `stopped`: why payments do not go; `waiting`: payments on their way.
    """

    domain: str
    currency: str
    exponent: int
    in_force: SignedTerms | None
    ours: SignedTerms | None
    theirs: SignedTerms | None
    owed: int
    stopped: Stopped | None
    waiting: int
    days: list[DaySums]
    settlements: list[Settlement]
    changed_at: datetime


class Partners(msgspec.Struct, frozen=True):
    """All agreements, by the domain of the other town."""

    partners: list[PartnerView]


@get("/pay/partners", summary="List agreements with towns", guards=[desk_only])
async def list_partners(db: DbIn, signed: SignedIn) -> Partners:
    """Agreements about money with other towns, what is owed, and how far they agree; for the desk.
    Raises `NoAccount`.
    """
    return Partners([await _view(db, one) for one in await store_partners.everyone(db)])


@get("/pay/partners/{domain:str}", summary="Read an agreement with a town", guards=[desk_only])
async def read_partner(db: DbIn, signed: SignedIn, domain: FromPath[str]) -> PartnerView:
    """What two towns agreed on about money, and what each owes. Raises `NoAccount`, `NoPartner`."""
    found = await store_partners.one(db, domain.lower())
    if found is None:
        raise NoPartner
    return await _view(db, found)


@put("/pay/partners/{domain:str}", summary="Propose terms to a town", guards=[operator_only])
async def propose(
    db: DbIn, signed: SignedIn, domain: FromPath[str], data: JSONBody[TermsInput]
) -> PartnerView:
    """Signs terms for the town, and tells the other one; they are in force once it signs the same.
    Needs a fresh proof. Raises `BadIban`, `CreditInUse`, `InvalidTerms`, `NoAccount`, `NoCurrency`,
    `NoPartner`, `ProofNeeded`.
    """
    await check_fresh(db, signed)
    wanted = WantedTerms(**msgspec.structs.asdict(data))
    return await _view(db, await agreements.propose(db, signed.person_id, domain.lower(), wanted))


@post("/pay/partners/{domain:str}/sign", summary="Sign a town's terms", guards=[operator_only])
async def sign(
    db: DbIn, signed: SignedIn, domain: FromPath[str], data: JSONBody[SignInput]
) -> PartnerView:
    """Signs what the other town signed. Needs a fresh proof. Raises `CreditInUse`,
    `CurrenciesDiffer`, `InvalidTerms`, `NoAccount`, `NoCurrency`, `NoPartner`, `ProofNeeded`,
    `TermsChanged`.
    """
    await check_fresh(db, signed)
    found = await agreements.sign(db, signed.person_id, domain.lower(), data.digest)
    return await _view(db, found)


@post(
    "/pay/partners/{domain:str}/stop", summary="Stop payments with a town", guards=[operator_only]
)
async def stop(db: DbIn, signed: SignedIn, domain: FromPath[str]) -> PartnerView:
    """No more payments between the two; what is on its way goes back. Raises `NoAccount`,
    `NoPartner`.
    """
    return await _view(db, await agreements.stop(db, signed.person_id, domain.lower()))


@post("/pay/partners/{domain:str}/resume", summary="Resume payments", guards=[operator_only])
async def resume(db: DbIn, signed: SignedIn, domain: FromPath[str]) -> PartnerView:
    """Payments with a town go again, by an operator who has looked. Needs a fresh proof. Raises
    `NoAccount`, `NoPartner`, `ProofNeeded`.
    """
    await check_fresh(db, signed)
    return await _view(db, await agreements.resume(db, signed.person_id, domain.lower()))


@post("/pay/partners/{domain:str}/settle", summary="Settle with a town", guards=[desk_only])
async def settle(db: DbIn, signed: SignedIn, domain: FromPath[str]) -> PartnerView:
    """Proposes to the other town that it pays now what it owes; none where it owes nothing.
    Raises `NoAccount`, `NoPartner`, `NoSettlement`.
    """
    await netting.look(db, domain.lower(), on_demand=True)
    found = await store_partners.one(db, domain.lower())
    if found is None:
        raise NoPartner
    return await _view(db, found)


@post("/pay/settlements/{settlement_id:uuid}/file", summary="File a settlement", guards=[desk_only])
async def file_settlement(
    db: DbIn, town: TownIn, signed: SignedIn, settlement_id: FromPath[UUID]
) -> Response[bytes]:
    """The pain.001 with which this town's bank pays what it owes; the same again is the same file.
    Raises `NoBankAccount`, `NoSettlement`.
    """
    made = await netting.file(db, town.settings, signed.person_id, settlement_id)
    headers = {"content-disposition": f'attachment; filename="settlement-{settlement_id.hex}.xml"'}
    return Response(made, media_type="application/xml", headers=headers)


async def _view(db: Db, one: Partner) -> PartnerView:
    here = await site(db)
    domain = here.domain if here else ""
    terms = one.agreed
    any_terms = one.terms or one.mine or one.theirs
    said = msgspec.json.decode(any_terms, type=Terms) if any_terms else None
    balance = (await wallet.balance(db, one.account_id)).balance if one.account_id else 0
    return PartnerView(
        domain=one.domain,
        currency=said.currency if said else "",
        exponent=said.exponent if said else 0,
        in_force=_signed(terms, one.terms, domain, one.domain),
        ours=_read(one.mine, domain, one.domain),
        theirs=_read(one.theirs, domain, one.domain),
        owed=-balance,
        stopped=one.stopped,
        waiting=len(await store.unsettled(db, one.domain)),
        days=await store_partners.days(db, one.domain),
        settlements=await store_partners.settlements(db, one.domain),
        changed_at=one.changed_at,
    )


def _read(text: str | None, here: str, there: str) -> SignedTerms | None:
    return _signed(msgspec.json.decode(text, type=Terms), text, here, there) if text else None


def _signed(terms: Terms | None, text: str | None, here: str, there: str) -> SignedTerms | None:
    if terms is None or text is None:
        return None
    (our_iban, our_name), (their_iban, their_name) = terms.account_of(here), terms.account_of(there)
    return SignedTerms(
        digest=digest_of(text),
        we_may_owe=terms.may_owe(here),
        they_may_owe=terms.may_owe(there),
        once=terms.once,
        daily=terms.daily,
        netting_day=terms.netting_day,
        our_iban=our_iban,
        their_iban=their_iban,
        our_name=our_name,
        their_name=their_name,
    )


routes: list[HTTPRouteHandler] = [
    list_partners,
    read_partner,
    propose,
    sign,
    stop,
    resume,
    settle,
    file_settlement,
]
