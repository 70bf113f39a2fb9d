"""What a request that makes money go brings along: a confirmation, or what confirms it."""

from typing import Annotated, Any, TypeAlias

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from leapfrog.identity import Principal, VerifiedPasskey, own_device
from leapfrog.kernel.http import AnyRequest, Input, Town
from leapfrog.pay.confirming import proving
from leapfrog.pay.confirming.model import Confirming, Consent, Order

Secret = Annotated[str, msgspec.Meta(max_length=500)]


class OrderInput(Order, Input, frozen=True):
    __doc__ = Order.__doc__


class ConfirmingInput(Input, frozen=True):
    """The payment that is to be made, and a PIN or a passkey; above one's step-up limit the PIN
    comes with the password.
    """

    order: OrderInput
    pin: Annotated[str, msgspec.Meta(max_length=32)] | None = None
    passkey: VerifiedPasskey | None = None
    password: Secret | None = None

    @property
    def given(self) -> Confirming:
        one = self.order
        order = Order(one.use, one.id, one.to, one.amount)
        return Confirming(order, self.pin, self.passkey, self.password)


# The token of a `Confirmation`, or what `POST /pay/confirmations` takes, for which no request more
# is needed then; neither where the amount needs none. It is `with_consent` that reads it.
ConfirmationInput: TypeAlias = ConfirmingInput | Annotated[str, msgspec.Meta(max_length=100)] | None
ConsentIn = NamedDependency[Consent]


class PaymentBody(msgspec.Struct, frozen=True):
    """What all bodies of payments have."""

    confirmation: ConfirmationInput = None


PAYMENT_BODY = msgspec.json.Decoder(PaymentBody)


async def with_consent(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """A guard for routes that make money go: never from a borrowed computer; what confirms it and
    came along is looked at before the request has a connection to the database, which it would hold
    meanwhile. Raises `ConfirmationNeeded`, `NoMoney`, `NoPin`, `NotConfirmed`, `OwnDeviceNeeded`,
    `PinThrottled`, `RateLimited`, `WrongPin`.
    """
    own_device(connection, handler)
    assert isinstance(connection, Request)
    town: Town = connection.app.state.town
    state = connection.scope["state"]
    signed: Principal = state["signed"]
    brought = await _brought(connection)
    if isinstance(brought, ConfirmingInput):
        state["consent"] = await proving.consent(town, signed, brought.given)
    else:
        state["consent"] = Consent(signed.session_id, brought, signed.borrowed)


async def _brought(request: AnyRequest) -> ConfirmationInput:
    body = await request.body()
    if b"confirmation" not in body and b"\\" not in body:
        # Not even in another spelling (RFC 8259, 7).
        return None
    try:
        return PAYMENT_BODY.decode(body).confirmation
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # The handler reads all of it, and says what is wrong.
        return None


def provide_consent(request: AnyRequest) -> Consent:
    """With what the payment may go, as `with_consent` found."""
    found: Consent = request.scope["state"]["consent"]
    return found
