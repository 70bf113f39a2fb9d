"""`leapfrog fake-provider`: a provider of payments that is none, for trying a town out."""

from leapfrog.kernel.settings import Settings
from leapfrog.pay import providers


def fake_provider(settings: Settings) -> int:
    """Serves until it is told to stop, with the key and the secret that the town has."""
    webhook = f"http://127.0.0.1:{settings.port}/api/v1/pay/provider/webhook"
    with providers.FakeStripe(
        0, settings.stripe_key, settings.stripe_webhook_secret, webhook
    ) as till:
        print(f"LEAPFROG_STRIPE_URL={till.address}", flush=True)
        till.serve_forever()
    return 0
