"""Three at a table, and the restaurant's till: one scans its code, each promises a part, and with
the last one the till is paid; or somebody calls it off, and everybody has their money back.
"""

from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.chat.steps import trio
from tests.client.eyes import overflow, small_targets, violations
from tests.client.till.steps import balance, confirm, shop_of, with_money


def asks(till: Page, picture: Path) -> str:
    """The till asks for 9.00; answers the link that its code says."""
    for key in ("9", "00"):
        till.get_by_role("button", name=key, exact=True).tap()
    till.get_by_role("button", name="Show code").tap()
    code = till.get_by_role("img", name="Code for this payment")
    expect(code).to_be_visible()
    code.screenshot(path=picture)
    [read] = zxingcpp.read_barcodes(Image.open(picture))
    return str(read.text)


def shares(phone: Page, link: str) -> None:
    """Opens what the camera has read, and shares it in the group."""
    phone.goto(link)
    expect(phone.get_by_role("heading", name="Juma's stall")).to_be_visible()
    phone.get_by_role("link", name="Pay it together").tap()
    phone.get_by_role("link", name="Sunday football").tap()
    expect(phone.get_by_text("Juma's stall asks for €9.00.")).to_be_visible()
    fits(phone)
    phone.get_by_role("button", name="Split €9.00").tap()


def promises(page: Page) -> None:
    page.get_by_role("button", name="Promise €3.00").click()
    confirm(page)
    expect(page.get_by_role("button", name="Promise €3.00")).to_be_hidden()


def fits(page: Page) -> None:
    found: list[Any] = [*violations(page), *small_targets(page), *filter(None, [overflow(page)])]
    assert found == []


def wallet_accounts(*people: Person) -> list[int]:
    return [balance(one) for one in people]


def test_a_table_pays_the_till_together_or_not_at_all(
    join: Join, settings: Settings, tmp_path: Path
) -> None:
    amina, kofi, zola, group = trio(join)
    for one in (amina, kofi, zola):
        with_money(settings, one)
    juma = join("juma")
    till = juma.open(f"/shops/{shop_of(juma)}/till")
    hers, his, theirs = amina.open(), kofi.open(f"/chat/{group}"), zola.open(f"/chat/{group}")
    shares(hers, asks(till, tmp_path / "code.png"))
    expect(till.get_by_text("The customer is paying…")).to_be_visible()
    promises(hers)
    fits(hers)
    promises(his)
    expect(theirs.get_by_role("img", name="2 of 3 paid")).to_be_visible()
    expect(till.get_by_text("The customer is paying…")).to_be_visible()
    promises(theirs)
    for page in (hers, his, theirs):
        expect(page.get_by_text("All paid").last).to_be_visible()
    expect(till.get_by_role("status").get_by_role("heading", name="Paid")).to_be_visible()
    assert wallet_accounts(amina, kofi, zola) == [9_700] * 3
    till.get_by_role("button", name="Next customer").tap()
    shares(hers, asks(till, tmp_path / "code.png"))
    promises(his)
    hers.get_by_role("button", name="Call it off").tap()
    hers.get_by_role("dialog").get_by_role("button", name="Call it off").tap()
    expect(his.get_by_text("Called off")).to_be_visible()
    assert wallet_accounts(amina, kofi, zola) == [9_700] * 3
    [account] = kofi.ask("GET", "/wallet")["accounts"]
    assert account["held"] == 0
