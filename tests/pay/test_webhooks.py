"""A webhook makes the town ask its provider: what that answers is booked."""

from collections.abc import Iterator

import httpx
import msgspec
import pytest

from leapfrog.cli.main import main
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.outgoing import Outgoing
from leapfrog.kernel.settings import Settings
from leapfrog.pay.providers import FakeStripe, ProviderFailed, Stripe
from tests.contacts.conftest import Join
from tests.matrix import unchanged
from tests.pay.acts import balance, code, ok
from tests.pay.stripe import KEY, WEBHOOK, event, fake_stripe, of_provider, signed

SUCCEEDED = ("payment_intent.succeeded", "succeeded")


@pytest.fixture
def provider() -> Iterator[FakeStripe]:
    with fake_stripe() as running:
        yield running


@pytest.fixture
def settings(settings: Settings, provider: FakeStripe, request: pytest.FixtureRequest) -> Settings:
    made = of_provider(settings, provider.address)
    if request.function is test_without_a_secret_no_webhook_is_believed:
        return msgspec.structs.replace(made, stripe_webhook_secret="")
    return made


async def begin(amina: httpx.AsyncClient, amount: int) -> tuple[str, str]:
    """The id of a new charge, and where it is paid."""
    charge = str(new_id())
    body = {"amount": amount, "currency": "EUR"}
    return charge, ok(await amina.put(f"/pay/charges/{charge}", json=body))["checkout"]


async def pay(checkout: str) -> None:
    async with httpx.AsyncClient() as browser:
        assert (await browser.get(checkout)).status_code == 303


async def test_a_signed_success_books_nothing_that_the_provider_does_not_confirm(
    join: Join, clock: FixedClock, settings: Settings
) -> None:
    amina = await join("amina")
    charge, checkout = await begin(amina, 10_000_000)
    for kind, status in (SUCCEEDED, ("payment_intent.amount_capturable_updated",) * 2):
        told = event(charge, 10_000_000, kind, status)
        async with unchanged(settings.database_url or ""):
            ok(await amina.post(WEBHOOK, content=told, headers=signed(told, clock.now())))
    await pay(checkout)
    told = event(charge, 10_000_000, *SUCCEEDED)
    ok(await amina.post(WEBHOOK, content=told, headers=signed(told, clock.now())))
    assert await balance(amina) == (10_000_000, 0, 0)


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 899},
        {"currency": "jpy"},
        {"status": "succeeded", "amount_received": 1},
        {"status": "processing"},
    ],
)
async def test_another_amount_or_currency_at_the_provider_books_nothing(
    join: Join,
    clock: FixedClock,
    settings: Settings,
    provider: FakeStripe,
    other: dict[str, object],
) -> None:
    amina = await join("amina")
    charge, checkout = await begin(amina, 900)
    await pay(checkout)
    [intent] = provider.intents.values()
    intent.update(other)
    told = event(charge, 900, *SUCCEEDED)
    async with unchanged(settings.database_url or ""):
        ok(await amina.post(WEBHOOK, content=told, headers=signed(told, clock.now())))
        assert ok(await amina.post(f"/pay/charges/{charge}/look"))["state"] == "open"


async def test_a_provider_that_does_not_answer_is_asked_again(
    join: Join, clock: FixedClock, settings: Settings, provider: FakeStripe
) -> None:
    amina = await join("amina")
    charge, checkout = await begin(amina, 900)
    await pay(checkout)
    provider.key = "changed"
    told = event(charge, 900, *SUCCEEDED)
    async with unchanged(settings.database_url or ""):
        refused = await amina.post(WEBHOOK, content=told, headers=signed(told, clock.now()))
        assert code(refused) == "provider_unavailable"
    provider.key = KEY
    ok(await amina.post(WEBHOOK, content=told, headers=signed(told, clock.now())))
    assert await balance(amina) == (900, 0, 0)


async def test_without_a_secret_no_webhook_is_believed(
    join: Join, clock: FixedClock, settings: Settings
) -> None:
    amina = await join("amina")
    charge, checkout = await begin(amina, 900)
    await pay(checkout)
    told = event(charge, 900, *SUCCEEDED)
    async with unchanged(settings.database_url or ""):
        refused = await amina.post(WEBHOOK, content=told, headers=signed(told, clock.now(), ""))
        assert code(refused) == "bad_webhook"


async def test_an_empty_secret_verifies_nothing(clock: FixedClock) -> None:
    outgoing, told = Outgoing(), event("x", 900, *SUCCEEDED)
    given = signed(told, clock.now(), "")["stripe-signature"]
    try:
        with pytest.raises(ProviderFailed, match="no secret"):
            Stripe(outgoing, KEY, "").told(told, given, int(clock.now().timestamp()))
    finally:
        await outgoing.close()


@pytest.mark.parametrize(
    ("command", "money"), [("up", "provider"), ("migrate", "provider"), ("fake-provider", "units")]
)
def test_a_town_of_a_provider_does_not_start_without_its_keys(
    command: str, money: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEAPFROG_MONEY", money)
    monkeypatch.setenv("LEAPFROG_STRIPE_KEY", KEY)
    monkeypatch.setenv("LEAPFROG_STRIPE_WEBHOOK_SECRET", " ")
    assert main([command]) == 1
    assert "LEAPFROG_STRIPE_WEBHOOK_SECRET" in capsys.readouterr().err
