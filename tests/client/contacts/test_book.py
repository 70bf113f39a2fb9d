"""The book: writing people down, finding them among many, without a network, and merging."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.client.browser import Join, Person
from tests.client.member import Json
from tests.client.screens import changing

CHINESE = ("林美", "李娜", "王芳", "张伟", "陈静")
MANY = 300


def entries(page: Page) -> Locator:
    return page.get_by_role("list", name="Contacts").get_by_role("link")


def only(person: Person) -> Json:
    """The one contact that there is, in full."""
    [row] = person.ask("GET", "/contacts")["contacts"]
    contact: Json = person.ask("GET", f"/contacts/{row['id']}")
    return contact


def test_somebody_is_written_down_and_edited(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/contacts/new")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_role("textbox", name="Name", exact=True).fill("Zoe Wang")
    page.get_by_label("Company").fill("Lake Hospital")
    page.get_by_role("textbox", name="Phone").fill("+49 151 1234567")
    page.get_by_role("button", name="Birthday", exact=True).click()
    page.locator("input[type=date]").fill("1990-05-04")
    page.get_by_role("button", name="Family").click()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", name="Zoe Wang")).to_be_visible()
    call = page.get_by_role("link", name="Call")
    expect(call).to_have_attribute("href", "tel:+491511234567")
    expect(page.get_by_text("4 May 1990")).to_be_visible()
    expect(page.get_by_text("you added them")).to_be_visible()
    contact = only(amina)
    assert contact["circles"] == [amina.circle("family")]
    assert {(f["kind"], f["label"], f["value"]) for f in contact["fields"]} == {
        ("org", "", "Lake Hospital"),
        ("phone", "mobile", "+49 151 1234567"),
        ("birthday", "", "1990-05-04"),
    }

    page.get_by_role("link", name="Edit").click()
    page.get_by_role("textbox", name="Phone").fill("+49 30 99")
    page.get_by_role("button", name="Remove Birthday").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("+49 30 99")).to_be_visible()
    assert [f["value"] for f in only(amina)["fields"]] == ["Lake Hospital", "+49 30 99"]


def test_remark_tags_note_and_star_are_kept_beside_the_name(join: Join) -> None:
    amina = join("amina")
    zoe = amina.contact("Zoe Wang")
    page = amina.open(f"/contacts/{zoe}")
    page.get_by_role("button", name="Star", exact=True).click()
    expect(page.get_by_role("button", name="Star", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("button", name=re.compile("Only you see this")).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Remark").fill("Aunt Zoe")
    sheet.get_by_label("Tags").fill("boat， market, boat")
    sheet.get_by_label("Private note").fill("Likes mangoes")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Aunt Zoe")).to_be_visible()
    expect(page.get_by_text("#boat #market")).to_be_visible()
    contact = only(amina)
    assert (contact["remark"], contact["note"]) == ("Aunt Zoe", "Likes mangoes")
    assert (contact["tags"], contact["starred"]) == (["boat", "market"], True)

    # The form edits the name itself, not the remark that covers it.
    page.get_by_role("link", name=re.compile("^Add a number")).click()
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Zoe Wang")
    page.get_by_role("textbox", name="Name", exact=True).fill("Zoe W.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Zoe W.")).to_be_visible()
    assert (only(amina)["own_name"], only(amina)["remark"]) == ("Zoe W.", "Aunt Zoe")

    page.goto(f"{amina.origin}/contacts")
    expect(page.get_by_role("heading", name="Starred")).to_be_visible()
    page.get_by_role("group", name="Show").get_by_role("button", name="#boat").click()
    expect(entries(page)).to_have_count(1)


def test_deleting_asks_first_and_says_what_it_means(join: Join) -> None:
    amina = join("amina")
    zoe = amina.contact("Zoe")
    page = amina.open(f"/contacts/{zoe}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("heading", name="Delete Zoe?")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert only(amina)["name"] == "Zoe"
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Nobody yet")).to_be_visible()
    assert amina.ask("GET", "/contacts")["total"] == 0


@pytest.fixture
def crowd(join: Join) -> Person:
    """Somebody with many contacts, of which a few are Chinese."""
    amina = join("amina")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for i in range(MANY):
        number = {"kind": "phone", "label": "", "value": f"+49 151 {5000000 + i * 37}"}
        amina.contact(f"{letters[i % 26]}da {i:03}", fields=[number])
    for name in CHINESE:
        amina.contact(name)
    return amina


def test_a_long_list_draws_little_and_is_searched_in_any_script(crowd: Person) -> None:
    page = crowd.open("/contacts")
    expect(entries(page).filter(visible=True).first).to_be_visible()
    assert entries(page).count() < 60
    letters = page.get_by_role("slider", name="To a letter")
    letters.focus()
    for _ in "BCDEFGHIJKL":
        letters.press("ArrowDown")
    expect(letters).to_have_attribute("aria-valuetext", "L")
    # 李 and 林 stand under L, after the Latin names.
    expect(page.get_by_role("heading", name="L", exact=True)).to_be_in_viewport()
    letters.press("End")
    expect(page.get_by_role("link", name="Zda 285")).to_be_in_viewport()
    letters.press("Home")
    expect(page.get_by_role("link", name="Ada 000")).to_be_in_viewport()

    search = page.get_by_role("searchbox", name="Name, number or tag")
    for query, name in (
        ("lm", "林美"),
        ("王", "王芳"),
        ("5000370", "Kda 010"),
        ("zda 285", "Zda 285"),
    ):
        search.fill(query)
        expect(entries(page)).to_have_count(1)
        expect(entries(page)).to_contain_text(name)
    search.fill("nobody at all")
    expect(page.get_by_text("Nobody by that name or number.")).to_be_visible()


def test_the_index_is_dragged(crowd: Person) -> None:
    page = crowd.open("/contacts")
    strip = page.get_by_role("slider", name="To a letter")
    expect(strip).to_be_visible()
    box = strip.bounding_box()
    assert box
    x, top = box["x"] + box["width"] / 2, box["y"]
    page.mouse.move(x, top + 4)
    page.mouse.down()
    page.mouse.move(x, top + box["height"] * 0.98, steps=8)
    page.mouse.up()
    expect(page.get_by_role("link", name="Zda 285")).to_be_in_viewport()


@pytest.mark.service_worker
def test_without_a_network_the_book_and_what_was_seen_are_there(join: Join) -> None:
    amina = join("amina")
    number = {"kind": "phone", "label": "", "value": "+49 151 777"}
    zoe = amina.contact("Zoe", fields=[number])
    amina.contact("Abel")
    page = amina.open("/contacts")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("link", name=re.compile("Zoe")).click()
    expect(page.get_by_role("link", name="Call")).to_be_visible()
    amina.context.set_offline(True)
    page.goto(f"{amina.origin}/contacts/{zoe}")
    expect(page.get_by_text("You are offline. This is what this device remembers.")).to_be_visible()
    expect(page.get_by_role("link", name="Call")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(entries(page)).to_have_count(2)
    page.get_by_role("link", name=re.compile("Abel")).click()
    expect(page.get_by_text("That didn't work")).to_be_visible()
    amina.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Abel")).to_be_visible()


def test_another_device_sees_changes_by_itself(join: Join) -> None:
    amina = join("amina")
    page = amina.open("/contacts")
    expect(page.get_by_text("Nobody yet")).to_be_visible()
    zoe = amina.contact("Zoe")
    expect(page.get_by_role("link", name=re.compile("Zoe"))).to_be_visible()
    amina.ask("DELETE", f"/contacts/{zoe}")
    expect(page.get_by_text("Nobody yet")).to_be_visible()


def test_circles_are_made_filled_renamed_and_dissolved(join: Join) -> None:
    amina = join("amina")
    amina.contact("Zoe")
    page = amina.open("/me/circles")
    page.get_by_role("button", name="New circle").click()
    page.get_by_label("Name of the circle").fill("Boat crew")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Boat crew")).to_be_visible()
    with changing(page, "/contacts/"):
        page.get_by_role("button", name=re.compile("Zoe.*not in the circle", re.S)).click()
    expect(page.get_by_role("button", name="In this circle (1)")).to_be_visible()
    made = next(c for c in amina.ask("GET", "/circles") if c["name"] == "Boat crew")
    assert made["members"] == 1

    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_label("Name of the circle").fill("Crew")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Crew", exact=True)).to_be_visible()
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Dissolve circle").click()
    page.get_by_role("dialog").get_by_role("button", name="Dissolve circle").click()
    expect(page.get_by_role("heading", name="Circles")).to_be_visible()
    assert "Crew" not in {circle["name"] for circle in amina.ask("GET", "/circles")}
    assert only(amina)["name"] == "Zoe"
