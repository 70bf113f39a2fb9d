"""Confirming: a person shows that it is them who pays, by a PIN or a passkey."""

from leapfrog.pay.confirming.asking import check

__all__ = ["check"]
