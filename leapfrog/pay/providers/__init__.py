"""Providers: licensed houses that hold people's money and move it; the town keeps the books of
what they hold.
"""

from leapfrog.pay.providers.fake import Till
from leapfrog.pay.providers.model import Charge, Provider, ProviderFailed, Told
from leapfrog.pay.providers.stripe import Stripe

__all__ = ["Charge", "Provider", "ProviderFailed", "Stripe", "Till", "Told"]
