"""Popcorn, a student and a code in one basket, handed over at the counter; two friends who pay for
their seats of one order; the order of a box office that is there again after a reload.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.cinema import cinema
from tests.client.eyes import LOOKS
from tests.client.till.steps import confirm, with_money


def sets_up(olga: Person, show: str) -> Page:
    """A quota, popcorn, students for half the price, and one code for 20 % off."""
    page = olga.open(f"/tickets/work/{show}/products")
    page.get_by_role("button", name="Add a quota").click()
    sheet = page.get_by_role("dialog", name="Quota")
    sheet.get_by_label("Name").fill("Popcorn")
    sheet.get_by_label("How many").fill("5")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Popcorn")).to_be_visible()
    for name, fare in (("Popcorn", False), ("Student", True)):
        page.get_by_role("button", name="Add a fare or an extra").click()
        sheet = page.get_by_role("dialog", name="Fare or extra")
        if fare:
            sheet.get_by_role("radio", name="A fare").or_(
                sheet.get_by_role("button", name="A fare")
            ).first.click()
            sheet.get_by_label("What the gate asks to see").fill("Student card")
        else:
            sheet.get_by_label("Price").fill("4")
            sheet.get_by_role("button", name="Popcorn").click()
        sheet.get_by_label("Name").fill(name)
        sheet.get_by_role("button", name="Save").click()
        expect(sheet).to_have_count(0)
    page.goto(f"/tickets/work/{show}/vouchers")
    page.get_by_role("button", name="Make codes").click()
    sheet = page.get_by_role("dialog", name="Make codes")
    sheet.get_by_label("For whom or what").fill("Press")
    sheet.get_by_label("A word of your own").fill("press-20")
    sheet.get_by_role("button", name="Make codes").click()
    expect(page.get_by_text("20 % off")).to_be_visible()
    return page


def test_a_basket_is_filled_paid_and_handed_over(join: Join, settings: Settings) -> None:
    olga, amina = join("olga"), join("amina")
    with_money(settings, amina)
    show = cinema(olga, 2, 4, timedelta(days=2)).show
    work = sets_up(olga, show)
    page = amina.open(f"/tickets/show/{show}")
    for n in (1, 2):
        page.get_by_role("checkbox", name=f"Row 1, seat {n}").press("Space")
    page.get_by_role("button", name="Take 2 seats · €22.00").click()
    page.get_by_label("Fare for Row 1, seat 1").select_option(label="Student · 50 %")
    expect(page.get_by_role("button", name="Pay €16.50")).to_be_visible()
    page.get_by_role("button", name="One Popcorn more").click()
    expect(page.get_by_role("button", name="Pay €20.50")).to_be_visible()
    page.get_by_role("textbox", name="Voucher code").fill("nonsense")
    page.get_by_role("button", name="Use", exact=True).click()
    expect(page.get_by_text("This code is not good here.")).to_be_visible()
    page.get_by_role("textbox", name="Voucher code").fill("press-20")
    page.get_by_role("button", name="Use", exact=True).click()
    expect(page.get_by_text("Code PRESS-20")).to_be_visible()
    expect(page.get_by_role("button", name="Pay €18.30")).to_be_visible()
    assert LOOKS["day and night"][1](page) == []
    page.get_by_role("button", name="Pay €18.30").click()
    confirm(page)
    ticket = page.get_by_role("region", name="Row 1, seat 1")
    expect(ticket.get_by_text("Student: show this at the gate: Student card")).to_be_visible()
    code = amina.ask("GET", "/tickets")["tickets"][0]["code"]
    work.goto(f"/tickets/work/{show}/counter")
    for again in (False, True):
        work.get_by_label("Code from a hand scanner").fill(code)
        work.get_by_role("button", name="Check").click()
        if not again:
            work.get_by_role("button", name="Hand over").click()
        expect(work.get_by_text("Handed over at")).to_be_visible()
        work.get_by_role("button", name="Next", exact=True).click()
    work.goto(f"/tickets/work/{show}/figures")
    expect(work.get_by_text("2 of 8 sold · 6 free")).to_be_visible()
    work.get_by_label("What they should know").fill("Doors open at seven.")
    work.get_by_role("button", name="Send").click()
    expect(work.get_by_text("Sent to 1 person")).to_be_visible()
    expect(page.get_by_text("Doors open at seven.")).to_be_visible()


def test_two_friends_pay_for_their_own_seats(join: Join, settings: Settings) -> None:
    olga, amina, bo = join("olga"), join("amina"), join("bobo", "Bo Lind")
    for one in (amina, bo):
        with_money(settings, one)
    amina.connect(bo)
    amina.talk(bo)
    show = cinema(olga, 2, 4, timedelta(days=2)).show
    page = amina.open(f"/tickets/show/{show}")
    for n in (1, 2):
        page.get_by_role("checkbox", name=f"Row 1, seat {n}").press("Space")
    page.get_by_role("button", name="Take 2 seats · €22.00").click()
    page.get_by_role("button", name="Pay together").click()
    expect(page.get_by_text("left to pay")).to_be_visible()
    other = bo.open(f"/tickets/party/{page.url.rpartition('/')[2]}")
    other.get_by_role("checkbox", name="Take Row 1, seat 2").check()
    other.get_by_role("button", name="Take 1 · €11.00").click()
    other.get_by_role("button", name="Pay €11.00").click()
    confirm(other)
    expect(other.get_by_role("heading", name="Hall 1 · Row 1, seat 2")).to_be_visible()
    expect(page.get_by_text("Bo Lind has paid")).to_be_visible()
    page.get_by_role("link", name="Pay for mine").click()
    page.get_by_role("button", name="Pay €11.00").click()
    confirm(page)
    expect(page.get_by_role("heading", name="Hall 1 · Row 1, seat 1")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_what_was_sold_for_cash_is_there_after_a_reload(join: Join, language: str) -> None:
    olga = join("olga")
    show = cinema(olga, 2, 4, timedelta(days=2)).show
    if language != "en":
        olga.ask("PATCH", "/me", {"language": language})
    page = olga.open(f"/tickets/work/{show}/desk")
    page.get_by_role("checkbox").first.press("Space")
    page.locator("footer button, .foot button").first.click()
    expect(page.locator("svg[role=img], [role=img]").filter(visible=True).first).to_be_visible()
    held = page.url
    assert "order=" in held
    page.reload()
    expect(page.locator("[role=img]").filter(visible=True).first).to_be_visible()
