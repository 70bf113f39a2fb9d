"""A pre-sale on two phones: enrolled, the deposit, the rest, the order; and called off."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.member import Json
from tests.client.orders.steps import shop_with
from tests.client.till.steps import balance, confirm, in_database, with_money

# What time does: the rest is due.
RESTS = """
update presales_presale set created_at = now() - interval '2 hours',
    closes_at = now() - interval '1 hour', rest_from = now() - interval '1 minute';
update escrow_trade set balance_from = now() - interval '1 minute' where deposit > 0;
update kernel_timer set due_at = now() where kind = 'presales.turn'
"""


def test_from_the_form_to_the_order(join: Join, settings: Settings) -> None:
    amina, mei = join("amina", "Amina"), join("mei", "Lin Mei")
    shop = shop_with(settings, mei, "Heron", {"Rowing lamp": (9_000, 5)})
    with_money(settings, amina)
    maker = mei.open(f"/presales/new?variant={shop.variants['Rowing lamp']}&currency=EUR")
    maker.get_by_label("How many").fill("2")
    maker.get_by_label("Price in all (EUR)").fill("80")
    maker.get_by_label("Deposit (EUR)").fill("10")
    maker.get_by_label("The deposit counts as (EUR)").fill("20")
    expect(maker.get_by_text("Without the deposit it is €90.00.")).to_be_visible()
    for label, hours in (
        ("Deposits until", 24),
        ("The rest from", 25),
        ("The rest until", 49),
        ("Sent by", 90),
    ):
        at = datetime.now() + timedelta(hours=hours)
        maker.get_by_label(label, exact=True).fill(at.strftime("%Y-%m-%dT%H:%M"))
    maker.get_by_role("button", name="Begin the pre-sale").tap()
    expect(maker.get_by_role("heading", name="Rowing lamp")).to_be_visible()

    phone = amina.open("/presales")
    phone.get_by_role("link", name=re.compile("Rowing lamp")).tap()
    expect(phone.get_by_text("€10.00 paid now count as €20.00")).to_be_visible()
    expect(
        phone.get_by_text("the deposit comes back whole", exact=False).filter(visible=True).first
    ).to_be_visible()
    phone.get_by_role("button", name="Pay the deposit: €10.00").tap()
    confirm(phone)
    expect(phone.get_by_role("status").filter(has_text="The rest is due from")).to_be_visible()
    assert balance(amina) == 9_000
    # It stands above the orders, too.
    phone.goto("/orders")
    expect(phone.get_by_role("link", name=re.compile("Rowing lamp"))).to_be_visible()
    expect(maker.get_by_text("1 have paid the deposit, 0 of them the rest")).to_be_visible()

    in_database(settings, RESTS)
    phone.get_by_role("link", name=re.compile("Rowing lamp Pay the rest by")).tap()
    phone.get_by_role("link", name="Pay the rest: €70.00").tap()
    phone.get_by_role("button", name="See the price").tap()
    expect(phone.get_by_text("Deposit, paid before")).to_be_visible()
    phone.get_by_role("button", name="Pay €70.00").tap()
    confirm(phone)
    expect(
        phone.get_by_text(re.compile("wait at the town until you have the goods"))
    ).to_be_visible()
    assert balance(amina) == 2_000
    phone.goto("/presales")
    phone.get_by_role("link", name="Rowing lamp All paid").tap()
    phone.get_by_role("link", name="The order").tap()
    expect(
        phone.get_by_text("€80.00").locator("visible=true").filter(visible=True).first
    ).to_be_visible()


def test_a_shop_calls_it_off_and_the_deposit_is_back(join: Join, settings: Settings) -> None:
    amina, mei = join("amina", "Amina"), join("mei", "Lin Mei")
    shop = shop_with(settings, mei, "Heron", {"Rowing lamp": (9_000, 5)})
    with_money(settings, amina)
    now = datetime.now().astimezone()
    times = ("closes_at", "rest_from", "rest_by", "sends_by")
    made = "01936d7e-0000-7000-8000-000000000001"
    wanted: Json = {
        name: (now + timedelta(hours=n + 1)).isoformat() for n, name in enumerate(times)
    }
    wanted |= {"variant_id": str(shop.variants["Rowing lamp"]), "units": 1}
    wanted |= {"price": 8_000, "deposit": 1_000, "counts": 1_000, "kept": True}
    mei.ask("PUT", f"/presales/{made}", wanted)
    phone = amina.open(f"/presales/{made}")
    expect(phone.get_by_text("the shop keeps the deposit")).to_be_visible()
    phone.get_by_role("button", name="Pay the deposit: €10.00").tap()
    confirm(phone)
    expect(phone.get_by_role("status").filter(has_text="Deposit paid")).to_be_visible()
    # A private person sells, and it was said: there is no way back but the shop's.
    expect(phone.get_by_role("button", name="I do not want it any more")).to_have_count(0)
    maker = mei.open(f"/presales/{made}")
    maker.get_by_role("button", name="Call it off").tap()
    maker.get_by_label("Why").fill("No wood")
    maker.get_by_role("button", name="Call it off").last.tap()
    expect(maker.get_by_text("Called off: deposits went back")).to_be_visible()
    expect(phone.get_by_text("Your deposit came back")).to_be_visible()
    expect(phone.get_by_text("No wood")).to_be_visible()
    assert balance(amina) == 10_000
