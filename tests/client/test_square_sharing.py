"""What goes on from a post: reposts of reposts, quotes; what is saved, shared and tipped."""

import re

from playwright.sync_api import Page, expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join
from tests.client.chat.steps import two
from tests.client.screens import changing, said
from tests.client.test_square import card, fits, follow, menu, posts, three
from tests.client.till.steps import balance, confirm, with_money


def about_to_quote(page: Page, words: str) -> None:
    """Writes words to go with the post that is open."""
    page.get_by_role("main").get_by_role("button", name=re.compile("^Repost, ")).click()
    page.get_by_label("Your words (or none)").fill(words)


def test_a_chain_keeps_all_words_and_nobody_is_quoted_against_their_will(join: Join) -> None:
    amina, kofi, zola = three(join)
    first = posts(amina, "Look at the lake")
    posts(zola, "Best seat in town", form="repost", of=first)
    his = kofi.open(f"/u/{zola.me['id']}")
    card(his, "Best seat").get_by_role("button", name="Repost, 0").click()
    expect(his.get_by_text("Whose words it came through")).to_be_visible()
    fits(his)
    his.get_by_role("dialog").get_by_label("Your words (or none)").fill("Indeed")
    his.get_by_role("dialog").get_by_role("button", name="Repost", exact=True).click()
    expect(his.get_by_text("Reposted", exact=True)).to_be_visible()
    his.goto("/square")
    chained = card(his, "Indeed")
    expect(chained.locator("p.text").first).to_have_text("Indeed //@zola: Best seat in town")
    expect(chained.locator(".of")).to_contain_text("Look at the lake")
    chained.get_by_role("link", name="@zola").click()
    expect(his.get_by_role("heading", name="Zola Ndlovu").last).to_be_visible()

    page = amina.open("/square/settings")
    who = page.get_by_role("group", name="Who may quote me")
    refused = his.get_by_text("The author does not want to be quoted.")
    quoting = his.get_by_role("dialog").get_by_role("button", name="Quote", exact=True)
    for wish in ("Nobody", "Followers"):
        with changing(page, "/post-settings"):
            who.get_by_role("radio", name=wish).check()
        his.goto(f"/post/{first}")
        about_to_quote(his, "A quote")
        expect(refused).to_be_visible()
        expect(quoting).to_have_count(0)
    follow(kofi, amina)
    his.reload()
    about_to_quote(his, "A quote")
    quoting.click()
    expect(his.get_by_text("Reposted", exact=True)).to_be_visible()
    page.goto(f"/u/{kofi.me['id']}")
    expect(card(page, "A quote").locator(".of")).to_contain_text("Look at the lake")
    menu(page, "A quote", "Take my post out of this quote")
    expect(page.get_by_text("Taken out", exact=True)).to_be_visible()
    # Who quoted still sees what their words are about; all others do not.
    hers = zola.open(f"/u/{kofi.me['id']}")
    expect(card(hers, "A quote")).to_contain_text("The original is not there any more")
    expect(card(hers, "Indeed").locator(".of")).to_contain_text("Look at the lake")


def test_a_post_is_saved_shared_into_a_chat_and_its_author_is_tipped(
    join: Join, settings: Settings
) -> None:
    amina, kofi, talk = two(join)
    with_money(settings, kofi)
    post = posts(amina, "Bread at six")
    his, hers = kofi.open(f"/u/{amina.me['id']}"), amina.open(f"/chat/{talk}")
    menu(his, "Bread at six", "Save")
    card(his, "Bread at six").get_by_role("button", name="Share", exact=True).click()
    sheet = his.get_by_role("dialog")
    sheet.get_by_role("searchbox").fill("nobody of that name")
    expect(sheet.get_by_text("Nothing found for “nobody of that name”")).to_be_visible()
    sheet.get_by_role("searchbox").fill("diallo")
    sheet.get_by_role("button", name="Amina Diallo").click()
    sheet.get_by_label("A word with it").fill("Yours, isn't it?")
    fits(his)
    sheet.get_by_role("button", name="Send", exact=True).click()
    expect(sheet).to_be_hidden()
    shared = hers.get_by_role("link", name="Bread at six")
    expect(shared).to_contain_text("Amina Diallo")
    expect(said(hers)).to_have_text("Yours, isn't it?")
    shared.click()
    expect(card(hers, "Bread at six")).to_be_visible()
    his.goto("/square/saved")
    expect(card(his, "Bread at six")).to_be_visible()
    menu(his, "Bread at six", "Tip")
    expect(his.get_by_label("For what")).to_have_value("For “Bread at six”")
    his.get_by_label("Amount").fill("2")
    fits(his)
    his.get_by_role("button", name="Pay", exact=True).click()
    confirm(his)
    expect(his.get_by_text("Amina Diallo accepted it")).to_be_visible()
    assert (balance(amina), balance(kofi)) == (200, 9_800)
    amina.ask("DELETE", f"/posts/{post}")
    his.goto("/square/saved")
    expect(his.get_by_text("Nothing saved yet")).to_be_visible()
