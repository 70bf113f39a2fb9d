"""Red packets and shared bills, with three people at once, each on a phone of their own."""

import re
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from leapfrog import pay, wallet
from leapfrog.kernel.clock import SystemClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.wallet import Posted, Reason, Transfer
from tests.client.browser import Join, Person
from tests.client.chat.steps import trio
from tests.client.eyes import overflow, small_targets, violations
from tests.http import PASSWORD
from tests.town import apart

PIN = "271828"
Three = tuple[Person, Person, Person, str]


def rich(settings: Settings, *people: Person, amount: int = 10_000) -> None:
    """Each gets money of the town, and a PIN."""

    async def issue() -> None:
        assert settings.database_url
        database = await Database.connect(settings.database_url, 1, SystemClock())
        async with database.transaction() as db:
            issuer = (await pay.town_account(db, "issuer")).id
            wallet_accounts = await pay.wallet_account_ids(
                db, [UUID(one.me["id"]) for one in people]
            )
            for wallet_account in wallet_accounts.values():
                operation = Transfer(
                    id=new_id(),
                    payer=issuer,
                    payee=wallet_account,
                    amount=amount,
                    code=Reason.TOP_UP,
                )
                [done] = await wallet.post(db, [operation])
                assert isinstance(done, Posted)
        await database.close()

    apart(issue())
    for one in people:
        one.ask("PUT", "/pay/pin", {"pin": PIN, "password": PASSWORD})


@pytest.fixture
def three(join: Join, settings: Settings) -> Three:
    """Amina, Kofi and Zola in a group; each has 100.00."""
    amina, kofi, zola, group = trio(join)
    rich(settings, amina, kofi, zola)
    return amina, kofi, zola, group


def drawer(page: Page, tile: str) -> None:
    page.get_by_role("button", name="Send something else").click()
    page.get_by_role("link", name=tile, exact=True).click()


def confirm(page: Page) -> None:
    """Types the PIN into the pay sheet."""
    sheet = page.get_by_role("dialog", name="Confirm payment")
    sheet.get_by_label("Your PIN").press_sequentially(PIN)
    expect(sheet).to_be_hidden()


def wallet_account(person: Person) -> int:
    [account] = person.ask("GET", "/wallet")["accounts"]
    found: int = account["balance"]
    return found


def fits(page: Page) -> None:
    found: list[Any] = [*violations(page), *small_targets(page), *filter(None, [overflow(page)])]
    assert found == []


def test_a_red_packet_flies_and_everybody_is_lucky(three: Three) -> None:
    amina, kofi, zola, group = three
    hers, his, theirs = (one.open(f"/chat/{group}") for one in (amina, kofi, zola))
    drawer(hers, "Red packet")
    hers.get_by_label("How many").fill("3")
    hers.get_by_label("In all").fill("9.99")
    hers.get_by_label("Greeting").fill("For the winners!")
    fits(hers)
    hers.get_by_role("button", name="Put it into a red packet").click()
    confirm(hers)
    packet = re.compile("For the winners!")
    for page in (his, theirs, hers):
        card = page.get_by_role("button", name=packet)
        expect(card).to_contain_text("Open to see your luck")
        card.click()
        expect(page.get_by_text("It is in your wallet")).to_be_visible()
    # All is open: the best luck and the proof of it are there, without anybody asking.
    for page in (his, theirs, hers):
        expect(page.get_by_text("Best luck")).to_have_count(1)
        expect(page.get_by_role("link", name=re.compile("Check the luck"))).to_be_visible()
    his.get_by_role("button", name="What a joy! 🎉").click()
    expect(theirs.get_by_text("What a joy! 🎉")).to_have_count(2)
    assert sum(wallet_account(one) for one in (amina, kofi, zola)) == 30_000
    fits(his)
    his.go_back()
    expect(his.locator(".notice").last).to_have_text(
        re.compile("You and 2 others opened Amina Diallo’s red packet")
    )
    expect(his.get_by_role("button", name=packet)).to_contain_text("You found")


def test_the_words_open_it_and_the_wrong_ones_do_not(three: Three, forgive: Any) -> None:
    amina, kofi, _, group = three
    hers, his = amina.open(f"/chat/{group}"), kofi.open(f"/chat/{group}")
    drawer(hers, "Red packet")
    hers.get_by_label("How many").fill("2")
    hers.get_by_label("In all").fill("5")
    hers.get_by_label("With words to say").check()
    hers.get_by_label("What must be said").fill("Bread at ten")
    hers.get_by_role("button", name="Put it into a red packet").click()
    confirm(hers)
    his.get_by_role("button", name=re.compile("Say the words to open it")).click()
    forgive("403")
    words = his.get_by_label("Say the words to open it")
    words.fill("Bread at noon")
    his.get_by_role("button", name="Open", exact=True).click()
    expect(his.get_by_text("Those are not the words.")).to_be_visible()
    words.fill("bread at TEN")
    his.get_by_role("button", name="Open", exact=True).click()
    expect(his.get_by_text("It is in your wallet")).to_be_visible()
    expect(hers.locator(".bubble").filter(has_text="bread at TEN")).to_be_visible()


def test_a_dinner_is_split_by_the_receipt_and_paid(three: Three) -> None:
    amina, kofi, zola, group = three
    hers, his, theirs = (one.open(f"/chat/{group}") for one in (amina, kofi, zola))
    drawer(hers, "Split a bill")
    hers.get_by_role("button", name="By items").click()
    hers.get_by_label("What was it?").fill("Dinner")
    hers.get_by_label("Name of line 1").fill("Fish")
    hers.get_by_label("Amount of line 1").fill("20")
    first = hers.get_by_role("group", name="Who had line 1")
    first.get_by_role("button", name="Kofi Mensah").click()
    hers.get_by_role("button", name="Another line").click()
    hers.get_by_label("Amount of line 2").fill("10")
    second = hers.get_by_role("group", name="Who had line 2")
    for name in ("Amina Diallo", "Kofi Mensah", "Zola Ndlovu"):
        second.get_by_role("button", name=name).click()
    hers.get_by_label("Service, tip").fill("3")
    fits(hers)
    hers.get_by_role("button", name="Split €33.00").click()
    # Kofi had 23.33 of 30.00, with the tip; Zola 3.33. Whose the odd cent is, ids tell.
    his.get_by_role("button", name=re.compile(r"^Pay €25\.6[67]$")).click()
    confirm(his)
    expect(his.get_by_role("img", name="1 of 2 paid")).to_be_visible()
    theirs.get_by_role("link", name="Dinner: details").click()
    expect(theirs.get_by_text("paid €33.00")).to_be_visible()
    fits(theirs)
    theirs.get_by_role("button", name=re.compile(r"^Pay €3\.6[67]$")).click()
    confirm(theirs)
    for page in (hers, his, theirs):
        expect(page.get_by_text("All paid").last).to_be_visible()
    assert wallet_account(amina) + wallet_account(kofi) + wallet_account(zola) == 30_000
    assert (wallet_account(kofi), wallet_account(zola)) in [
        (7_433, 9_633),
        (7_434, 9_633),
        (7_433, 9_634),
    ]


def test_two_bills_are_settled_with_one_payment(three: Three) -> None:
    amina, kofi, zola, group = three
    shares(amina, group, 3_000, amina, kofi)
    shares(kofi, group, 3_000, kofi, zola)
    page = zola.open(f"/pay/debts/{group}")
    expect(page.get_by_text("Settled with one payment")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Settle up like this").click()
    page.get_by_role("button", name="Pay €15.00").click()
    confirm(page)
    expect(page.get_by_text("All paid")).to_be_visible()
    assert [wallet_account(one) for one in (amina, kofi, zola)] == [11_500, 10_000, 8_500]


def test_what_ends_a_debt_or_a_bill_is_asked_once_more(three: Three) -> None:
    amina, kofi, zola, group = three
    bill = shares(amina, group, 3_000, amina, kofi, zola)
    page = amina.open(f"/pay/splits/{bill}")
    debts, question = page.locator(".debt"), page.get_by_role("dialog")
    for name, left in (("Got it in cash", 1), ("Call it off", 0)):
        asked = page.get_by_role("main").get_by_role("button", name=name).first
        asked.click()
        fits(page)
        question.get_by_role("button", name="Cancel").click()
        expect(question).to_be_hidden()
        expect(debts.filter(has_text="Open")).to_have_count(left + 1)
        asked.click()
        question.get_by_role("button", name=name).click()
        expect(debts.filter(has_text="Open")).to_have_count(left)
    expect(debts.filter(has_text="Settled otherwise")).to_have_count(1)
    expect(page.get_by_text("Called off")).to_be_visible()
    assert [wallet_account(one) for one in three[:3]] == [10_000] * 3


def shares(person: Person, group: str, total: int, *people: Person) -> str:
    """A bill of that group in equal parts, which the first has paid; answers its id."""
    bill_id = str(new_id())
    ids = [one.me["id"] for one in people]
    bill = {"conversation_id": group, "title": "Boat", "mode": "even", "currency": "EUR"}
    person.ask("PUT", f"/pay/splits/{bill_id}", {**bill, "total": total, "people": ids})
    return bill_id
