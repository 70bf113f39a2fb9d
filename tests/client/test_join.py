"""Somebody new comes to town."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.conftest import Device, Devices
from tests.client.finger import Finger
from tests.client.screens import back, first_codes, inside, outside, row
from tests.http import PASSWORD
from tests.operators import code_at
from tests.town import apart, execute

pytestmark = pytest.mark.service_worker

CODE = re.compile(r"[a-z0-9]{4,}(-[a-z0-9]{4,})+")
# Whether some text is anywhere in what the browser keeps.
WRITTEN_DOWN = """
async (text) => {
  const asked = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = no;
  });
  let all = JSON.stringify(localStorage);
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      all += JSON.stringify(await asked(database.transaction(store).objectStore(store).getAll()));
    database.close();
  }
  return all.includes(text);
}
"""


def begin(page: Page, name: str = "Amina Diallo") -> None:
    page.goto("/")
    page.get_by_role("link", name="Join", exact=True).tap()
    page.get_by_label("Your name").fill(name)


def with_password(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Password With").or_(page.get_by_role("radio", name="Password")).check()
    page.get_by_label("Password", exact=True).fill(password)


def test_a_passkey_is_made_first_of_all_where_the_device_can(device: Device) -> None:
    page = device()
    finger = Finger(page)
    begin(page)
    expect(page.get_by_text("amina_diallo@lake.town is free")).to_be_visible()
    expect(page.get_by_role("radio", name="Passkey")).to_be_checked()
    page.get_by_role("button", name="Join now").tap()
    codes = first_codes(page)
    assert len(set(codes)) == 10
    assert all(map(CODE.fullmatch, codes)), codes
    inside(page)
    [passkey] = finger.passkeys()
    assert passkey["rpId"] == "localhost"
    assert passkey["userName"] in ("amina_diallo", "amina_diallo@lake.town")
    page.reload()
    inside(page)


def test_a_passkey_that_is_refused_leaves_the_form_as_it_was(device: Device) -> None:
    page = device()
    Finger(page).becomes_anothers()
    begin(page)
    page.get_by_role("radio", name="Passkey").check()
    page.get_by_role("button", name="Join now").tap()
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Amina Diallo")
    with_password(page)
    page.get_by_role("button", name="Join now").tap()
    first_codes(page)
    inside(page)


def test_a_password_does_it_too(device: Device) -> None:
    page = device()
    begin(page)
    with_password(page, "too short")
    expect(page.get_by_role("button", name="Join now")).to_be_disabled()
    expect(page.get_by_text("The password needs at least 10 characters.")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Join now").tap()
    first_codes(page)
    inside(page)
    expect(page.get_by_text("Quiet as a pond")).to_be_visible()


def test_a_name_is_looked_up_while_it_is_typed(join: Join, device: Device) -> None:
    join("amina")
    page = device()
    begin(page, "Amina")
    handle = page.get_by_label("Your Leapfrog name")
    expect(handle).to_have_value("amina")
    expect(page.get_by_text("This name is taken already")).to_be_visible()
    expect(page.get_by_role("button", name="Join now")).to_be_disabled()
    for typed, told in (
        ("admin", "This name is kept for the town"),
        ("4mina", "3 to 30 letters a–z, digits or _, with a letter first."),
        ("amina2", "amina2@lake.town is free"),
    ):
        handle.fill(typed)
        expect(page.get_by_text(told)).to_be_visible()


def test_a_name_taken_between_looking_and_joining_is_told(join: Join, device: Device) -> None:
    page = device()
    begin(page, "Amina")
    with_password(page)
    expect(page.get_by_text("amina@lake.town is free")).to_be_visible()
    join("amina")
    page.get_by_role("button", name="Join now").tap()
    expect(
        page.get_by_text("This name is taken already. Try another one.").filter(visible=True).first
    ).to_be_visible()
    expect(page).to_have_url("/join")


def test_the_codes_are_copied_and_saved_before_they_are_gone(
    device: Device, tmp_path: Path
) -> None:
    page = device()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    begin(page)
    with_password(page)
    page.get_by_role("button", name="Join now").tap()
    card = page.get_by_role("link", name="Keep these codes").first
    card.tap()
    page.get_by_role("button", name="Later").tap()
    card.tap()
    page.get_by_role("heading", name="Keep these codes").wait_for()
    expect(page.get_by_role("button", name="I kept them")).to_be_disabled()
    codes = page.locator(".codes li").all_inner_texts()
    page.get_by_role("button", name="Copy").tap()
    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Download").tap()
    assert saving.value.suggested_filename == "leapfrog-codes.txt"
    saving.value.save_as(tmp_path / "codes.txt")
    saved = (tmp_path / "codes.txt").read_text()
    assert copied == saved
    assert "amina_diallo@lake.town" in saved
    assert [line for line in saved.splitlines() if line in codes] == codes
    # They are written down nowhere: who left without keeping them makes new ones.
    assert not page.evaluate(WRITTEN_DOWN, codes[0])
    page.reload()
    page.get_by_role("button", name="Make new codes").wait_for()
    expect(page.locator(".codes li")).to_have_count(0)


def test_the_link_of_the_start_joins_as_an_operator(
    device: Device, settings: Settings, origin: str
) -> None:
    address = str(settings.database_url)
    apart(execute(address, "update identity_town set operators = '{boss}'"))
    code = apart(code_at(address, "boss"))
    page = device()
    page.goto(f"/join#handle=boss&operator={code}")
    expect(page.get_by_text("You join as an operator of this town.")).to_be_visible()
    expect(page.get_by_text("boss@lake.town is free")).to_be_visible()
    page.get_by_label("Your name").fill("Amina Diallo")
    expect(page.get_by_label("Your Leapfrog name")).to_have_value("boss")
    with_password(page)
    page.get_by_role("button", name="Join now").tap()
    first_codes(page)
    inside(page)
    assert page.evaluate("fetch('/api/v1/me').then((r) => r.json())")["operator"] is True
    other = device()
    other.goto(f"/join#handle=boss&operator={code}")
    expect(other.get_by_text("This name is taken already")).to_be_visible()
    begin(other, "Boss")
    expect(other.get_by_text("You join as an operator")).to_have_count(0)


def test_back_leads_out_of_the_form_again(device: Device) -> None:
    page = device()
    begin(page)
    page.get_by_role("link", name="I have an account").tap()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Join Lake Town")).to_be_visible()
    back(page)
    outside(page)


def test_a_stranger_reads_chinese_where_the_browser_speaks_it(device: Device) -> None:
    page = device(locale="zh-CN")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_role("link", name="加入", exact=True).tap()
    page.get_by_label("你的名字").fill("林美")
    expect(page.get_by_label("Leapfrog 号")).to_have_value("linmei")
    expect(page.get_by_text("linmei@lake.town")).to_be_visible()


def test_a_stranger_chooses_the_language_and_keeps_it(device: Device) -> None:
    page = device()
    page.goto("/")
    page.get_by_role("button", name="简体中文").tap()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_role("button", name="简体中文")).to_have_attribute("aria-pressed", "true")


def test_joining_by_an_invitation_makes_both_contacts_at_once(join: Join, devices: Devices) -> None:
    amina = join("amina", "Amina Diallo")
    link = amina.ask("PUT", "/invitations/01a20f02-29a9-7141-a439-f4f09a096469", {})["url"]
    page = devices.add().new_page()
    page.goto(link)
    page.get_by_role("link", name="Join", exact=False).first.tap()
    expect(page.get_by_text("Amina Diallo invites you.")).to_be_visible()
    page.get_by_label("Your name").fill("Kofi")
    with_password(page)
    page.get_by_role("button", name="Join now").tap()
    first_codes(page)
    expect(row(page, "Amina Diallo")).to_contain_text("You accepted the invitation")
    page.get_by_role("link", name="Contacts", exact=True).tap()
    expect(page.get_by_role("link", name="Amina Diallo").filter(visible=True).first).to_be_visible()
    rows = amina.ask("GET", "/contacts")["contacts"]
    assert [(row["name"], row["connected"]) for row in rows] == [("Kofi", True)]
    hers = amina.open()
    expect(row(hers, "Kofi")).to_contain_text("Kofi accepted the invitation")
    expect(row(hers, "Kofi").locator(".dot")).to_be_visible()


def test_who_is_invited_by_name_finds_it_filled_in(join: Join, devices: Devices) -> None:
    amina = join("amina", "Amina Diallo")
    invited = {"contact_id": amina.contact("Kofi Mensah")}
    link = amina.ask("PUT", "/invitations/01a20f02-29a9-7141-a439-f4f09a096469", invited)["url"]
    page = devices.add().new_page()
    page.goto(link)
    page.get_by_role("link", name="Join", exact=False).first.tap()
    expect(page.get_by_label("Your name")).to_have_value("Kofi Mensah")
    expect(page.get_by_label("Leapfrog name")).to_have_value("kofi_mensah")
