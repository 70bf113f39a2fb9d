"""Routes of shared bills."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get, patch, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.pay import consent_given, town_has_money
from leapfrog.splits import bills, paying, reminding, settling, showing, together
from leapfrog.splits.model import Part, SplitTerms
from leapfrog.splits.settling import SettlementPlan
from leapfrog.splits.showing import SplitCard, SplitView

ASKING = Limit("split", 60, 3600)
Token = Annotated[str, msgspec.Meta(max_length=100)] | None


class SplitInput(SplitTerms, Input, frozen=True, kw_only=True):
    """A bill to be shared in a conversation, in minor units."""

    conversation_id: UUID


class Parts(msgspec.Struct, frozen=True):
    """What each one's part would be."""

    total: int
    parts: list[Part]


class Splits(msgspec.Struct, frozen=True):
    """The newest first."""

    splits: list[SplitCard]


class PartInput(Input, frozen=True):
    confirmation: Token = None


class CaptureInput(Input, frozen=True):
    """`cover`: what is missing is paid by who asks."""

    cover: bool = False
    confirmation: Token = None


class SplitPatch(Input, frozen=True):
    """`quiet`: nobody is reminded of it any more."""

    quiet: bool


class NettingInput(Input, frozen=True):
    conversation_id: UUID


@get("/pay/splits")
async def read_mine(db: DbIn, signed: SignedIn) -> Splits:
    """Those in which one has still something to pay."""
    return Splits(await showing.mine(db, signed.person_id))


@put("/pay/splits/{split_id:uuid}")
async def ask(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    split_id: FromPath[UUID],
    data: JSONBody[SplitInput],
) -> SplitView:
    if town.settings.rate_limits:
        town.limiter.take(ASKING, str(signed.person_id))
    asked = SplitTerms(**{name: getattr(data, name) for name in SplitTerms.__struct_fields__})
    await bills.split(db, signed.person_id, split_id, data.conversation_id, asked)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/parts", status_code=200)
async def read_parts(
    signed: SignedIn, split_id: FromPath[UUID], data: JSONBody[SplitInput]
) -> Parts:
    """What a bill of this id would come to for each; nothing is kept."""
    total, parts = bills.parted(split_id, data)
    return Parts(total, parts)


@get("/pay/splits/{split_id:uuid}")
async def read_split(db: DbIn, signed: SignedIn, split_id: FromPath[UUID]) -> SplitView:
    return await showing.view(db, signed.person_id, split_id)


@patch("/pay/splits/{split_id:uuid}")
async def change_split(
    db: DbIn, signed: SignedIn, split_id: FromPath[UUID], data: JSONBody[SplitPatch]
) -> SplitView:
    await reminding.set_quiet(db, signed.person_id, split_id, quiet=data.quiet)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/pay", status_code=200, guards=[own_device])
async def pay_part(
    db: DbIn, signed: SignedIn, split_id: FromPath[UUID], data: JSONBody[PartInput]
) -> SplitView:
    """All that one owes in it; what is paid together is promised."""
    consent = consent_given(signed, data.confirmation)
    await paying.pay(db, signed.person_id, split_id, consent)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/take-back", status_code=200)
async def take_back(db: DbIn, signed: SignedIn, split_id: FromPath[UUID]) -> SplitView:
    await together.take_back(db, signed.person_id, split_id)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/capture", status_code=200, guards=[own_device])
async def capture(
    db: DbIn, signed: SignedIn, split_id: FromPath[UUID], data: JSONBody[CaptureInput]
) -> SplitView:
    """Who began pays now what was promised, and covers what is missing."""
    cover = consent_given(signed, data.confirmation) if data.cover else None
    await together.capture(db, signed.person_id, split_id, cover)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/remind", status_code=200)
async def remind(db: DbIn, signed: SignedIn, split_id: FromPath[UUID]) -> SplitView:
    await reminding.remind(db, signed.person_id, split_id)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/cancel", status_code=200)
async def cancel_split(db: DbIn, signed: SignedIn, split_id: FromPath[UUID]) -> SplitView:
    await paying.cancel(db, signed.person_id, split_id)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/debts/{n:int}/cash", status_code=200)
async def mark_cash(
    db: DbIn, signed: SignedIn, split_id: FromPath[UUID], n: FromPath[int]
) -> SplitView:
    """Whom it is owed to has it some other way."""
    await paying.mark_cash(db, signed.person_id, split_id, n)
    return await showing.view(db, signed.person_id, split_id)


@get("/pay/debts/{conversation_id:uuid}")
async def read_plan(db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID]) -> SettlementPlan:
    """Who owes whom in a conversation, and how it is settled with the fewest payments."""
    return await settling.plan(db, signed.person_id, conversation_id)


@put("/pay/splits/{split_id:uuid}/netting")
async def net(
    db: DbIn, signed: SignedIn, split_id: FromPath[UUID], data: JSONBody[NettingInput]
) -> SplitView:
    """Puts one bill with the fewest payments in the place of all open ones."""
    await settling.net(db, signed.person_id, split_id, data.conversation_id)
    return await showing.view(db, signed.person_id, split_id)


handlers: list[HTTPRouteHandler] = [
    read_mine,
    ask,
    read_parts,
    read_split,
    change_split,
    pay_part,
    take_back,
    capture,
    remind,
    cancel_split,
    mark_cash,
    read_plan,
    net,
]
routes = [Router("/", route_handlers=handlers, guards=[town_has_money])]
