"""A shop's page is changed by its owner: what it says, and whether it pays out at the close."""

from playwright.sync_api import expect

from tests.client.browser import Join
from tests.client.screens import changing
from tests.client.till.steps import shop_of


def test_what_a_shop_says_and_where_its_money_goes_are_kept(join: Join) -> None:
    mei = join("mei")
    shop = shop_of(mei, "Mei's kitchen")
    page = mei.open(f"/shops/{shop}/edit")
    pays = page.get_by_role("switch", name="Pay out at the close")
    on = not pays.is_checked()
    pays.set_checked(on)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    [found] = mei.ask("GET", "/merchants")["shops"]
    assert found["pays_out"] is on
    expect(pays).to_be_checked(checked=on)
    page.get_by_label("Name", exact=True).fill("Mei's noodles")
    with changing(page, f"/merchants/{shop}"):
        page.get_by_role("button", name="Save", exact=True).tap()
    expect(pays).to_be_hidden()
    [found] = mei.ask("GET", "/merchants")["shops"]
    assert (found["name"], found["pays_out"]) == ("Mei's noodles", on)
