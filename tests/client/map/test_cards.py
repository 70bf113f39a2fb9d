"""Places in chats: on a piece of the map, which opens there; and chosen on the map."""

import re

from playwright.sync_api import expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Person
from tests.client.eyes import SMALL_PHONE, unfit, violations
from tests.client.map.conftest import Dweller
from tests.client.map.steps import at_rest, card, ground, paints, sheet

ATENEUM = {"lat": 60.1702, "lon": 24.9441, "name": "Ateneum", "address": "Kaivokatu 2"}


def send(one: Person, talk: str, meta: dict[str, object]) -> None:
    message = {"kind": "location", "body": "", "meta": meta}
    one.ask("PUT", f"/conversations/{talk}/messages/{new_id()}", message)


def pair(dweller: Dweller, **look: object) -> tuple[Person, Person, str]:
    amina, kofi = dweller("amina", "Amina Diallo", **look), dweller("kofi", "Kofi Mensah")
    amina.connect(kofi)
    return amina, kofi, amina.talk(kofi)


def test_a_place_is_a_piece_of_the_map_and_opens_there(dweller: Dweller) -> None:
    amina, kofi, talk = pair(dweller)
    send(kofi, talk, ATENEUM)
    page = amina.open(f"/chat/{talk}")
    sent = card(page, "Ateneum")
    page.wait_for_function("() => document.querySelector('.still canvas')?.height > 120")
    paints(sent.locator("canvas"))
    expect(sent).to_contain_text("© OpenStreetMap contributors")
    assert violations(page) == []
    sent.tap()
    expect(sheet(page, "Ateneum")).to_contain_text("Kaivokatu 2")
    expect(page.locator(".mark.pin")).to_be_attached()


def test_a_place_beyond_the_map_leads_to_a_map_of_the_world(dweller: Dweller) -> None:
    amina, kofi, talk = pair(dweller)
    send(kofi, talk, {"lat": 47.66, "lon": 9.17, "name": "Konstanz"})
    page = amina.open(f"/chat/{talk}")
    sent = card(page, "Konstanz")
    expect(sent).to_have_attribute("href", re.compile(r"^https://www\.openstreetmap\.org/"))
    expect(sent.locator("canvas")).to_have_count(0)


def test_a_place_to_send_is_chosen_on_the_map(dweller: Dweller) -> None:
    amina, kofi, talk = pair(dweller, locale="zh-CN", **SMALL_PHONE)
    page = amina.open(f"/chat/{talk}")
    page.get_by_role("button", name="更多").tap()
    page.get_by_role("button", name="位置", exact=True).tap()
    panel = page.get_by_role("dialog", name="位置")
    ground(page)
    panel.get_by_role("searchbox").fill("Kinopalatsi")
    panel.get_by_role("button", name="Kinopalatsi").first.tap()
    at_rest(page)
    assert unfit(page) == []
    panel.get_by_role("button", name="发送").tap()
    expect(panel).to_be_hidden()
    for phone in (page, kofi.open(f"/chat/{talk}")):
        expect(card(phone, "Kinopalatsi")).to_be_visible()
    [sent] = amina.ask("GET", f"/conversations/{talk}/messages")["messages"]
    assert (sent["kind"], sent["meta"]["name"]) == ("location", "Kinopalatsi")
