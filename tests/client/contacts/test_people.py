"""Becoming contacts: by name, by invitation, by saying no; and cards that stay alive."""

import re

from playwright.sync_api import Page, expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join, Person
from tests.client.conftest import Device


def ask_by_name(page: Page, handle: str, greeting: str) -> None:
    page.get_by_role("button", name="Add or bring along").click()
    page.get_by_role("menuitem", name="Add by Leapfrog name").click()
    page.get_by_label("Leapfrog name").fill(handle)
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Say who you are").fill(greeting)
    page.get_by_role("button", name="Add to contacts").click()


def test_two_people_become_contacts_and_talk(join: Join) -> None:
    amina, mei = join("amina", "Amina Diallo"), join("mei", "林美 Lin Mei")
    hers, his = amina.open("/contacts"), mei.open("/contacts")
    expect(his.get_by_text("Nobody yet")).to_be_visible()

    ask_by_name(hers, "@Mei@lake.town", "It's Amina from the pier")
    expect(hers.get_by_text("You asked. 林美 Lin Mei will decide.")).to_be_visible()

    # It arrives by itself, with its number.
    friends = his.get_by_role("link", name=re.compile("New friends"))
    expect(friends).to_contain_text("1")
    friends.click()
    expect(his.get_by_text("It's Amina from the pier")).to_be_visible()
    his.get_by_role("button", name="Accept").click()
    his.get_by_role("dialog").get_by_role("button", name="Friends").click()
    his.get_by_role("dialog").get_by_role("button", name="Accept").click()
    expect(his.get_by_text("No new requests")).to_be_visible()
    [kept] = mei.ask("GET", "/contacts")["contacts"]
    assert kept["circles"] == [mei.circle("friends")]

    # On the other phone she stands in the list, alive, and the chat opens.
    hers.get_by_role("button", name="Back").click()
    hers.get_by_role("link", name=re.compile("林美")).click()
    expect(hers.get_by_role("heading", name="Kept up to date by 林美 Lin Mei")).to_be_visible()
    hers.get_by_role("button", name="Message").click()
    hers.get_by_role("textbox", name="Message", exact=True).fill("Hello 林美!")
    hers.get_by_role("button", name="Send", exact=True).click()
    his.get_by_role("button", name="Back").click()
    his.get_by_role("link", name="Chats").click()
    expect(
        his.get_by_role("link", name=re.compile("Amina Diallo.*Hello 林美!", re.S))
    ).to_be_visible()


def test_a_declined_request_is_quiet(join: Join) -> None:
    amina, mei = join("amina"), join("mei")
    amina.request(mei)
    page = mei.open("/contacts/requests")
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_text("No new requests")).to_be_visible()
    hers = amina.open("/@mei")
    expect(hers.get_by_text("You asked. Mei will decide.")).to_be_visible()
    assert mei.ask("GET", "/contacts")["total"] == 0


def test_asking_who_asked_already_is_accepting(join: Join) -> None:
    amina, mei = join("amina"), join("mei")
    mei.request(amina)
    page = amina.open("/@mei")
    expect(page.get_by_text("Mei wants to be your contact.")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("dialog").get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="Kept up to date by Mei")).to_be_visible()


def test_nobody_is_found_by_guessing(join: Join) -> None:
    page = join("amina").open("/contacts/add")
    page.get_by_label("Leapfrog name").fill("nobody_here")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("Nobody here is called @nobody_here.")).to_be_visible()


def test_a_card_changes_by_itself_for_those_who_may_see_it(join: Join) -> None:
    amina, mei, kofi = join("amina"), join("mei"), join("kofi")
    mei.connect(amina, [amina.circle("friends")])
    kofi.connect(amina)
    [mei_id] = [c["id"] for c in mei.ask("GET", "/contacts")["contacts"]]
    [kofi_id] = [c["id"] for c in kofi.ask("GET", "/contacts")["contacts"]]
    friend, other = mei.open(f"/contacts/{mei_id}"), kofi.open(f"/contacts/{kofi_id}")
    nothing = "Nothing shared with you yet. What they show you appears here by itself."
    expect(friend.get_by_text(nothing)).to_be_visible()

    page = amina.open("/me/card")
    page.get_by_role("button", name="Add to my card").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Phone").fill("+49 151 555 0101")
    sheet.get_by_label("Some circles").check()
    sheet.get_by_role("button", name="Friends").click()
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name=re.compile("0101.*Friends", re.S))).to_be_visible()

    number = friend.get_by_role("link", name=re.compile("555 0101"))
    expect(number).to_have_attribute("href", "tel:+491515550101")
    expect(other.get_by_text(nothing)).to_be_visible()

    # Seen with other eyes: friends see it, people in no circle don't.
    see = page.get_by_role("group", name="See as")
    see.get_by_role("button", name="In no circle").click()
    expect(page.get_by_text("They see only your name and picture.")).to_be_visible()
    see.get_by_role("button", name="Friends").click()
    expect(page.get_by_text("555 0101")).to_be_visible()

    # Taken out of the circle, she doesn't see it any more.
    [row] = [c for c in amina.ask("GET", "/contacts")["contacts"] if c["name"] == "Mei"]
    amina.ask("PATCH", f"/contacts/{row['id']}", {"circles": []})
    expect(friend.get_by_text(nothing)).to_be_visible()


def test_blocking_ends_it_and_can_be_taken_back(join: Join) -> None:
    amina, mei = join("amina"), join("mei")
    amina.connect(mei)
    page = amina.open("/@mei")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Block").click()
    expect(page.get_by_text("They are not told.")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Block").click()
    expect(page.get_by_text("you are not connected at the moment")).to_be_visible()
    [blocked] = amina.ask("GET", "/blocks")
    assert blocked["handle"] == "mei"

    page.goto(f"{amina.origin}/contacts/blocked")
    page.get_by_role("button", name="Unblock").click()
    expect(page.get_by_text("Nobody is blocked")).to_be_visible()
    expect(page.get_by_text("Unblocked")).to_be_visible()
    assert amina.ask("GET", "/blocks") == []


def link_for(page: Page, name: str) -> str:
    """The link that the sheet shows for somebody who isn't here."""
    page.get_by_role("button", name="Invite").click()
    page.get_by_role("dialog").get_by_role("button", name="Copy link").click()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_an_invited_contact_comes_alive_by_joining(join: Join, device: Device) -> None:
    amina = join("amina", permissions=["clipboard-read", "clipboard-write"])
    mum = amina.contact("Mum", fields=[{"kind": "phone", "label": "", "value": "+49 151 1"}])
    hers = amina.open(f"/contacts/{mum}")
    link = link_for(hers, "Mum")
    assert link.startswith(f"{amina.origin}/i/")

    page = device()
    page.goto(link)
    expect(page.get_by_text("Amina invites you to Lake Town.")).to_be_visible()
    page.get_by_role("link", name="Join now").click()
    page.get_by_label("Your name").fill("Fatou Diallo")
    page.get_by_label("Password", exact=True).or_(page.get_by_label("Password")).first.check()
    page.locator("input[type=password]").fill("nine green frogs")
    page.get_by_role("button", name="Join now").click()
    expect(
        page.get_by_role("link", name="Keep these codes").filter(visible=True).first
    ).to_be_visible()

    hers.reload()
    expect(hers.get_by_role("heading", name="Kept up to date by Fatou Diallo")).to_be_visible()
    expect(hers.get_by_role("link", name="Phone +49 151 1")).to_be_visible()


def test_an_open_invitation_is_accepted_by_who_is_here(join: Join) -> None:
    amina, mei = join("amina"), join("mei")
    link = amina.ask("PUT", f"/invitations/{new_id()}", {})["url"]
    page = mei.open(link.removeprefix(mei.origin))
    page.get_by_role("button", name="Become contacts").click()
    expect(page).to_have_url(re.compile("/chat/"))
    expect(page.get_by_role("heading", name="Amina")).to_be_visible()
    assert names(amina) == ["Mei"]


def test_an_old_invitation_says_so(join: Join) -> None:
    page = join("amina").open("/i/not-an-invitation")
    expect(page.get_by_text("This invitation is over")).to_be_visible()


def names(person: Person) -> list[str]:
    return [row["name"] for row in person.ask("GET", "/contacts")["contacts"]]
