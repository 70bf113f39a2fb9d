"""Money from person to person, each on a phone of their own: in a chat, on request, by a code that
is filmed; and what keeps it safe.
"""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, Route, expect

from leapfrog.kernel.settings import Settings
from leapfrog.kernel.signing import read_keys
from leapfrog.pay import check_receipt
from tests.client.browser import COMPUTER, Join, Person
from tests.client.chat.steps import two
from tests.client.conftest import Devices
from tests.client.eyes import overflow, small_targets, violations
from tests.client.till.steps import PIN, balance, confirm, films, in_database, with_money
from tests.http import PASSWORD

WRONG_PIN = "314159"
WEEKDAY = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
A_DAY_LATER = """
update pay_transfer set expires_at = now() where state = 'waiting';
update kernel_timer set due_at = now() where kind = 'pay.return';
"""


def fits(page: Page) -> None:
    found: list[Any] = [*violations(page), *small_targets(page), *filter(None, [overflow(page)])]
    assert found == []


def drawer(page: Page, tile: str) -> None:
    page.get_by_role("button", name="Send something else").click()
    page.get_by_role("link", name=tile, exact=True).click()


def of(page: Page, note: str) -> Any:
    """The card in the chat with that note."""
    return page.locator(".money").filter(has_text=note)


def sends(page: Page, amount: str, note: str) -> None:
    drawer(page, "Send money")
    page.get_by_label("Amount").fill(amount)
    page.get_by_label("For what").fill(note)
    page.get_by_role("main").get_by_role("button", name="Send money").last.click()
    confirm(page)
    expect(page.locator(".screen").last.get_by_text("Waits for Kofi Mensah until")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text=note)).to_be_visible()
    page.get_by_role("button", name="Done").click()
    expect(of(page, note)).to_contain_text("Waits for Kofi Mensah until")


def told_by_month(page: Page) -> None:
    """One row for what was sent, none for what came back; and the same without a network."""
    page.goto("/pay/history")
    rows = page.get_by_role("main").get_by_role("link")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Kofi Mensah")
    expect(rows.first).to_contain_text("Bus")
    expect(page.get_by_label("By category")).to_contain_text(
        re.compile(r"People\s+100\s%\s+€12\.50")
    )
    fits(page)
    page.get_by_label("Name or note").fill("kofi bus")
    expect(rows).to_have_count(1)
    page.context.set_offline(True)
    page.get_by_label("Name or note").fill("kofi b")
    expect(page.get_by_text("This is what this device remembers")).to_be_visible()
    expect(rows).to_have_count(1)
    page.context.set_offline(False)


def test_what_is_sent_in_a_chat_is_accepted_declined_or_comes_back(
    join: Join, settings: Settings
) -> None:
    amina, kofi, talk = two(join)
    with_money(settings, amina)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    sends(hers, "12.50", "Bus")
    fits(hers)
    assert (balance(amina), balance(kofi)) == (10_000, 0)
    of(his, "Bus").get_by_role("button", name="Accept").click()
    expect(of(his, "Bus")).to_contain_text("You accepted it")
    expect(of(hers, "Bus")).to_contain_text("Kofi Mensah accepted it")
    sends(hers, "3", "Bread")
    of(his, "Bread").get_by_role("button", name="Decline").click()
    expect(of(hers, "Bread")).to_contain_text("declined, it is yours again")
    sends(hers, "4", "Cake")
    expect(of(his, "Cake")).to_contain_text(re.compile(rf"For you, until {WEEKDAY} \d?\d:\d\d"))
    in_database(settings, A_DAY_LATER)
    expect(of(hers, "Cake")).to_contain_text("Not accepted in time, it is yours again")
    expect(of(his, "Cake")).to_contain_text("Not accepted in time")
    expect(of(his, "Cake").get_by_role("button")).to_have_count(0)
    assert (balance(amina), balance(kofi)) == (8_750, 1_250)
    told_by_month(hers)
    of(his, "Bus").get_by_role("link").click()
    with his.expect_download() as kept:
        his.get_by_role("link", name="Receipt").click()
    keys = kofi.api.get(f"{kofi.origin}/.well-known/leapfrog-receipts.json").content
    checked = check_receipt(Path(kept.value.path()).read_bytes(), read_keys(keys))
    assert checked.known


def test_between_the_pin_and_the_result_the_town_is_asked_once(
    join: Join, settings: Settings
) -> None:
    """On a slow line each question more is half a second: of all others none is answered here."""
    amina, _, talk = two(join)
    with_money(settings, amina)
    hers = amina.open(f"/chat/{talk}")
    drawer(hers, "Send money")
    hers.get_by_label("Amount").fill("12.50")
    hers.get_by_label("For what").fill("Bus")
    hers.get_by_role("main").get_by_role("button", name="Send money").last.click()
    expect(hers.get_by_label("Your PIN")).to_be_visible()
    asked: list[str] = []

    def only_payments(route: Route) -> None:
        asked.append(route.request.method)
        if route.request.method == "PUT":
            route.continue_()

    hers.route("**/api/v1/**", only_payments)
    hers.get_by_label("Your PIN").fill(WRONG_PIN)
    expect(hers.get_by_text("4 more tries")).to_be_visible()
    confirm(hers)
    expect(hers.get_by_role("definition").filter(has_text="Bus")).to_be_visible()
    expect(hers.get_by_role("button", name="Done")).to_be_visible()
    assert [one for one in asked if one != "GET"] == ["PUT", "PUT"]


def too_little(page: Page, settings: Settings, who: Person) -> None:
    """What is missing is said, and filled in, the payment can go on where it was."""
    of(page, "A boat").get_by_role("button", name="Pay").click()
    sheet = page.get_by_role("dialog", name="Confirm payment")
    expect(sheet.get_by_text("€4.00 is missing")).to_be_visible()
    expect(sheet.get_by_text("Cash at the desk")).to_be_visible()
    expect(sheet.get_by_label("Your PIN")).to_be_hidden()
    fits(page)
    with_money(settings, who, 400, pin=False)
    sheet.get_by_role("button", name="Look again").click()
    expect(sheet.get_by_label("Your PIN")).to_be_visible()
    page.keyboard.press("Escape")


def test_who_is_asked_pays_or_says_no(join: Join, settings: Settings) -> None:
    amina, kofi, talk = two(join)
    with_money(settings, amina)
    hers, his = amina.open(f"/chat/{talk}"), kofi.open(f"/chat/{talk}")
    for amount, note in (("9", "Tickets"), ("95", "A boat"), ("1", "Sorry")):
        drawer(his, "Ask for money")
        his.get_by_label("Amount").fill(amount)
        his.get_by_label("For what").fill(note)
        his.get_by_role("main").get_by_role("button", name="Ask for money").last.click()
        expect(of(his, note)).to_contain_text("Waits for Amina Diallo")
    of(hers, "Tickets").get_by_role("button", name="Pay").click()
    expect(hers.get_by_role("dialog").get_by_label("Your PIN")).to_be_focused()
    confirm(hers)
    result = hers.get_by_role("main")
    expect(hers.get_by_role("definition").filter(has_text="Tickets")).to_be_visible()
    expect(result.get_by_text(re.compile(r"^([0-9A-F]{4} ){2}[0-9A-F]{4}$"))).to_be_visible()
    fits(hers)
    hers.get_by_role("button", name="To the chat").click()
    expect(of(his, "Tickets")).to_contain_text("Amina Diallo paid")
    too_little(hers, settings, amina)
    of(hers, "A boat").get_by_role("button", name="Decline").click()
    expect(of(his, "A boat")).to_contain_text("Amina Diallo declined")
    of(his, "Sorry").get_by_role("link").click()
    fits(his)
    his.get_by_role("button", name="Ask no more").click()
    expect(of(hers, "Sorry")).to_contain_text("Kofi Mensah asks no more")
    assert (balance(amina), balance(kofi)) == (9_500, 900)


def test_a_bill_is_shared_from_under_the_pay_code(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Dinner?")
    page = amina.open("/pay/code")
    page.get_by_role("link", name="Split", exact=True).click()
    page.get_by_role("link", name="Kofi Mensah").click()
    page.wait_for_url(f"**/pay/splits/new/{talk}")
    expect(page.get_by_label("What was it?")).to_be_visible()


def test_the_code_of_a_person_is_filmed_and_paid(
    join: Join, settings: Settings, playwright: Playwright, tmp_path: Path
) -> None:
    kofi = join("kofi", "Kofi Mensah")
    his = kofi.open("/pay/receive")
    his.get_by_role("button", name="Set an amount").tap()
    his.get_by_role("dialog").get_by_label("Amount").fill("7.50")
    his.get_by_role("dialog").get_by_label("For what").fill("Mangoes")
    his.get_by_role("dialog").get_by_role("button", name="Done").tap()
    expect(his.get_by_text("€7.50")).to_be_visible()
    expect(his.get_by_role("dialog")).to_be_hidden()
    code = his.get_by_role("img", name="Code to pay Kofi Mensah")
    amina = join("amina", browser=(camera := films(playwright, code, tmp_path)))
    with_money(settings, amina)
    his.goto(f"{kofi.origin}/pay")
    expect(his.get_by_text("Nothing yet.")).to_be_visible()
    hers = amina.open("/scan")
    expect(hers.get_by_text("Mangoes")).to_be_visible()
    hers.get_by_role("button", name="Pay", exact=True).tap()
    confirm(hers)
    expect(hers.get_by_text("Kofi Mensah accepted it")).to_be_visible()
    expect(his.get_by_text("+€7.50")).to_be_visible()
    assert (balance(amina), balance(kofi)) == (9_250, 750)
    camera.close()


def test_a_pin_is_chosen_guessed_at_and_changed(
    join: Join, settings: Settings, forgive: Any
) -> None:
    amina, kofi, _ = two(join)
    with_money(settings, amina, pin=False)
    page = amina.open("/pay/to/kofi?amount=500")
    pay = page.get_by_role("button", name="Pay", exact=True)
    pay.click()
    sheet = page.get_by_role("dialog", name="Confirm payment")
    sheet.get_by_label("New PIN").fill(PIN)
    sheet.get_by_label("Password").fill(PASSWORD)
    sheet.get_by_role("button", name="Save PIN").click()
    # The right one would do now; somebody else holds the phone, and guesses.
    forgive("403|429")
    for left in ("4 more tries", "3 more tries", "2 more tries", "One more try", "0 more tries"):
        sheet.get_by_label("Your PIN").fill("000000")
        expect(sheet.get_by_role("alert")).to_contain_text(left)
    sheet.get_by_label("Your PIN").fill(PIN)
    expect(sheet.get_by_role("alert")).to_contain_text("Too many wrong PINs on this device")
    assert balance(kofi) == 0
    page.goto(f"{amina.origin}/pay/safety")
    page.get_by_role("button", name="Change PIN").click()
    change = page.get_by_role("dialog", name="New PIN")
    change.get_by_label("New PIN").fill("314159")
    change.get_by_label("Password").fill(PASSWORD)
    fits(page)
    change.get_by_role("button", name="Save PIN").click()
    expect(page.get_by_text("Your PIN is saved")).to_be_visible()
    page.goto(f"{amina.origin}/pay/to/kofi?amount=500")
    pay.click()
    page.get_by_role("dialog").get_by_label("Your PIN").fill("314159")
    expect(page.get_by_text("Kofi Mensah accepted it")).to_be_visible()
    assert balance(kofi) == 500


def test_a_lost_phone_is_frozen_from_the_computer_and_the_statement_is_saved(
    join: Join, settings: Settings, devices: Devices, forgive: Any
) -> None:
    amina, _kofi, _ = two(join)
    with_money(settings, amina)
    phone = amina.open("/pay/to/kofi?amount=700")
    computer = second(amina, devices)
    computer.goto(f"{amina.origin}/pay/safety")
    computer.get_by_role("button", name="Freeze my wallet").click()
    expect(computer.get_by_text("Your wallet is frozen.")).to_be_visible()
    forgive("423")
    phone.get_by_role("button", name="Pay", exact=True).click()
    confirm(phone)
    expect(phone.get_by_text("This account is frozen for now.")).to_be_visible()
    assert balance(amina) == 10_000
    computer.get_by_role("button", name="Open my wallet again").click()
    computer.get_by_role("dialog").get_by_label("Password").fill(PASSWORD)
    computer.get_by_role("dialog").get_by_role("button", name="Open my wallet again").click()
    expect(computer.get_by_role("button", name="Freeze my wallet")).to_be_visible()
    phone.get_by_role("button", name="Pay", exact=True).click()
    confirm(phone)
    expect(phone.get_by_text("accepted it")).to_be_visible()
    computer.goto(f"{amina.origin}/pay")
    expect(computer.get_by_text("−€7.00").or_(computer.get_by_text("-€7.00"))).to_be_visible()
    computer.get_by_role("button", name="Save a statement").click()
    beginnings = {"PDF": b"%PDF-", "CSV": b"", "camt.053": b"<?xml"}
    for kind, begins in beginnings.items():
        with computer.expect_download() as kept:
            computer.get_by_role("link", name=re.compile(re.escape(kind))).click()
        content = Path(kept.value.path()).read_bytes()
        assert content.startswith(begins)
        assert kind == "PDF" or b"7.00" in content


def second(person: Person, devices: Devices) -> Page:
    """A page on another device of the same person, with a session of its own."""
    made = devices.add(**COMPUTER).new_page()
    made.goto(f"{person.origin}/sign-in")
    made.get_by_label("Leapfrog name").fill(person.me["handle"])
    made.get_by_label("Password", exact=True).fill(PASSWORD)
    made.get_by_role("button", name="Sign in", exact=True).click()
    expect(made.get_by_role("heading", name="Chats", exact=True)).to_be_visible()
    return made
