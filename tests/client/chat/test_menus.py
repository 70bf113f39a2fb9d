"""Menus that a long press or a right click opens, and that the end of that press leaves open."""

from playwright.sync_api import Locator, Page, expect

from tests.client.browser import COMPUTER, Join
from tests.client.chat.steps import bubble, ready, two
from tests.client.eyes import still
from tests.client.media_steps import Finger
from tests.client.screens import inside, row


def held(page: Page, on: Locator) -> Locator:
    """A finger rested on it and was lifted; answers the menu that opened meanwhile."""
    still(page)
    finger = Finger(page)
    finger.down(on)
    menu = page.get_by_role("menu")
    expect(menu).to_be_visible()
    still(page)
    finger.up()
    return menu


def tap(page: Page, on: Locator) -> None:
    finger = Finger(page)
    finger.down(on)
    finger.up()


def test_a_chat_is_pinned_by_the_menu_of_a_long_press(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello there")
    page = amina.open()
    inside(page)
    menu = held(page, row(page, "Kofi Mensah"))
    tap(page, menu.get_by_role("menuitem", name="Pin to the top"))
    expect(row(page, "Kofi Mensah").get_by_title("Pinned")).to_be_visible()
    expect(menu).to_have_count(0)
    expect(page).to_have_url("/")


def test_a_message_is_answered_by_the_menu_of_a_long_press(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello there")
    page = amina.open(f"/chat/{talk}")
    ready(page, "Hello there")
    menu = held(page, bubble(page, "Hello there"))
    tap(page, menu.get_by_role("menuitem", name="Reply"))
    expect(page.get_by_text("Answer to Kofi Mensah")).to_be_visible()
    expect(menu).to_have_count(0)
    menu = held(page, bubble(page, "Hello there"))
    tap(page, menu.get_by_role("menuitemcheckbox", name="😂"))
    expect(page.get_by_role("button", name="😂 from Amina Diallo")).to_be_visible()


def test_a_touch_outside_closes_the_menu_and_does_nothing_else(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello there")
    page = amina.open()
    inside(page)
    menu = held(page, row(page, "Kofi Mensah"))
    page.touchscreen.tap(20, 20)
    expect(menu).to_have_count(0)
    menu = held(page, row(page, "Kofi Mensah"))
    box = row(page, "Kofi Mensah").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 20, box["y"] + 20)
    expect(menu).to_have_count(0)
    expect(page).to_have_url("/")
    expect(row(page, "Kofi Mensah")).to_be_focused()


def test_a_right_click_opens_the_menu_of_a_message_and_a_click_outside_closes_it(
    join: Join,
) -> None:
    amina, kofi = join("amina", "Amina Diallo", **COMPUTER), join("kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = amina.talk(kofi)
    kofi.says(talk, "Hello there")
    page = amina.open(f"/chat/{talk}")
    ready(page, "Hello there")
    bubble(page, "Hello there").click(button="right")
    menu = page.get_by_role("menu", name="What to do with this message")
    expect(menu).to_be_visible()
    page.mouse.click(5, 5)
    expect(menu).to_have_count(0)
