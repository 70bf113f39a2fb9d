"""All screens of lockers fit and are for everybody, in each state that somebody meets them in."""

from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.conftest import Device
from tests.client.eyes import LOOKS
from tests.client.lockers.steps import (
    Village,
    becomes,
    close,
    id_of,
    lay_in,
    open_village,
    take_out,
    the_locker,
)
from tests.client.screens import at_rest


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga works at the desk."""
    return msgspec.structs.replace(settings, operators=("olga",))


def asked_back(village: Village, order: str) -> str:
    """The address of the screen where goods of this order go back."""
    asked = {"kind": "return", "units": [{"no": 0, "n": 1}], "text": "It is cracked"}
    seen = village.amina.ask("PUT", f"/orders/{order}/cases/{new_id()}", asked)
    return f"/orders/{order}/back/{seen['cases'][0]['id']}"


class Looking:
    """Goes to screens, and notes what is amiss on each."""

    def __init__(self, amiss: Any) -> None:
        self.amiss = amiss
        self.found: dict[str, list[str]] = {}

    def __call__(self, page: Page, name: str) -> None:
        at_rest(page)
        self.found[name] = self.amiss(page)


@pytest.mark.parametrize("look", LOOKS)
def test_screens_of_lockers_are_for_everybody(
    join: Join, device: Device, settings: Settings, look: str
) -> None:
    options, amiss = LOOKS[look]
    village, sees = open_village(join, settings, **options), Looking(amiss)
    address = village.put_up()
    locker, machine = id_of(address), the_locker(device, address, **options)
    sees(machine, "the keys")
    fetched, waits, lost = (village.laid(locker, machine) for _ in range(3))
    village.sent(locker)
    of_courier(village, machine, sees, locker)
    phone = village.amina.open(f"/parcels/{waits['id']}/locker")
    sees(phone, "what waits")
    of_buyer(phone, machine, sees, fetched["id"])
    phone.goto(asked_back(village, fetched["delivery_id"]))
    sees(phone, "where it can go back")
    phone.locator(".body .rows .row").first.tap()
    expect(phone.locator(".body .code")).to_be_visible()
    sees(phone, "what goes back")
    opening = new_id()
    village.amina.ask("PUT", f"/parcels/{lost['id']}/fetchings/{opening}")
    expect(machine.locator(".inside")).to_be_visible()
    becomes(machine, village.amina, str(opening), "open")
    village.amina.ask("PUT", f"/lockers/openings/{opening}/doubt", {"what": "empty"})
    close(machine)
    of_owner(village, sees, locker)
    sees(village.olga.open("/pay/desk/lockers"), "the desk")
    assert {name: what for name, what in sees.found.items() if what} == {}


def of_courier(village: Village, machine: Page, sees: Looking, locker: str) -> None:
    bicycle = village.kofi.open("/courier")
    sees(bicycle, "the round")
    bicycle.goto(f"/courier/lockers/{locker}")
    sees(bicycle, "what a courier has to do")
    bicycle.locator(".body .rows .row").first.tap()
    expect(machine.locator(".inside")).to_be_visible()
    expect(bicycle.locator(".body .good")).to_be_visible()
    sees(bicycle, "where a courier lays it in")
    sees(machine, "an open door")
    lay_in(machine)
    expect(bicycle.locator(".body form")).to_be_hidden()
    expect(bicycle.locator(".body button.leap")).to_be_visible()
    sees(bicycle, "what a courier has laid in")


def of_buyer(phone: Page, machine: Page, sees: Looking, parcel: str) -> None:
    phone.goto(f"/parcels/{parcel}/locker")
    phone.locator(".body button.leap").tap()
    sure = phone.get_by_role("dialog")
    sees(phone, "are you there")
    sure.locator("button.leap").tap()
    expect(machine.locator(".inside")).to_be_visible()
    expect(phone.locator(".body .good")).to_be_visible()
    sees(phone, "what is open")
    take_out(machine)
    expect(phone.locator(".body button.leap")).to_be_visible()
    sees(phone, "what was fetched")


def of_owner(village: Village, sees: Looking, locker: str) -> None:
    owner = village.juma.open(f"/lockers/{new_id()}/edit")
    expect(owner.locator(".body form")).to_be_visible()
    sees(owner, "a new one")
    owner.goto("/lockers")
    sees(owner, "all lockers")
    owner.goto(f"/lockers/{locker}/edit")
    sees(owner, "what one is")
    owner.goto(f"/lockers/{locker}")
    sees(owner, "its compartments")
    owner.locator(".body .bad").tap()
    sees(owner, "a compartment of which nobody knows")
