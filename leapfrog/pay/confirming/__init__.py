"""Confirming: a person shows that it is them who pays, by a PIN or a passkey."""

from leapfrog.pay.confirming.consents import Held, hold
from leapfrog.pay.confirming.model import VOUCHED, Consent, Order, Payment, given

__all__ = ["VOUCHED", "Consent", "Held", "Order", "Payment", "given", "hold"]
