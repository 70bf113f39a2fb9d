"""Every contacts screen is for everybody: axe finds nothing amiss by day, by night, in Chinese."""

import pytest
from playwright.sync_api import expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join, Person
from tests.client.eyes import LOOKS
from tests.client.screens import at_rest, walk


def furnish(amina: Person, mei: Person, kofi: Person) -> dict[str, str]:
    """A book in which every screen has something to show; answers where to look."""
    amina.connect(mei)
    mei.show("phone", "+86 138 0013 8000")
    kofi.request(amina, "Hello, it's Kofi")
    amina.show("email", "amina@lake.town", circles=[amina.circle("family")], everyone=False)
    number = [{"kind": "phone", "label": "mobile", "value": "+49 151 1000001"}]
    zoe = amina.contact("Zoe Wang", fields=number, tags=["boat"], starred=True, note="Mangoes")
    amina.contact("Zoe W.", fields=number)
    for i in range(30):
        amina.contact(f"{chr(65 + i % 26)}bel {i}")
    upload = f"/imports/{new_id()}"
    cards = "BEGIN:VCARD\nVERSION:3.0\nFN:New One\nTEL:+49 1\nEND:VCARD\n"
    assert amina.api.put(upload, params={"name": "a.vcf"}, content=cards).is_success
    link = mei.ask("PUT", f"/invitations/{new_id()}", {})["url"]
    [row] = [c for c in amina.ask("GET", "/contacts")["contacts"] if c["connected"]]
    return {
        "list": "/contacts",
        "living contact": f"/contacts/{row['id']}",
        "own contact": f"/contacts/{zoe}",
        "edit": f"/contacts/{zoe}/edit",
        "merge": f"/contacts/{zoe}/merge",
        "new": "/contacts/new",
        "add": "/contacts/add",
        "requests": "/contacts/requests",
        "stranger": "/@kofi",
        "invite": "/contacts/invite",
        "invited": link.removeprefix(amina.origin),
        "duplicates": "/contacts/duplicates",
        "blocked": "/contacts/blocked",
        "card": "/me/card",
        "circles": "/me/circles",
        "circle": f"/me/circles/{amina.circle('friends')}",
        "import": "/me/imports",
        "preview": f"/me{upload.replace('imports', 'import')}",
        "scan": "/scan",
        "qr": "/me/qr",
    }


@pytest.mark.service_worker
@pytest.mark.parametrize("look", LOOKS)
def test_screens_have_no_violations(join: Join, look: str) -> None:
    options, amiss = LOOKS[look]
    amina = join("amina", "Amina Diallo", **options)
    places = furnish(amina, join("mei", "林美 Lin Mei"), join("kofi"))
    page = amina.open("/contacts")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    found: dict[str, list[str]] = {}
    for name, path in places.items():
        walk(page, path)
        at_rest(page)
        found[name] = amiss(page)
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_sheets_have_no_violations(join: Join, look: str) -> None:
    options, amiss = LOOKS[look]
    amina = join("amina", **options)
    places = furnish(amina, join("mei"), join("kofi"))
    page = amina.open(places["own contact"])
    page.locator("button.open").click()
    assert amiss(page) == []
    page.goto(f"{amina.origin}/me/card")
    page.locator("footer button").click()
    assert amiss(page) == []
    page.goto(f"{amina.origin}/contacts/requests")
    page.locator("article button").last.click()
    assert amiss(page) == []


def test_the_keyboard_reaches_a_contact_and_its_menu(join: Join) -> None:
    amina = join("amina")
    amina.contact("Zoe")
    page = amina.open("/contacts")
    expect(page.get_by_role("link", name="Zoe")).to_be_visible()
    page.get_by_role("link", name="Zoe").focus()
    page.keyboard.press("Enter")
    more = page.get_by_role("button", name="More")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Edit")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Make one with another")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).not_to_be_visible()
