"""The list of chats: what one makes of each, and where strangers wait."""

from playwright.sync_api import Locator, Page, expect

from tests.client.browser import Join
from tests.client.chat.steps import box, group, two
from tests.client.eyes import still
from tests.client.media_steps import Finger
from tests.client.screens import back, changing, inside, row, said


def operation(page: Page, name: str, action: str) -> None:
    """Chooses something of a chat's menu in the list."""
    row(page, name).click(button="right")
    menu = page.get_by_role("menu", name=f"What to do with {name}")
    menu.get_by_role("menuitem", name=action, exact=True).click()
    expect(menu).to_have_count(0)


def names(page: Page) -> Locator:
    return page.locator("[data-list] ul[aria-label='Chats'] b.cut")


def test_what_is_pinned_stands_first_on_all_devices(join: Join) -> None:
    amina, kofi, talk = two(join)
    zola = join("zola", "Zola Ndlovu")
    amina.connect(zola)
    kofi.says(talk, "earlier")
    zola.says(amina.talk(zola), "later")
    phone, tablet = amina.open(), amina.open()
    expect(names(phone)).to_have_text(["Zola Ndlovu", "Kofi Mensah"])
    operation(phone, "Kofi Mensah", "Pin to the top")
    for page in (phone, tablet):
        expect(names(page)).to_have_text(["Kofi Mensah", "Zola Ndlovu"])
    operation(tablet, "Kofi Mensah", "Unpin")
    expect(names(phone)).to_have_text(["Zola Ndlovu", "Kofi Mensah"])


def test_a_muted_chat_shows_a_dot_and_is_not_counted(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "one")
    page = amina.open()
    operation(page, "Kofi Mensah", "Mute")
    expect(row(page, "Kofi Mensah").get_by_title("Muted")).to_be_visible()
    expect(row(page, "Kofi Mensah").locator(".dot")).to_be_visible()
    tabs = page.get_by_role("navigation", name="Main")
    expect(tabs.get_by_role("link", name="Chats")).not_to_contain_text("1")
    operation(page, "Kofi Mensah", "Mark as read")
    expect(row(page, "Kofi Mensah").locator(".dot")).to_have_count(0)
    kofi.says(talk, "two")
    expect(row(page, "Kofi Mensah").locator(".dot")).to_be_visible()
    operation(page, "Kofi Mensah", "Unmute")
    expect(tabs.get_by_role("link", name="Chats")).to_contain_text("1")


def test_a_chat_can_be_marked_unread_and_the_chips_choose(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello")
    group(amina, "Football", kofi)
    page = amina.open()
    row(page, "Kofi Mensah").tap()
    expect(box(page)).to_be_visible()
    back(page)
    operation(page, "Kofi Mensah", "Mark as unread")
    page.get_by_role("button", name="Unread").tap()
    expect(names(page)).to_have_text(["Kofi Mensah"])
    page.get_by_role("button", name="Groups").tap()
    expect(names(page)).to_have_text(["Football"])
    page.get_by_role("button", name="All", exact=True).tap()
    row(page, "Kofi Mensah").tap()
    back(page)
    page.get_by_role("button", name="Unread").tap()
    expect(page.get_by_text("All read. Well done.")).to_be_visible()


def test_archived_chats_are_put_away_and_come_back(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello")
    page = amina.open()
    operation(page, "Kofi Mensah", "Archive")
    expect(row(page, "Kofi Mensah")).to_have_count(0)
    page.get_by_role("link", name="Archived").tap()
    away = page.get_by_role("main").get_by_role("link").filter(has_text="Kofi Mensah")
    expect(away).to_be_visible()
    away.click(button="right")
    page.get_by_role("menuitem", name="Out of the archive").click()
    expect(page.get_by_text("Nothing is archived")).to_be_visible()
    back(page)
    expect(row(page, "Kofi Mensah")).to_be_visible()


def test_clearing_a_chat_is_for_oneself(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "one", "two")
    page = amina.open()
    row(page, "Kofi Mensah").tap()
    expect(said(page)).to_have_count(2)
    page.get_by_role("link", name="Settings of this chat").tap()
    page.get_by_role("button", name="Clear for me").tap()
    page.get_by_role("dialog").get_by_role("button", name="Clear for me").tap()
    expect(page.get_by_text("Cleared.")).to_be_visible()
    back(page)
    expect(said(page)).to_have_count(0)
    kofi.says(talk, "three")
    expect(said(page)).to_have_text(["three"])
    page.reload()
    expect(said(page)).to_have_text(["three"])
    assert kofi.heard(talk) == ["one", "two", "three"]


def test_a_row_is_swiped_and_a_message_too(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello there")
    page = amina.open()
    inside(page)
    finger = Finger(page)
    finger.down(row(page, "Kofi Mensah"))
    finger.slide(-120, 0)
    finger.up()
    page.get_by_role("button", name="Archive", exact=True).tap()
    expect(page.get_by_role("link", name="Archived")).to_be_visible()
    page.goto(f"/chat/{talk}")
    expect(said(page)).to_have_text(["Hello there"])
    expect(page.get_by_text("This is the beginning")).to_be_visible()
    still(page)
    finger.down(said(page).first)
    finger.slide(120, 0)
    finger.up()
    expect(page.get_by_text("Answer to Kofi Mensah")).to_be_visible()


def test_a_stranger_waits_in_a_box_until_one_accepts(join: Join) -> None:
    amina, juma = join("amina", "Amina Diallo"), join("juma", "Juma Otieno")
    page, his = amina.open(), juma.open("/@amina")
    inside(page)
    talk = juma.talk(amina)
    his.goto(f"/chat/{talk}")
    box(his).fill("Mangoes are in, sister")
    his.get_by_role("button", name="Send", exact=True).tap()
    page.get_by_role("link", name="Requests from strangers").tap()
    page.get_by_role("main").get_by_role("link").filter(has_text="Juma Otieno").tap()
    expect(said(page)).to_have_text(["Mangoes are in, sister"])
    expect(box(page)).to_have_count(0)
    page.get_by_role("button", name="Accept", exact=True).tap()
    box(page).fill("Keep me a box")
    page.get_by_role("button", name="Send", exact=True).tap()
    expect(said(his)).to_have_text(["Mangoes are in, sister", "Keep me a box"])
    page.goto("/")
    expect(row(page, "Juma Otieno")).to_be_visible()


def test_a_chat_is_reported_with_the_messages_one_chose(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "fine", "rude")
    page = amina.open(f"/chat/{talk}")
    page.locator(".bubble").filter(has_text="rude").click(button="right")
    page.get_by_role("menuitem", name="Report", exact=True).click()
    sheet = page.get_by_role("dialog", name="Report to the town")
    sheet.get_by_label("What is wrong with it?").fill("He is rude")
    sheet.get_by_role("button", name="Report", exact=True).tap()
    expect(page.get_by_text("Reported. Thank you.")).to_be_visible()


def test_what_others_see_of_one_is_ones_own_choice(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "Hello")
    his = kofi.open(f"/chat/{talk}")
    page = amina.open("/me/privacy")
    expect(his.get_by_text("here now")).to_be_visible()
    marks = page.get_by_role("switch", name="Show when I have read")
    with changing(page, "/chat/settings"):
        marks.uncheck()
    with changing(page, "/chat/settings"):
        page.get_by_role("group", name="Who sees that I am here").get_by_label("Nobody").check()
    page.reload()
    expect(marks).not_to_be_checked()
    assert amina.ask("GET", "/chat/settings") == {
        "read_marks": False,
        "presence": "nobody",
        "strangers": "all",
    }
    page.goto(f"/chat/{talk}")
    expect(said(page)).to_have_text(["Hello"])
    page.wait_for_timeout(1500)
    expect(his.get_by_text("Seen", exact=True)).to_have_count(0)
    expect(his.get_by_text("here now")).to_have_count(0)
