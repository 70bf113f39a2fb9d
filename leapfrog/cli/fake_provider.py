"""`leapfrog fake-provider`: a provider of payments that is none, for trying a town out."""

from leapfrog import pay
from leapfrog.kernel.settings import Settings


def fake_provider(settings: Settings) -> int:
    """Serves until it is told to stop, with the key and the secret that the town has."""
    webhook = f"http://127.0.0.1:{settings.port}/api/v1/pay/provider/webhook"
    with pay.providers.Till(
        0, settings.stripe_key, settings.stripe_webhook_secret, webhook
    ) as till:
        print(f"LEAPFROG_STRIPE_URL={till.address}", flush=True)
        till.serve_forever()
    return 0
