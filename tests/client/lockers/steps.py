"""What the tests of lockers share: a village with a locker, whose machine is a page."""

import time
from typing import Any
from urllib.parse import urlencode

import msgspec
from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.browser import PATIENCE, Join, Person
from tests.client.conftest import Device
from tests.client.orders.steps import order_of, shop_with
from tests.client.till.steps import shop_of, with_money
from tests.lockers.acts import LOCKER
from tests.orders.goods import Shop
from tests.parcels.acts import OLGA_SAYS_YES, TERMS

PUMP = {"latitude": -1.29, "longitude": 36.82}


class Village(msgspec.Struct, frozen=True):
    """Mei sells and sends to points, Amina has money, Kofi carries, Juma has a kiosk, Olga is at
    the desk.
    """

    settings: Settings
    mei: Person
    amina: Person
    kofi: Person
    juma: Person
    olga: Person
    shop: Shop
    kiosk: str

    def put_up(self) -> str:
        """The address of the page that is the locker, with two small compartments, a medium and a
        large one.
        """
        locker = str(new_id())
        key = self.juma.ask("PUT", f"/lockers/{locker}", LOCKER | {"merchant_id": self.kiosk})
        self.olga.ask("PUT", f"/desk/pickup-points/{locker}", OLGA_SAYS_YES)
        return "/locker?" + urlencode({"of": f"{locker}.{key['key']}"})

    def sent(self, locker: str) -> Any:
        """A parcel for Amina in Kofi's hands, as she sees it."""
        kit = str(self.shop.variants["Noodle kit"])
        order = order_of(self.amina, str(self.shop.id), kit, point=locker)
        self.mei.ask("PUT", f"/packing/{order}/shipments/{new_id()}", {"size": "S"})
        [parcel] = self.amina.ask("GET", f"/orders/{order}")["parcels"]
        self.kofi.ask("PUT", f"/parcels/{parcel['id']}/events/{new_id()}", {"act": "collect"})
        return parcel

    def laid(self, locker: str, machine: Page) -> Any:
        """The same, in a compartment."""
        parcel, opening = self.sent(locker), new_id()
        path = f"/lockers/{locker}/fillings/{opening}"
        self.kofi.ask("PUT", path, {"number": parcel["number"]})
        lay_in(machine)
        becomes(machine, self.kofi, str(opening), "done")
        return parcel


def open_village(join: Join, settings: Settings, **look: Any) -> Village:
    """`look`: of all phones there."""
    names = ("mei", "amina", "kofi", "juma", "olga")
    mei, amina, kofi, juma, olga = (join(one, **look) for one in names)
    shop = shop_with(settings, mei, "Mei's kitchen", {"Noodle kit": (600, 9)})
    mei.ask("PUT", f"/merchants/{shop.id}/delivery-terms", TERMS)
    with_money(settings, amina)
    kofi.ask("PUT", "/courier", {"about": "A bicycle", "fee": 30})
    olga.ask("PUT", f"/desk/couriers/{kofi.me['id']}", OLGA_SAYS_YES)
    kiosk = shop_of(juma, "Kiosk at the pump")
    return Village(settings, mei, amina, kofi, juma, olga, shop, kiosk)


def id_of(address: str) -> str:
    """Of the locker that a page is."""
    return address.partition("of=")[2].partition(".")[0]


def the_locker(device: Device, address: str, **look: Any) -> Page:
    """The page that is the locker, on its line."""
    page = device(**look)
    page.goto(address)
    expect(page.locator(".display .on")).to_be_visible()
    return page


def becomes(machine: Page, who: Person, opening: str, state: str) -> None:
    """Waits until the town has heard of the machine what became of an opening."""
    end = time.monotonic() + PATIENCE
    while who.ask("GET", f"/lockers/openings/{opening}")["state"] != state:
        assert time.monotonic() < end
        machine.wait_for_timeout(50)


def lay_in(machine: Page) -> None:
    """Somebody lays something in where it is open, and closes the door."""
    inside = machine.locator(".inside")
    inside.get_by_role("button").first.tap()
    close(machine)


def take_out(machine: Page) -> None:
    inside = machine.locator(".inside")
    inside.get_by_role("button").first.tap()
    close(machine)


def close(machine: Page) -> None:
    inside = machine.locator(".inside")
    inside.get_by_role("button").last.tap()
    expect(inside).to_have_count(0)


def types(machine: Page, code: str) -> None:
    """Six digits at the keys."""
    keys = machine.locator(".keys")
    for digit in code:
        keys.get_by_role("button", name=digit, exact=True).tap()
