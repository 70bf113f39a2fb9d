"""Confirming: a person shows that it is them who pays, by a PIN or a passkey."""

from leapfrog.pay.confirming.access import (
    ConfirmationInput,
    ConsentIn,
    provide_consent,
    with_consent,
)
from leapfrog.pay.confirming.asking import code_limits
from leapfrog.pay.confirming.consents import Held, hold
from leapfrog.pay.confirming.model import (
    CODE_COUNT,
    VOUCHED,
    CodeLimits,
    Consent,
    Order,
    PaymentToConfirm,
)

__all__ = [
    "CODE_COUNT",
    "VOUCHED",
    "CodeLimits",
    "ConfirmationInput",
    "Consent",
    "ConsentIn",
    "Held",
    "Order",
    "PaymentToConfirm",
    "code_limits",
    "hold",
    "provide_consent",
    "with_consent",
]
