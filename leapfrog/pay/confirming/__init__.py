"""Confirming: a person shows that it is them who pays, by a PIN or a passkey."""

from leapfrog.pay.confirming.access import (
    ConfirmationInput,
    ConsentIn,
    provide_consent,
    with_consent,
)
from leapfrog.pay.confirming.asking import code_limits
from leapfrog.pay.confirming.consents import Held, goes_unasked, hold, lock_confirmed, unasked_of
from leapfrog.pay.confirming.model import (
    CODE_COUNT,
    VOUCHED,
    CodeLimits,
    Consent,
    LockedSmall,
    Order,
    PaymentToConfirm,
    Small,
)

__all__ = [
    "CODE_COUNT",
    "VOUCHED",
    "CodeLimits",
    "ConfirmationInput",
    "Consent",
    "ConsentIn",
    "Held",
    "LockedSmall",
    "Order",
    "PaymentToConfirm",
    "Small",
    "code_limits",
    "goes_unasked",
    "hold",
    "lock_confirmed",
    "provide_consent",
    "unasked_of",
    "with_consent",
]
