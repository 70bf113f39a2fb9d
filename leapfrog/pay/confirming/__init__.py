"""Confirming: a person shows that it is them who pays, by a PIN or a passkey."""

from leapfrog.pay.confirming.asking import code_limits
from leapfrog.pay.confirming.consents import Held, hold
from leapfrog.pay.confirming.model import (
    CODE_COUNT,
    VOUCHED,
    CodeLimits,
    Consent,
    Order,
    PaymentToConfirm,
    given,
)

__all__ = [
    "CODE_COUNT",
    "VOUCHED",
    "CodeLimits",
    "Consent",
    "Held",
    "Order",
    "PaymentToConfirm",
    "code_limits",
    "given",
    "hold",
]
