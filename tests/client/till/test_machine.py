"""A payer, and a page that is a machine: the code is shown and filmed, things fall or do not."""

from pathlib import Path

from playwright.sync_api import Playwright, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.conftest import Device
from tests.client.till.steps import balance, confirm, films, machine_of, with_money


def test_what_falls_is_paid_and_what_is_stuck_is_not(
    join: Join, device: Device, settings: Settings, playwright: Playwright, tmp_path: Path
) -> None:
    juma = join("juma")
    key = machine_of(juma)
    machine = device()
    machine.goto(f"/machine?of={key['machine']}.{key['key']}")
    machine.get_by_role("button", name="Water").tap()
    machine.get_by_role("button", name="Green tea").tap()
    machine.get_by_text("Jam a spiral").tap()
    machine.get_by_label("A2").check()
    machine.get_by_role("button", name="Pay by phone").tap()
    shown = machine.get_by_role("img", name="Scan to pay")
    expect(shown).to_be_visible()
    camera = films(playwright, shown, tmp_path)
    amina = join("amina", browser=camera)
    with_money(settings, amina)
    phone = amina.open("/scan")
    expect(phone.get_by_role("heading", name="Lakeside")).to_be_visible()
    expect(phone.get_by_text("Only what falls is paid for.")).to_be_visible()
    phone.get_by_role("button", name="Pay €3.70").tap()
    confirm(phone)
    expect(machine.get_by_text("It did not drop. Your money is back.")).to_be_visible()
    expect(phone.get_by_role("heading", name="You paid €1.20")).to_be_visible()
    assert balance(amina) == 9_880
    owner = juma.open(f"/machines/{key['machine']}")
    expect(owner.get_by_text("Out of order")).to_be_visible()
    expect(owner.get_by_text("Water, Green tea")).to_be_visible()
    phone.get_by_role("button", name="Nothing came out?").tap()
    owner.get_by_text("Water, Green tea").tap()
    owner.get_by_role("button", name="Give the money back").tap()
    expect(phone.get_by_text("Money back.")).to_be_visible()
    assert balance(amina) == 10_000
    phone.get_by_role("link", name="Receipt").tap()
    expect(phone.get_by_role("link", name="Keep the signed receipt")).to_be_visible()
    camera.close()


def test_a_fresh_key_is_made_only_after_a_question(join: Join, device: Device) -> None:
    juma = join("juma")
    key = machine_of(juma)
    machine = device()
    machine.goto(f"/machine?of={key['machine']}.{key['key']}")
    water = machine.get_by_role("button", name="Water")
    expect(water).to_be_visible()
    owner = juma.open(f"/machines/{key['machine']}")
    row = owner.get_by_role("button", name="The device's key")
    row.tap()
    sure = owner.get_by_role("dialog", name="A fresh key?")
    sure.get_by_role("button", name="Cancel").tap()
    expect(sure).to_be_hidden()
    machine.reload()
    expect(water).to_be_visible()
    row.tap()
    sure.get_by_role("button", name="Make a fresh key").tap()
    shown = owner.get_by_role("dialog", name="The device's key")
    expect(shown.get_by_text("They are shown only now.")).to_be_visible()
    expect(shown.get_by_text(key["machine"])).to_be_visible()
    expect(shown.get_by_text(key["key"])).to_have_count(0)
