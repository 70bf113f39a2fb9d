"""Providers: licensed houses that hold people's money and move it; the town keeps the books of
what they hold.
"""

from leapfrog.pay.providers.fake import FakeStripe
from leapfrog.pay.providers.model import Charge, Provider, ProviderFailed, WebhookEvent
from leapfrog.pay.providers.stripe import Stripe

__all__ = ["Charge", "FakeStripe", "Provider", "ProviderFailed", "Stripe", "WebhookEvent"]
