"""Routes of charges, and where the provider tells what came of them."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, Input, TownIn, headers_of, read_body
from leapfrog.pay.errors import BadWebhook
from leapfrog.pay.providers import charging
from leapfrog.pay.providers.model import ProviderFailed
from leapfrog.pay.providers.store import ChargeRow

LARGEST = 256 * 1024


class ChargeInput(Input, frozen=True):
    amount: int
    currency: Annotated[str, msgspec.Meta(max_length=3)]


@put("/pay/charges/{charge_id:uuid}", summary="Begin a top-up")
async def begin_charge(
    town: TownIn, signed: SignedIn, charge_id: FromPath[UUID], data: JSONBody[ChargeInput]
) -> ChargeRow:
    """Fills one's wallet by the payment provider (minor units): pay at `checkout`, then come back.
    The same id again is the same one. Raises `BadAmount`, `CurrenciesDiffer`, `NotInThisMode`,
    `OperationIdUsed`, `ProviderUnavailable`.
    """
    return await charging.begin(town, signed.person_id, charge_id, data.amount, data.currency)


@post("/pay/charges/{charge_id:uuid}/look", summary="Look at a top-up")
async def look_at_charge(town: TownIn, signed: SignedIn, charge_id: FromPath[UUID]) -> ChargeRow:
    """Asks the payment provider how a top-up went, and books it when it was paid. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `NoAccount`, `NoCharge`,
    `NoCurrency`, `NotInThisMode`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`,
    `ProviderUnavailable`.
    """
    return await charging.look(town, signed.person_id, charge_id)


@post("/pay/provider/webhook", summary="Hear the payment provider", status_code=204)
async def hear_provider(town: TownIn, request: AnyRequest) -> None:
    """What the payment provider tells of payments, signed by it; needs no session. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `BadWebhook`, `InsufficientFunds`, `NoAccount`,
    `NoCurrency`, `NotInThisMode`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`,
    `ProviderUnavailable`, `TooLarge`.
    """
    body = await read_body(request, LARGEST)
    signature = headers_of(request).get(b"stripe-signature", b"").decode("latin-1")
    try:
        await charging.hear(town, body, signature)
    except ProviderFailed as cause:
        raise BadWebhook from cause


routes: list[HTTPRouteHandler] = [begin_charge, look_at_charge, hear_provider]
