"""Towns whose money is another: held by a provider, or nobody's, as credit that all give."""

import re
from collections.abc import Iterator

import msgspec
import pytest
from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from leapfrog.pay import FakeStripe
from tests.client.browser import Join
from tests.client.chat.steps import two
from tests.client.till.steps import PIN, balance, confirm
from tests.http import PASSWORD
from tests.pay.stripe import fake_stripe, of_provider


@pytest.fixture
def provider() -> Iterator[FakeStripe]:
    with fake_stripe() as running:
        yield running


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    if request.function is test_credit_goes_below_zero_and_sums_to_nothing:
        return msgspec.structs.replace(settings, money="credit", credit_line=50)
    return of_provider(settings, request.getfixturevalue("provider").address)


def test_a_wallet_is_filled_by_card(join: Join, provider: FakeStripe, origin: str) -> None:
    provider.webhook = f"{origin}/api/v1/pay/provider/webhook"
    amina = join("amina")
    phone = amina.open("/pay")
    phone.get_by_role("main").get_by_role("link", name="Top up").tap()
    phone.get_by_label("Amount").fill("25")
    # The page of the provider has no words of its own: whoever opens it has paid.
    phone.get_by_role("button", name="Pay by card").tap()
    expect(phone.get_by_text("€25.00 is in your wallet")).to_be_visible()
    assert balance(amina) == 2_500
    phone.reload()
    expect(phone.get_by_text("€25.00 is in your wallet")).to_be_visible()
    assert balance(amina) == 2_500


def test_what_is_missing_is_filled_by_card_in_another_window_and_the_payment_goes_on(
    join: Join, provider: FakeStripe, origin: str
) -> None:
    provider.webhook = f"{origin}/api/v1/pay/provider/webhook"
    amina, kofi, _ = two(join)
    amina.ask("PUT", "/pay/pin", {"pin": PIN, "password": PASSWORD})
    phone = amina.open("/pay/to/kofi?amount=900")
    phone.get_by_role("button", name="Pay", exact=True).tap()
    sheet = phone.get_by_role("dialog", name="Confirm payment")
    expect(sheet.get_by_text("€9.00 is missing")).to_be_visible()
    with amina.context.expect_page() as opened:
        sheet.get_by_role("button", name="Top up €9.00").tap()
    # Whoever opens the provider's page has paid, and is led back to the town, in that window.
    card = opened.value
    expect(card.get_by_text("€9.00 is in your wallet")).to_be_visible()
    assert card.evaluate("opener") is None, "the provider could lead the first window elsewhere"
    card.close()
    expect(sheet).to_be_visible()
    if not sheet.get_by_label("Your PIN").is_visible():
        sheet.get_by_role("button", name="Look again").tap()
    confirm(phone)
    expect(phone.get_by_text("Kofi Mensah accepted it")).to_be_visible()
    assert (balance(amina), balance(kofi)) == (0, 900)


def test_credit_goes_below_zero_and_sums_to_nothing(join: Join, settings: Settings) -> None:
    amina, kofi, _ = two(join)
    amina.ask("PUT", "/pay/pin", {"pin": PIN, "password": PASSWORD})
    phone = amina.open("/pay")
    expect(phone.get_by_text("It may go down to −€50.00")).to_be_visible()
    expect(phone.get_by_role("link", name="Top up")).to_have_count(0)
    phone.goto(f"{amina.origin}/town/services")
    expect(phone.get_by_role("main").get_by_role("link", name="Wallet")).to_be_visible()
    expect(phone.get_by_role("main").get_by_role("link", name="Top up")).to_have_count(0)
    phone.goto(f"{amina.origin}/pay/to/kofi?amount=3000")
    phone.get_by_role("button", name="Pay", exact=True).tap()
    confirm(phone)
    expect(phone.get_by_text("Kofi Mensah accepted it")).to_be_visible()
    assert (balance(amina), balance(kofi)) == (-3_000, 3_000)
    phone.goto(f"{amina.origin}/pay")
    pond = phone.get_by_role("main").get_by_role("region", name="Balance")
    expect(pond).to_contain_text(re.compile(r"−€30\s*\.00"))
    phone.goto(f"{amina.origin}/pay/to/kofi?amount=3000")
    phone.get_by_role("button", name="Pay", exact=True).tap()
    expect(phone.get_by_text("Only €20.00 left")).to_be_visible()
