"""Routes of shared bills."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get, patch, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.pay import ConfirmationInput, ConsentIn, town_has_money, with_consent
from leapfrog.splits import bills, paying, reminding, settling, showing, together
from leapfrog.splits.model import Part, SplitTerms
from leapfrog.splits.settling import SettlementPlan
from leapfrog.splits.showing import SplitCard, SplitView

ASKING = Limit("split", 60, 3600)


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
    confirmation: ConfirmationInput = None


class CaptureInput(Input, frozen=True):
    """`cover`: what is missing is paid by who asks."""

    cover: bool = False
    confirmation: ConfirmationInput = None


class SplitPatch(Input, frozen=True):
    """`quiet`: nobody is reminded of it any more."""

    quiet: bool


class NettingInput(Input, frozen=True):
    conversation_id: UUID


@get("/pay/splits", summary="Read own shared bills")
async def read_mine(db: DbIn, signed: SignedIn) -> Splits:
    """The bills in which one has still something to pay."""
    return Splits(await showing.mine(db, signed.person_id))


@put("/pay/splits/{split_id:uuid}", summary="Share a bill")
async def ask(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    split_id: FromPath[UUID],
    data: JSONBody[SplitInput],
) -> SplitView:
    """Shares a bill among people of a conversation, amounts in minor units. The same id again is
    the same bill. Raises `BadBill`, `CurrenciesDiffer`, `IntentOver`, `IntentPaid`,
    `MerchantClosed`, `MovedAway`, `MutedAll`, `NoAccount`, `NoConversation`, `NoCurrency`,
    `NoIntent`, `NoMerchant`, `NoSplit`, `NotContacts`, `NotMember`, `NotThere`, `OperationIdUsed`,
    `ReadOnly`, `RequestWaits`.
    """
    town.limit(ASKING, str(signed.person_id))
    asked = SplitTerms(**{name: getattr(data, name) for name in SplitTerms.__struct_fields__})
    await bills.split(db, signed.person_id, split_id, data.conversation_id, asked)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/parts", summary="Work out a shared bill", status_code=200)
async def read_parts(
    signed: SignedIn, split_id: FromPath[UUID], data: JSONBody[SplitInput]
) -> Parts:
    """What a bill of this id would come to for each, in minor units; nothing is kept. Raises
    `BadBill`.
    """
    total, parts = bills.parted(split_id, data)
    return Parts(total, parts)


@get("/pay/splits/{split_id:uuid}", summary="Read a shared bill")
async def read_split(db: DbIn, signed: SignedIn, split_id: FromPath[UUID]) -> SplitView:
    """A shared bill: who owes whom how much (minor units), and what is paid. Raises `NoSplit`."""
    return await showing.view(db, signed.person_id, split_id)


@patch("/pay/splits/{split_id:uuid}", summary="Change a shared bill")
async def change_split(
    db: DbIn, signed: SignedIn, split_id: FromPath[UUID], data: JSONBody[SplitPatch]
) -> SplitView:
    """Whether people are reminded of the bill; for who began it. Raises `NoSplit`, `NotYourBill`,
    `SplitOver`.
    """
    await reminding.set_quiet(db, signed.person_id, split_id, quiet=data.quiet)
    return await showing.view(db, signed.person_id, split_id)


@post(
    "/pay/splits/{split_id:uuid}/pay",
    summary="Pay own part",
    status_code=200,
    guards=[with_consent],
)
async def pay_part(
    db: DbIn,
    signed: SignedIn,
    split_id: FromPath[UUID],
    data: JSONBody[PartInput],
    consent: ConsentIn,
) -> SplitView:
    """Pays all that one owes in a shared bill; what is paid together is promised. Again, it is paid
    already. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`,
    `InsufficientFunds`, `IntentOver`, `IntentPaid`, `MerchantClosed`, `NoAccount`, `NoCurrency`,
    `NoIntent`, `NoMerchant`, `NoPin`, `NoSplit`, `NothingOwed`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `SplitOver`.
    """
    await paying.pay(db, signed.person_id, split_id, consent)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/take-back", summary="Take back a promise", status_code=200)
async def take_back(db: DbIn, signed: SignedIn, split_id: FromPath[UUID]) -> SplitView:
    """What one promised is free again, before all have promised. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `NoAccount`, `NoSplit`, `NothingOwed`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `SplitOver`.
    """
    await together.take_back(db, signed.person_id, split_id)
    return await showing.view(db, signed.person_id, split_id)


@post(
    "/pay/splits/{split_id:uuid}/capture",
    summary="Pay a bill together",
    status_code=200,
    guards=[with_consent],
)
async def capture(
    db: DbIn,
    signed: SignedIn,
    split_id: FromPath[UUID],
    data: JSONBody[CaptureInput],
    consent: ConsentIn,
) -> SplitView:
    """Who began the bill pays now what was promised, and covers what is missing. Again, it is paid
    already. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`,
    `InsufficientFunds`, `IntentOver`, `IntentPaid`, `MerchantClosed`, `NoAccount`, `NoCurrency`,
    `NoIntent`, `NoMerchant`, `NoPin`, `NoSplit`, `NotComplete`, `NotYourBill`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `SplitOver`.
    """
    cover = consent if data.cover else None
    await together.capture(db, signed.person_id, split_id, cover)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/remind", summary="Remind of a bill", status_code=200)
async def remind(db: DbIn, signed: SignedIn, split_id: FromPath[UUID]) -> SplitView:
    """Reminds those who still owe something, by who asked for it or by whom it is owed to. Raises
    `NoSplit`, `NotYourBill`, `NothingOwed`, `RemindedLately`, `SplitOver`.
    """
    await reminding.remind(db, signed.person_id, split_id)
    return await showing.view(db, signed.person_id, split_id)


@post("/pay/splits/{split_id:uuid}/cancel", summary="Cancel a shared bill", status_code=200)
async def cancel_split(db: DbIn, signed: SignedIn, split_id: FromPath[UUID]) -> SplitView:
    """Nobody has to pay any more; what was paid stays paid, promises are free. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `NoAccount`, `NoSplit`,
    `NotYourBill`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `SplitOver`.
    """
    await paying.cancel(db, signed.person_id, split_id)
    return await showing.view(db, signed.person_id, split_id)


@post(
    "/pay/splits/{split_id:uuid}/debts/{n:int}/cash",
    summary="Mark a debt as settled",
    status_code=200,
)
async def mark_cash(
    db: DbIn,
    signed: SignedIn,
    split_id: FromPath[UUID],
    n: Annotated[int, PathParameter(description="The number of the debt in its bill.")],
) -> SplitView:
    """Whom it is owed to has it some other way, such as in cash. Raises `NoSplit`, `NotYourBill`,
    `NothingOwed`, `SplitOver`.
    """
    await paying.mark_cash(db, signed.person_id, split_id, n)
    return await showing.view(db, signed.person_id, split_id)


@get("/pay/debts/{conversation_id:uuid}", summary="Read a settlement plan")
async def read_plan(db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID]) -> SettlementPlan:
    """Who owes whom in a conversation (minor units), and how it is settled with the fewest
    payments. Raises `NoSplit`.
    """
    return await settling.plan(db, signed.person_id, conversation_id)


@put("/pay/splits/{split_id:uuid}/netting", summary="Net open bills")
async def net(
    db: DbIn, signed: SignedIn, split_id: FromPath[UUID], data: JSONBody[NettingInput]
) -> SplitView:
    """Puts one bill with the fewest payments in the place of all open ones of a conversation.
    Raises `MovedAway`, `MutedAll`, `NoConversation`, `NoSplit`, `NotContacts`, `NotMember`,
    `NothingToNet`, `OperationIdUsed`, `ReadOnly`, `RequestWaits`.
    """
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
