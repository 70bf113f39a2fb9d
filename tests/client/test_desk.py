"""The desk: Olga, who runs the town, behind it; Amina and Kofi in front of it."""

import re
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.chat.steps import two
from tests.client.eyes import LOOKS
from tests.client.till.steps import PIN, balance, confirm, in_database
from tests.http import PASSWORD
from tests.pay.acts import IBAN

SCREENS = ("", "/books", "/book", "/account", "/rules")
BENT = """
set session_replication_role = replica;
update wallet_account set balance = balance + 1 where kind = 'person';
"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, operators=("olga",), bank_iban=IBAN)


def says(page: Page, text: str) -> None:
    expect(page.get_by_text(text)).to_be_visible()


def test_money_comes_in_and_leaves_over_the_desk(join: Join, tmp_path: Path) -> None:
    amina, kofi, _ = two(join)
    desk, hers = join("olga").open("/pay/desk"), amina.open("/pay")
    amina.ask("PUT", "/pay/pin", {"pin": PIN, "password": PASSWORD})
    desk.get_by_label("Leapfrog name").fill("@amina")
    desk.get_by_label("Amount").fill("50")
    desk.get_by_label("For what").fill("two notes")
    desk.get_by_role("button", name="Top up").tap()
    sure = desk.get_by_role("dialog", name="Is it them?")
    expect(sure.get_by_text("Amina Diallo")).to_be_visible()
    sure.get_by_role("button", name="Cancel").tap()
    assert balance(amina) == 0
    desk.get_by_role("button", name="Top up").tap()
    sure.get_by_role("button", name="Give €50.00").tap()
    says(desk, "Amina Diallo has €50.00 more")
    expect(hers.get_by_text("+€50.00")).to_be_visible()
    hers.get_by_role("main").get_by_role("link", name="Top up").tap()
    hers.get_by_role("button", name="Get money out").tap()
    sheet = hers.get_by_role("dialog", name="Get money out")
    sheet.get_by_role("button", name="To my bank").tap()
    sheet.get_by_label("Amount").fill("12")
    sheet.get_by_label("IBAN").fill("DE89 3704 0044 0532 0130 00")
    sheet.get_by_role("button", name="Get money out").tap()
    confirm(hers)
    expect(hers.get_by_text("On its way out")).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("button", name="€12.00 · Amina Diallo")).to_be_visible()
    with desk.expect_download() as kept:
        desk.get_by_role("button", name="Make the file for the bank").tap()
    made = Path(kept.value.path()).read_text()
    assert '<InstdAmt Ccy="EUR">12.00</InstdAmt>' in made
    desk.get_by_role("button", name="€12.00 · Amina Diallo").tap()
    desk.get_by_role("button", name="Handed over").tap()
    expect(desk.get_by_role("button", name="€12.00 · Amina Diallo")).to_have_count(0)
    statement(desk, tmp_path, kofi)
    assert (balance(amina), balance(kofi)) == (3_800, 700 + 900)
    desk.get_by_role("link", name="Who did what here").tap()
    for done in ("Cash from Amina Diallo", "Paid out to Amina Diallo", "Placed with Kofi Mensah"):
        says(desk, done)


def statement(desk: Page, folder: Path, kofi: Person) -> None:
    """The bank says that 7.00 came for Kofi, and 9.00 of which nobody knows whose it is."""
    reference = kofi.ask("GET", "/pay/top-up")["reference"]
    table = folder / "bank.csv"
    table.write_text(
        "Date,Amount,Currency,Name,Reference\n"
        f"2026-11-23,7.00,EUR,K. Mensah,{reference}\n2026-11-23,9.00,EUR,K. Mensah,my wallet\n"
    )
    for found in ("1 matched, 1 to be placed, 0 known", "0 matched, 0 to be placed, 2 known"):
        desk.get_by_label("Bank statement").set_input_files(table)
        says(desk, found)
    desk.get_by_role("button", name="€9.00 · K. Mensah").tap()
    sheet = desk.get_by_role("dialog", name="Whose is it?")
    sheet.get_by_label("Leapfrog name").fill("kofi")
    sheet.get_by_role("button", name="Top up").tap()
    sure = desk.get_by_role("dialog", name="Is it them?")
    expect(sure.get_by_text("@kofi")).to_be_visible()
    sure.get_by_role("button", name="Give €9.00").tap()
    says(desk, "Kofi Mensah has €9.00 more")
    expect(desk.get_by_text("Whose is this?")).to_have_count(0)


def test_the_books_ring_an_alarm_and_a_wallet_is_limited(join: Join, settings: Settings) -> None:
    amina, kofi, _talk = two(join)
    olga = join("olga")
    top_up = {"person_id": amina.me["id"], "amount": 5_000, "currency": "EUR"}
    olga.ask("PUT", f"/pay/desk/top-ups/{new_id()}", top_up)
    desk = olga.open("/pay/desk/account")
    desk.get_by_label("Leapfrog name").fill("amina")
    desk.get_by_role("button", name="Look into it").tap()
    says(desk, "€50.00")
    desk.get_by_label("At once, up to").fill("5")
    desk.get_by_label("Why").fill("her own wish")
    desk.get_by_role("button", name="Save limits").tap()
    says(desk, "her own wish")
    amina.ask("PUT", "/pay/pin", {"pin": PIN, "password": PASSWORD})
    made = str(new_id())
    order = {"use": "transfer", "id": made, "to": kofi.me["id"], "amount": 501}
    token = amina.ask("POST", "/pay/confirmations", {"order": order, "pin": PIN})["token"]
    pays = {"to": kofi.me["id"], "amount": 501, "currency": "EUR", "confirmation": token}
    refused = amina.api.put(f"/pay/transfers/{made}", json=pays)
    assert refused.json()["code"] == "over_payment_limit"
    desk.get_by_label("Why").fill("court")
    desk.get_by_role("button", name="Freeze this wallet").tap()
    says(desk, "Frozen by the town")
    desk.goto(f"{olga.origin}/pay/desk/rules")
    desk.get_by_role("switch", name="People may send red packets").uncheck()
    desk.get_by_role("button", name="Save").tap()
    expect(desk.get_by_role("status").get_by_text("Saved")).to_be_visible()
    assert kofi.ask("GET", "/pay/packets")["on"] is False
    desk.goto(f"{olga.origin}/pay/desk/books")
    look = desk.get_by_role("button", name="Look through them now")
    look.tap()
    says(desk, "All is in the books as it must be")
    in_database(settings, BENT)
    look.tap()
    says(desk, "What is owed is not what is had")
    desk.goto(f"{olga.origin}/pay/desk")
    expect(desk.get_by_role("link", name=re.compile("Something in the books"))).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_the_desk_is_for_everybody_who_works_there(join: Join, look: str) -> None:
    options, amiss = LOOKS[look]
    olga, clerk = join("olga", **options), join("carl", "Carl with a rather long name")
    top_up = {"person_id": clerk.me["id"], "amount": 123_456_789, "currency": "EUR"}
    olga.ask("PUT", f"/pay/desk/top-ups/{new_id()}", top_up)
    olga.ask("PUT", f"/pay/desk/clerks/{clerk.me['id']}")
    olga.ask("POST", "/pay/desk/books/look")
    page, found = olga.open(), {}
    for screen in SCREENS:
        page.goto(f"{olga.origin}/pay/desk{screen}")
        expect(page.get_by_role("heading", level=1).last).to_be_visible()
        expect(page.get_by_role("status", name="One moment…")).to_have_count(0)
        if screen == "/wallet_account":
            page.get_by_role("textbox").first.fill("carl")
            page.get_by_role("main").locator("button[type=submit]").last.click()
            expect(page.get_by_text("1,234,567")).to_be_visible()
        found[screen] = amiss(page)
    assert {screen: what for screen, what in found.items() if what} == {}
