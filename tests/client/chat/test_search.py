"""Finding what was said, in any script, however long ago."""

from playwright.sync_api import Page, expect

from tests.client.browser import PATIENCE, Join
from tests.client.chat.steps import bubble, two
from tests.client.screens import said


def indexed(page: Page, query: str) -> None:
    """The index is written behind the messages: asks until they are in it."""
    ask = "(q) => fetch(`/api/v1/search/messages?q=${encodeURIComponent(q)}`).then((a) => a.json())"
    for _ in range(PATIENCE * 2):
        if page.evaluate(ask, query)["found"]:
            return
        page.wait_for_timeout(500)


def test_words_are_found_over_all_history_and_shown_in_their_place(join: Join) -> None:
    amina, kofi, talk = two(join)
    kofi.says(talk, "牛肉面给你留了一碗", *(f"Message {n}" for n in range(120)), "Bread at ten?")
    page = amina.open("/")
    for words in ("牛肉", "Bread at ten"):
        indexed(page, words)
    page.locator("[data-list]").get_by_role("link", name="Search", exact=True).tap()
    field = page.get_by_role("searchbox", name="Search")
    expect(field).to_be_focused()
    field.fill("牛肉")
    found = page.get_by_role("list", name="Messages").get_by_role("link")
    expect(found).to_have_count(1)
    expect(found.locator("mark")).to_have_text("牛肉")
    field.fill("kof")
    expect(
        page.get_by_role("main").get_by_role("link", name="Kofi Mensah").filter(visible=True).first
    ).to_be_visible()
    field.fill("bread AT ten")
    expect(found.locator("mark")).to_have_text("Bread at ten")
    field.fill("牛肉")
    expect(found.locator("mark")).to_have_text("牛肉")
    found.tap()
    expect(bubble(page, "牛肉面")).to_be_in_viewport()
    page.go_back()
    expect(field).to_have_value("牛肉")
    field.fill("nowhere at all")
    expect(page.get_by_text("Nothing found for")).to_be_visible()


def test_one_chat_is_searched_by_words_and_by_the_day(join: Join) -> None:
    amina, kofi, talk = two(join)
    zola = join("zola", "Zola Ndlovu")
    amina.connect(zola)
    zola.says(amina.talk(zola), "bread elsewhere")
    kofi.says(talk, "bread here", *(f"Message {n}" for n in range(90)))
    # All is read: the chat opens at its end, and not at the first message that is new.
    [newest] = amina.ask("GET", f"/conversations/{talk}/messages?limit=1")["messages"]
    amina.ask("PUT", f"/conversations/{talk}/read", {"seq": newest["seq"]})
    page = amina.open(f"/chat/{talk}")
    expect(said(page).last).to_have_text("Message 89")
    indexed(page, "bread here")
    page.get_by_role("link", name="Settings of this chat").tap()
    page.get_by_role("link", name="Search in this chat").tap()
    page.get_by_role("searchbox").last.fill("bread")
    found = page.get_by_role("list", name="Messages").get_by_role("link")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("bread here")
    page.get_by_role("searchbox").last.fill("")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    page.get_by_label("Go to a day").fill(today)
    expect(bubble(page, "bread here")).to_be_in_viewport()
