"""`leapfrog fake-provider`: a provider of payments that is none, for trying a town out."""

from argparse import ArgumentParser, Namespace

from leapfrog import pay
from leapfrog.kernel.settings import Settings, SettingsError


def arguments(parser: ArgumentParser) -> None:
    parser.set_defaults(run=fake_provider)


def fake_provider(settings: Settings, _asked: Namespace) -> int:
    """Serves until it is told to stop, with the key and the secret that the town has. Raises
    `SettingsError` where one of them is missing.
    """
    if not settings.stripe_key or not settings.stripe_webhook_secret:
        raise SettingsError("LEAPFROG_STRIPE_KEY and LEAPFROG_STRIPE_WEBHOOK_SECRET: set both")
    webhook = f"http://127.0.0.1:{settings.port}/api/v1/pay/provider/webhook"
    keys = (settings.stripe_key, settings.stripe_webhook_secret)
    with pay.FakeStripe(0, *keys, webhook) as till:
        print(f"LEAPFROG_STRIPE_URL={till.address}", flush=True)
        till.serve_forever()
    return 0
