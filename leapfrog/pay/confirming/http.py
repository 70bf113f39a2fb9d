"""Routes of PINs, confirmations, limits, and of freezing one's wallet."""

from typing import Annotated

import msgspec
from litestar import get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from leapfrog.identity import Proof, SignedIn, VerifiedPasskey, own_device
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.pay.confirming import asking, proving
from leapfrog.pay.confirming.access import ConfirmingInput, Secret
from leapfrog.pay.confirming.model import Amount, Confirmation, Safety


class PaymentProofInput(Input, frozen=True):
    """A password, or a passkey's answer to a `sign_in` challenge."""

    password: Secret | None = None
    passkey: VerifiedPasskey | None = None

    @property
    def proof(self) -> Proof:
        return Proof(self.password, self.passkey)


class PinInput(PaymentProofInput, frozen=True, kw_only=True):
    """`pin`: six digits."""

    pin: Annotated[str, msgspec.Meta(max_length=32)]


class LimitsInput(PaymentProofInput, frozen=True, kw_only=True):
    """Amounts in minor units, see `Safety`."""

    step_up: Amount
    small_once: Amount
    small_daily: Amount
    code_once: Amount
    code_daily: Amount


@get("/pay/safety", summary="Read payment safety")
async def read_safety(db: DbIn, signed: SignedIn) -> Safety:
    """Whether the wallet has a PIN, and up to which amounts (minor units) nothing more is asked."""
    return await asking.safety(db, signed.person_id)


@put("/pay/safety", summary="Change payment safety", guards=[own_device])
async def change_safety(town: TownIn, signed: SignedIn, data: JSONBody[LimitsInput]) -> Safety:
    """Sets up to which amounts (minor units) a payment asks for nothing more, with a proof. Raises
    `NotConfirmed`, `OverCodeLimit`.
    """
    wanted = Safety(
        True, data.step_up, data.small_once, data.small_daily, data.code_once, data.code_daily
    )
    return await proving.set_limits(town, signed, wanted, data.proof)


@put("/pay/pin", status_code=204, guards=[own_device])
async def set_pin(town: TownIn, signed: SignedIn, data: JSONBody[PinInput]) -> None:
    """Sets or changes the PIN of one's wallet, with a proof. What was confirmed before counts no
    longer. Raises `NotConfirmed`, `WeakPin`.
    """
    await proving.set_pin(town, signed, data.pin, data.proof)


@post("/pay/confirmations", summary="Confirm a payment", guards=[own_device])
async def confirm(town: TownIn, signed: SignedIn, data: JSONBody[ConfirmingInput]) -> Confirmation:
    """Confirms one order by PIN, passkey or password. The answered token goes with the payment that
    follows, and is spent by it. Raises `ConfirmationNeeded`, `NoPin`, `NotConfirmed`, `NotFound`,
    `PinThrottled`, `WrongPin`.
    """
    return await proving.confirm(town, signed, data.given)


@put("/pay/freeze", summary="Freeze own wallet", status_code=204)
async def freeze(db: DbIn, signed: SignedIn) -> None:
    """From any device, also a borrowed one: nothing can be paid from one's wallet any more. Raises
    `NoAccount`, `NoCurrency`.
    """
    await proving.freeze(db, signed.person_id)


@post("/pay/unfreeze", summary="Unfreeze own wallet", status_code=204, guards=[own_device])
async def unfreeze(town: TownIn, signed: SignedIn, data: JSONBody[PaymentProofInput]) -> None:
    """One can pay from one's wallet again; needs a proof. Raises `NoAccount`, `NoCurrency`,
    `NotConfirmed`.
    """
    await proving.unfreeze(town, signed, data.proof)


routes: list[HTTPRouteHandler] = [
    read_safety,
    change_safety,
    set_pin,
    confirm,
    freeze,
    unfreeze,
]
