"""What one reads beside those one follows: hot, nearby, topics, lists; and what one mutes."""

import re

from playwright.sync_api import expect

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, Person
from tests.client.test_square import card, fits, follow, posts, three
from tests.client.till.steps import in_database
from tests.fediverse.conftest import until

RANK = "update kernel_timer set due_at = now() where kind = 'posts.rank'"


def likes(post: str, *people: Person) -> None:
    for one in people:
        one.ask("PUT", f"/posts/{post}/like")


def test_hot_nearby_and_a_topic_s_page(join: Join, settings: Settings) -> None:
    amina, kofi, zola = three(join)
    near, far = {"lat": 47.65, "lon": 9.48, "name": "Pier 2"}, {"lat": 48.8, "lon": 2.3}
    warm = posts(kofi, "Warm news of the #derby", place=near)
    mild = posts(kofi, "Mild news of the #湖边 市集#", place=far)
    likes(mild, amina)
    likes(warm, amina, zola)
    his = kofi.open("/topic/derby")
    his.get_by_role("button", name="Host it").click()
    his.get_by_role("button", name="About this topic").click()
    his.get_by_label("What it is about").fill("The derby, home and away")
    his.get_by_role("radio", name="Sport").check()
    fits(his)
    his.get_by_role("button", name="Save", exact=True).click()
    expect(
        his.get_by_role("main").get_by_text("The derby, home and away").filter(visible=True).first
    ).to_be_visible()
    in_database(settings, RANK)
    until(lambda: len(amina.ask("GET", "/square/hot")["posts"]) == 2, "the ranking")

    amina.context.grant_permissions(["geolocation"])
    amina.context.set_geolocation({"latitude": 47.654, "longitude": 9.479})
    page = amina.open("/square")
    page.get_by_role("button", name="Hot", exact=True).click()
    texts = page.get_by_role("feed").locator("p.text")
    expect(texts).to_have_text([re.compile("^Warm"), re.compile("^Mild")])
    page.get_by_role("button", name="Nearby", exact=True).click()
    expect(texts).to_have_text([re.compile("^Warm")])
    expect(card(page, "Warm").get_by_role("link", name="Pier 2")).to_be_visible()
    page.get_by_role("button", name="Hot", exact=True).click()
    page.get_by_role("link", name="Hot now").click()
    ranked = page.get_by_role("main").locator("ol").get_by_role("link")
    expect(ranked).to_have_count(2)
    page.get_by_role("button", name="Sport", exact=True).click()
    expect(ranked).to_have_text([re.compile("#derby.*Sport")])
    fits(page)
    ranked.click()
    expect(page.get_by_text("The derby, home and away")).to_be_visible()
    expect(page.get_by_text("hosted by Kofi Mensah")).to_be_visible()
    page.get_by_role("button", name="Follow topic").click()
    expect(page.get_by_role("button", name="Following", exact=True).last).to_be_visible()


def test_lists_secrets_and_what_is_muted_for_a_while(join: Join) -> None:
    amina, ming, zola = (
        join(*who)
        for who in (("amina", "Amina Diallo"), ("ming", "王小明"), ("zola", "Zola Ndlovu"))
    )
    follow(amina, zola)
    posts(zola, "Durian season again")
    posts(zola, "Rain on #derby day")
    posts(ming, "早上好，湖边")
    page = amina.open("/search")
    page.get_by_role("searchbox").fill("小明")
    page.get_by_role("link", name="王小明").click()
    expect(card(page, "早上好")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="More", exact=True).first.click()
    page.get_by_role("menuitem", name="Follow secretly").click()
    expect(page.get_by_text("followed secretly")).to_be_visible()
    theirs = ming.open(f"/u/{ming.me['id']}/followers")
    expect(theirs.get_by_text("Who follows stands here.")).to_be_visible()

    page.goto("/square/lists")
    page.get_by_role("main").get_by_role("button", name="New list").last.click()
    page.get_by_role("dialog").get_by_label("Name").fill("Mornings")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Who is on it").click()
    page.get_by_role("dialog").get_by_label("王小明").check()
    fits(page)
    page.keyboard.press("Escape")
    expect(card(page, "早上好")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("article")).to_have_count(1)

    page.goto("/square/mutes")
    muted = page.get_by_role("main").get_by_role("group")
    for kind, what, lasts, shown in (
        ("Word", "durian", "7 days", "until "),
        ("Topic", "derby", "for good", "for good"),
    ):
        page.get_by_role("button", name=kind, exact=True).click()
        page.get_by_label("What?").fill(what)
        page.get_by_role("button", name=lasts, exact=True).click()
        page.get_by_role("button", name="Mute", exact=True).click()
        expect(muted.filter(has_text=what)).to_contain_text(shown)
    fits(page)
    page.goto("/square")
    expect(page.get_by_role("feed").locator("p.text")).to_have_text(["早上好，湖边"])
    page.goto("/square/mutes")
    page.get_by_role("button", name="Unmute").first.click()
    expect(page.get_by_role("button", name="Unmute")).to_have_count(1)
    page.get_by_role("button", name="Unmute").click()
    expect(page.get_by_text("Nothing muted")).to_be_visible()
    page.goto("/square")
    expect(page.get_by_role("feed").locator("p.text")).to_have_count(3)


def test_who_is_new_sees_what_many_read_and_whom_one_might_follow(
    join: Join, settings: Settings
) -> None:
    amina, kofi, zola = three(join)
    likes(posts(kofi, "Warm news of the lake"), amina, zola)
    in_database(settings, RANK)
    until(lambda: len(amina.ask("GET", "/square/hot")["posts"]) == 1, "the ranking")
    page = join("ben").open("/square")
    expect(page.get_by_role("button", name="Hot", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(card(page, "Warm news")).to_be_visible()
    town = page.get_by_role("region", name="People of the town")
    expect(town.get_by_role("link", name="Kofi Mensah")).to_be_visible()
    fits(page)
    town.get_by_role("link", name="Kofi Mensah").click()
    expect(page.get_by_role("heading", name="Kofi Mensah", level=2)).to_be_visible()
    main = page.get_by_role("main")
    main.get_by_role("button", name="Follow: Kofi Mensah").first.click()
    expect(
        main.get_by_role("button", name="Following: Kofi Mensah").filter(visible=True).first
    ).to_be_visible()
    fits(page)
    main.get_by_role("button", name="Message", exact=True).click()
    expect(page).to_have_url(re.compile("/chat/"))
    page.goto("/square")
    expect(town).to_be_hidden()
