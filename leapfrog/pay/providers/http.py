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


@put("/pay/charges/{charge_id:uuid}")
async def begin_charge(
    town: TownIn, signed: SignedIn, charge_id: FromPath[UUID], data: JSONBody[ChargeInput]
) -> ChargeRow:
    """Fills one's wallet by the provider: pay at `checkout`, then come back."""
    return await charging.begin(town, signed.person_id, charge_id, data.amount, data.currency)


@post("/pay/charges/{charge_id:uuid}/look")
async def look_at_charge(town: TownIn, signed: SignedIn, charge_id: FromPath[UUID]) -> ChargeRow:
    return await charging.look(town, signed.person_id, charge_id)


@post("/pay/provider/webhook", status_code=204)
async def hear_provider(town: TownIn, request: AnyRequest) -> None:
    """Signed by the provider; needs no session."""
    body = await read_body(request, LARGEST)
    signature = headers_of(request).get(b"stripe-signature", b"").decode("latin-1")
    try:
        await charging.hear(town, body, signature)
    except ProviderFailed as cause:
        raise BadWebhook from cause


routes: list[HTTPRouteHandler] = [begin_charge, look_at_charge, hear_provider]
