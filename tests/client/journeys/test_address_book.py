"""The journey that Leapfrog is for: an address book comes in, is on the phone, comes alive, is
talked with, and leaves again with its owner.
"""

import json
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.carddav.computer import Computer
from tests.client.browser import Join, Person
from tests.client.conftest import Device
from tests.client.screens import first_codes, inside, row, said, write
from tests.contact_formats.dialects import DIALECTS, make_address_book
from tests.contact_formats.people import people
from tests.http import PASSWORD

MANY, SOME, SEED = 300, 120, 20261124
GUEST = "Anna-Lena Smith"
OLD, NEW = "+49 151 555 0101", "+49 151 555 0202"


class Owner(NamedTuple):
    """Who holds an app password."""

    handle: str
    password: str


def bring_in(page: Page, file: Path, cards: int) -> None:
    """Through the import screen: looked at first, then applied."""
    page.goto("/me/import")
    page.get_by_label("Choose a file").last.set_input_files(file)
    expect(page.get_by_role("heading", name=file.name)).to_be_visible()
    summary = page.get_by_role("group", name="What was found")
    expect(summary.get_by_role("button", name="New")).to_contain_text(str(cards))
    page.get_by_role("button", name=f"Bring in {cards} contacts").tap()
    expect(page.get_by_role("heading", name="They are here")).to_be_visible()
    expect(page.get_by_text(re.compile(rf"^{cards} new"))).to_be_visible()


def app_password(page: Page) -> str:
    page.goto("/me/app-passwords")
    page.get_by_role("button", name="Make a password for it").tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("What is it for?").fill("My phone")
    sheet.get_by_role("button", name="Make a password for it").tap()
    password = sheet.locator("code").first.inner_text()
    sheet.get_by_role("button", name="Done").tap()
    return password


def phone_of(owner: Person, page: Page, folder: Path) -> Computer:
    """Another program that keeps the book by CardDAV, with a password made in the browser."""
    handle = str(owner.me["handle"])
    return Computer(folder, owner.origin, Owner(handle, app_password(page)))


def pulled(phone: Computer) -> str:
    """All the cards on the phone, their lines unfolded."""
    texts = (path.read_text() for path in phone.cards.glob("*.vcf"))
    return re.sub(r"\r?\n[ \t]", "", "\n".join(texts))


def test_an_address_book_comes_in_comes_alive_and_leaves_with_its_owner(
    join: Join, device: Device, tmp_path: Path
) -> None:
    amina = join("amina", "Amina Diallo", permissions=["clipboard-read", "clipboard-write"])
    page = amina.open()
    inside(page)
    file = tmp_path / "iphone.vcf"
    file.write_bytes(make_address_book("apple", MANY, SEED))
    bring_in(page, file, MANY)

    phone = phone_of(amina, page, tmp_path / "phone")
    assert len(phone.sync()) == MANY
    cards = pulled(phone)
    assert [one.mobile for one in people(MANY, SEED) if one.mobile not in cards] == []

    link = invite(page, GUEST)
    anna = device()
    join_by(anna, link)
    expect(page.get_by_role("heading", name=f"Kept up to date by {GUEST}")).to_be_visible()

    share_a_number(anna)
    expect(page.get_by_role("link", name=OLD)).to_be_visible()
    change_the_number(anna)
    expect(page.get_by_role("link", name=NEW)).to_be_visible()
    expect(page.get_by_role("link", name=OLD)).to_have_count(0)
    assert len(phone.sync()) == 1
    assert len(list(phone.cards.glob("*.vcf"))) == MANY
    living = phone.file_of(GUEST)
    assert living
    assert NEW in living.read_text()

    they_talk(page, anna)
    holds_all_of_it(take_out(page, tmp_path / "copy.zip"))


def invite(page: Page, name: str) -> str:
    """Finds somebody in the book, and answers the link that is for them alone."""
    page.goto("/contacts")
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("link", name=name).tap()
    page.get_by_role("button", name="Invite").tap()
    page.get_by_role("dialog").get_by_role("button", name="Copy link").tap()
    expect(page.get_by_text("Copied")).to_be_attached()
    link = str(page.evaluate("navigator.clipboard.readText()"))
    page.get_by_role("dialog").get_by_role("button", name="Close").tap()
    return link


def join_by(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text("Amina Diallo invites you to Lake Town.")).to_be_visible()
    page.get_by_role("link", name="Join now").tap()
    page.get_by_label("Your name").fill(GUEST)
    page.get_by_role("radio", name="Password").check()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Join now").tap()
    first_codes(page)
    inside(page)


def share_a_number(page: Page) -> None:
    page.goto("/me/card")
    page.get_by_role("button", name="Add to my card").tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Phone").fill(OLD)
    sheet.get_by_label("All my contacts").check()
    sheet.get_by_role("button", name="Save").tap()
    expect(page.get_by_role("button", name=OLD)).to_be_visible()


def change_the_number(page: Page) -> None:
    page.get_by_role("button", name=OLD).tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Phone").fill(NEW)
    sheet.get_by_role("button", name="Save").tap()
    expect(page.get_by_role("button", name=NEW)).to_be_visible()


def they_talk(hers: Page, his: Page) -> None:
    message = hers.get_by_role("link", name="Message", exact=True)
    hers.get_by_role("button", name="Message").or_(message).tap()
    his.goto("/")
    inside(his)
    write(hers, "You are in my book, alive!")
    row(his, "Amina Diallo").tap()
    expect(said(his)).to_have_text(["You are in my book, alive!"])
    write(his, "And you in mine 🐸")
    expect(said(hers)).to_have_text(["You are in my book, alive!", "And you in mine 🐸"])


def take_out(page: Page, to: Path) -> Path:
    page.goto("/me")
    page.get_by_role("link", name="Take out my data").tap()
    page.get_by_role("button", name="Make a copy of everything").tap()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).tap()
    download.value.save_as(to)
    return to


def holds_all_of_it(copy: Path) -> None:
    with zipfile.ZipFile(copy) as opened:
        assert opened.testzip() is None
        contacts = opened.read("records/contacts.jsonl").decode().splitlines()
        messages = opened.read("records/messages.jsonl").decode()
        cards = opened.read("contacts/contacts-vcard3.vcf").decode()
    assert len(contacts) == MANY
    assert sum(json.loads(line)["connected"] for line in contacts) == 1
    assert "alive!" in messages
    assert "🐸" in messages or "\\ud83d\\udc38" in messages.lower()
    unfolded = re.sub(r"\r?\n[ \t]", "", cards)
    assert unfolded.count("BEGIN:VCARD") == MANY
    assert [one.mobile for one in people(MANY, SEED) if one.mobile not in unfolded] == []
    living = next(card for card in unfolded.split("END:VCARD") if f"FN:{GUEST}" in card)
    assert NEW in living


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name != "apple"])
def test_the_book_of_any_other_device_reaches_the_phone(
    join: Join, tmp_path: Path, dialect: str
) -> None:
    amina = join("amina")
    page = amina.open()
    book = make_address_book(dialect, SOME, SEED)
    text = book.decode("utf-16" if book.startswith(b"\xff\xfe") else "utf-8")
    file = tmp_path / f"{dialect}.{'vcf' if 'BEGIN:VCARD' in text else 'csv'}"
    file.write_bytes(book)
    bring_in(page, file, SOME)
    phone = phone_of(amina, page, tmp_path / "phone")
    assert len(phone.sync()) == SOME
    cards = pulled(phone)
    wanted = {row["name"] for row in amina.ask("GET", "/contacts?limit=500")["contacts"]}
    assert len(re.findall("^FN", cards, re.M)) == len(wanted) == SOME
    written = [one.email for one in people(SOME, SEED) if one.email and one.email in text]
    assert written or dialect == "linkedin"
    assert [email for email in written if email not in cards] == []
