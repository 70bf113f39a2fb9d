"""Taking everything out, arriving with it, and leaving for good."""

import hashlib
import json
import zipfile
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join
from tests.client.conftest import Device
from tests.client.finger import Finger
from tests.client.screens import outside, sign_in
from tests.client.test_me_security import add_passkey
from tests.http import PASSWORD
from tests.town import apart, execute


def take_out(page: Page, to: Path) -> Path:
    """Makes a copy on the page and downloads it."""
    page.get_by_role("button", name="Make a copy of everything").tap()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).tap()
    download.value.save_as(to)
    return to


def test_a_copy_is_made_downloaded_and_whole(join: Join, tmp_path: Path) -> None:
    amina = join("amina", "Amina Diallo")
    amina.contact("Zoe Wang")
    page = amina.open("/me")
    row = page.get_by_role("link", name="Take out my data")
    expect(row).to_contain_text("No copy yet")
    row.tap()
    file = take_out(page, tmp_path / "copy.zip")
    [kept] = amina.ask("GET", "/takeouts")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == kept["sha256"]
    expect(page.get_by_text(kept["sha256"][:12])).to_be_visible()
    with zipfile.ZipFile(file) as copy:
        assert copy.testzip() is None
        contacts = copy.read("records/contacts.jsonl").decode()
        assert "Zoe Wang" in contacts
        assert json.loads(copy.read("manifest.json"))["address"] == "amina@lake.town"
    page.get_by_text("What is inside").tap()
    expect(page.get_by_role("definition").first).to_have_text("1")
    page.get_by_role("button", name="Back").tap()
    expect(row).to_contain_text("Last copy: Today")


def test_an_unlocked_phone_is_asked_who_it_is_before_a_copy(join: Join, database_url: str) -> None:
    amina = join("amina")
    page = amina.open("/me/takeout")
    old = "update identity_session set proved_at = proved_at - interval '11 minutes'"
    apart(execute(database_url, old))
    page.get_by_role("button", name="Make a copy of everything").tap()
    sheet = page.get_by_role("dialog", name="Is it you?")
    expect(sheet).to_be_visible()
    assert amina.ask("GET", "/takeouts") == []
    sheet.get_by_label("Password", exact=True).fill(PASSWORD)
    sheet.get_by_role("button", name="Next").tap()
    expect(page.get_by_role("link", name="Download", exact=True)).to_be_visible()


def test_an_earlier_copy_can_still_be_had(join: Join, tmp_path: Path) -> None:
    page = join("amina").open("/me/takeout")
    take_out(page, tmp_path / "first.zip")
    page.get_by_role("button", name="Make a new copy").tap()
    earlier = page.get_by_role("region", name="Earlier copies")
    with page.expect_download() as download:
        earlier.get_by_role("link").tap()
    assert download.value.suggested_filename.endswith(".zip")
    assert Path(download.value.path()).read_bytes() == (tmp_path / "first.zip").read_bytes()


def test_how_much_one_keeps_is_told(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/me/takeout")
    kept = page.get_by_role("region", name="What you keep here")
    expect(kept).to_contain_text("0 byte of 5 GB")
    path = f"/chat/files/{new_id()}"
    answer = amina.api.put(path, content=b"x" * 1_500_000)
    assert answer.is_success
    page.reload()
    expect(kept).to_contain_text("1.5 MB of 5 GB")


def test_somebody_arrives_with_what_they_took_out(join: Join, tmp_path: Path) -> None:
    amina, moved = join("amina", "Amina Diallo"), join("amina_moved", "A.")
    amina.contact("Zoe Wang")
    amina.ask("PATCH", "/me", {"about": "Nurse."})
    file = take_out(amina.open("/me/takeout"), tmp_path / "copy.zip")
    page = moved.open("/me/arrive")
    page.get_by_label("Choose the ZIP").set_input_files(file)
    expect(page.get_by_text("From amina@lake.town")).to_be_visible()
    contacts = page.get_by_role("row", name="Contacts")
    expect(contacts.get_by_role("cell")).to_have_text(["1", "0"])
    behind = page.get_by_role("row", name="Recovery codes")
    expect(behind).to_contain_text("Stays with the old town")
    assert moved.ask("GET", "/contacts")["total"] == 0
    page.reload()
    page.get_by_role("button", name="Let it in").tap()
    expect(page.get_by_role("heading", name="You have arrived")).to_be_visible()
    assert moved.ask("GET", "/me")["about"] == "Nurse."
    page.get_by_role("link", name="See my contacts").tap()
    expect(page.get_by_role("link", name="Zoe Wang")).to_be_visible()


def test_whoever_has_all_of_it_is_told_so(join: Join, tmp_path: Path) -> None:
    page = join("amina").open("/me/takeout")
    file = take_out(page, tmp_path / "copy.zip")
    page.get_by_role("link", name="Bring my data here").tap()
    page.get_by_label("Choose the ZIP").set_input_files(file)
    expect(page.get_by_role("heading", name="You have all of it already")).to_be_visible()
    expect(page.get_by_role("button", name="Let it in")).to_be_disabled()


def test_a_file_that_is_no_copy_is_refused(join: Join) -> None:
    page = join("amina").open("/me/arrive")
    file: FilePayload = {"name": "a.zip", "mimeType": "application/zip", "buffer": b"PK no"}
    page.get_by_label("Choose the ZIP").set_input_files(file)
    expect(page.get_by_role("alert")).to_have_text(
        "This is not a copy taken out of a Leapfrog town."
    )
    expect(page).to_have_url("/me/arrive")


def test_an_account_is_erased_by_name_and_password(join: Join, device: Device) -> None:
    amina = join("amina")
    amina.contact("Zoe Wang")
    page = amina.open("/me/leave")
    erase = page.get_by_role("button", name="Erase everything", exact=True)
    page.get_by_label("Password", exact=True).fill("not her password")
    page.get_by_label("Type amina to go on").fill("aminata")
    expect(erase).to_be_disabled()
    page.get_by_label("Type amina to go on").fill("amina")
    erase.tap()
    expect(page.get_by_role("alert")).to_have_text(
        "What you typed doesn't match. Please look again."
    )
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    erase.tap()
    expect(page.get_by_role("heading", name="You are free to hop on")).to_be_visible()
    names, counts = (page.get_by_role(r).all_inner_texts() for r in ("term", "definition"))
    erased = dict(zip(names, counts, strict=True))
    assert erased["Contacts"] == "1"
    assert erased["Recovery codes"] == "10"
    page.get_by_role("link", name="Done").tap()
    outside(page)
    assert page.evaluate("localStorage.getItem('leapfrog.me')") is None
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    stranger = device()
    sign_in(stranger, "amina")
    expect(stranger.get_by_role("alert")).not_to_be_empty()


def test_an_account_is_erased_by_passkey(join: Join) -> None:
    page = join("amina").open("/me/security")
    Finger(page)
    add_passkey(page, "My phone")
    page.get_by_role("link", name="Delete my account").tap()
    page.get_by_label("Type amina to go on").fill("@amina@lake.town")
    page.get_by_role("button", name="Erase everything with my passkey").tap()
    expect(page.get_by_role("heading", name="You are free to hop on")).to_be_visible()
    page.reload()
    outside(page)
