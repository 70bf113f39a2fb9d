"""Money to a friend in another town: two towns, two phones, a desk. What the screens say while it
is on its way, when it is there, and when it comes back.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.clearing.acts import TERMS, Desk, Payer, agreed, olga_of, signs
from tests.client.browser import Person, context
from tests.client.conftest import Devices
from tests.client.member import Json
from tests.client.test_money import drawer, fits, of
from tests.client.till.steps import confirm
from tests.fediverse.conftest import open_town
from tests.pay.acts import IBAN
from tests.shared_database import Lender

TOWN: Json = {"operators": ("olga",), "bank_iban": IBAN}


class Phones(msgspec.Struct, frozen=True):
    """Amina of Lake and Tariq of Hill, who are friends and have 100.00 each; Lake's Olga."""

    amina: Person
    tariq: Person
    olga: Person
    payers: tuple[Payer, Payer]
    desks: tuple[Desk, Desk]


@pytest.fixture
def phones(
    settings: Settings, lender: Lender, tmp_path: Path, devices: Devices, built: None
) -> Iterator[Phones]:
    # The devices' own town would take jobs of one whose database it shares.
    with lender.lend() as ours, lender.lend() as theirs:
        here = msgspec.structs.replace(settings, home=tmp_path / "lake", database_url=ours)
        there = msgspec.structs.replace(settings, home=tmp_path / "hill", database_url=theirs)
        with open_town(here, **TOWN) as lake, open_town(there, **TOWN) as hill:
            desks = olga_of(lake, ours), olga_of(hill, theirs)
            payers = Payer(lake, "amina"), Payer(hill, "tariq")
            for desk, one in zip(desks, payers, strict=True):
                one.chooses_pin()
                desk.gives(one, 10_000)
            payers[0].befriends(payers[1])
            yield Phones(
                _phone(devices, lake, payers[0]),
                _phone(devices, hill, payers[1]),
                _phone(devices, lake, desks[0]),
                payers,
                desks,
            )


def _phone(devices: Devices, origin: str, one: Any) -> Person:
    made = context(devices.chromium, origin)
    devices.watch(made)
    return Person(origin, one.http, {"me": one.me, "recovery_codes": []}, made)


def test_money_goes_to_another_town_and_back(phones: Phones) -> None:
    payers = phones.payers
    talk = payers[0].talk(payers[0].id_of(payers[1]))["id"]
    page = phones.amina.open(f"/chat/{talk}")
    drawer(page, "Send money")
    expect(page.get_by_role("note")).to_contain_text("have no agreement about money")
    page.get_by_role("button", name="Back").click()

    the_desks_agree(phones)
    drawer(page, "Send money")
    expect(page.get_by_role("note")).to_contain_text("To another town, up to €30.00. Arrives when")
    fits(page)
    page.get_by_label("Amount").fill("12.50")
    page.get_by_label("For what").fill("tea")
    page.get_by_role("main").get_by_role("button", name="Send money").last.click()
    confirm(page)
    expect(page.get_by_text("The money is set aside in your wallet.")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Done").click()
    expect(of(page, "tea")).to_contain_text("Waits for")

    his = payers[1].talk(payers[1].id_of(payers[0]))["id"]
    phone = phones.tariq.open(f"/chat/{his}")
    expect(of(phone, "tea")).to_contain_text("For you, until")
    of(phone, "tea").get_by_role("button", name="Accept").click()
    expect(of(phone, "tea")).to_contain_text("It is in your wallet")
    expect(of(page, "tea")).to_contain_text("has it")
    assert (payers[0].has(), payers[1].has()) == ((8_750, 0), (11_250, 0))

    of(phone, "tea").get_by_role("link").click()
    phone.get_by_role("button", name="Give money back").click()
    fits(phone)
    phone.get_by_role("dialog").get_by_label("Amount").fill("2.50")
    phone.get_by_role("dialog").get_by_role("button", name="Give money back").click()
    confirm(phone)
    expect(page.locator(".money").last).to_contain_text("It is in your wallet")
    assert payers[0].has() == (9_000, 0)
    desk_shows(phones)


def the_desks_agree(phones: Phones) -> None:
    """Lake's Olga signs on her phone what Hill proposed."""
    olga, omar = phones.desks
    terms = TERMS | {"iban": IBAN, "name": "The Town"}
    omar.put(f"/pay/partners/{olga.domain}", terms)
    page = phones.olga.open("/pay/desk/towns")
    page.get_by_role("link", name=omar.domain).click()
    expect(page.get_by_role("heading", name="They signed these terms")).to_be_visible()
    fits(page)
    page.get_by_label("Our IBAN").fill(IBAN)
    page.get_by_label("Account holder").fill("Lake Town")
    page.get_by_role("button", name="Sign these terms").click()
    expect(page.get_by_role("heading", name="Signed by us")).to_be_visible()
    signs(omar, olga)
    page.reload()
    expect(page.get_by_text("Nothing is owed").last).to_be_visible()
    fits(page)


def desk_shows(phones: Phones) -> None:
    page = phones.olga.open("/pay/desk/towns")
    expect(page.get_by_role("main")).to_contain_text("We owe them €10.00")
    fits(page)


def test_what_is_declined_comes_back_in_words(phones: Phones) -> None:
    agreed(*phones.desks)
    amina, tariq = phones.payers
    sent = amina.pays(tariq, 500, note="for the tea")
    page = phones.amina.open(f"/pay/town/{sent['id']}")
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    card = tariq.sees_card(amina, "town_payment")
    phone = phones.tariq.open(f"/pay/town/{card['id']}")
    fits(phone)
    phone.get_by_role("button", name="Decline").click()
    expect(phone.get_by_text("You declined")).to_be_visible()
    expect(page.get_by_text("declined, it is yours again")).to_be_visible()
    assert amina.has() == (10_000, 0)
