"""Comments behind a warning, and posts that answer, as they stand on the screens."""

from playwright.sync_api import expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join, Person
from tests.client.test_square import card, fits, follow, posts, text_of
from tests.client.test_square_writing import chosen
from tests.samples import jpeg


def warns(one: Person, post_id: str, text: str, warning: str) -> None:
    """Says something under a post, behind a warning."""
    posts(one, text, answers=post_id, warning=warning)


def knows(one: Person, other: Person) -> None:
    """They become contacts."""
    path = f"/contact-requests/{new_id()}"
    one.ask("PUT", path, {"handle": other.me["handle"], "greeting": "It is me"})
    other.ask("POST", f"{path}/acceptance", {"circles": []})


def test_a_comment_stands_behind_its_warning_until_one_looks(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    film = posts(amina, "Which film?")
    warns(kofi, film, "It was the butler", "How it ends")
    page = amina.open(f"/post/{film}")
    expect(page.get_by_text("How it ends")).to_be_visible()
    expect(page.get_by_text("It was the butler")).to_have_count(0)
    fits(page)
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("It was the butler")).to_be_visible()
    fits(page)
    # The notification says no more than that.
    page.goto("/news")
    expect(page.get_by_text("How it ends")).to_be_visible()
    expect(page.get_by_text("It was the butler")).to_have_count(0)


def test_under_a_moment_too(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    knows(amina, kofi)
    moment = posts(amina, "Seen it?", audience="contacts")
    warns(kofi, moment, "It was the butler", "How it ends")
    page = amina.open("/moments")
    remark = page.get_by_role("button").filter(has_text="Kofi Mensah")
    expect(remark).to_contain_text("How it ends")
    expect(remark).not_to_contain_text("butler")
    fits(page)
    remark.click()
    expect(remark).to_contain_text("It was the butler")
    remark.click()
    expect(page.get_by_label("Answer Kofi Mensah")).to_be_visible()


def test_a_post_says_what_it_answers(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    follow(amina, kofi)
    word = posts(amina, "Tea at four?")
    posts(kofi, "@amina yes, but tell nobody", audience="mentioned", answers=word)
    posts(kofi, "She asks me for tea", audience="followers", answers=word)
    page = amina.open("/square")
    answer = card(page, "She asks me for tea")
    expect(answer).to_contain_text("In answer to Amina Diallo")
    fits(page)
    answer.get_by_role("link", name="In answer to Amina Diallo").click()
    expect(page.get_by_text("Tea at four?").filter(visible=True).first).to_be_visible()


def test_a_comment_has_pictures_and_a_page_of_its_own(join: Join) -> None:
    amina, kofi = join("amina", "Amina Diallo"), join("kofi", "Kofi Mensah")
    word = posts(amina, "Where is the ferry?")
    his = kofi.open(f"/post/{word}")
    chosen(his, ("pier.jpg", "image/jpeg", jpeg((640, 480))))
    expect(his.get_by_role("button", name="Picture 1: tell what it shows")).to_be_visible()
    his.get_by_role("textbox", name="Say something").fill("Here, with a #lake")
    fits(his)
    his.get_by_role("button", name="Send", exact=True).click()
    expect(his.get_by_role("button", name="Look at the photo")).to_be_visible()
    page = amina.open(f"/post/{word}")
    line = page.get_by_label("Comments", exact=True)
    expect(line.get_by_role("button", name="Look at the photo")).to_be_visible()
    fits(page)
    line.get_by_role("button", name="Like, 0").click()
    expect(line.get_by_role("button", name="Like, 1")).to_be_visible()
    # It is shown again, quoted and kept like any post.
    line.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Repost").filter(visible=True).click()
    page.get_by_label("Your words (or none)").fill("He knows")
    page.get_by_role("dialog").get_by_role("button", name="Quote").click()
    expect(page.get_by_text("Reposted", exact=True)).to_be_visible()
    page.goto(f"{amina.origin}/square")
    expect(card(page, "He knows")).to_contain_text("Here, with a #lake")
    page.goto(f"{amina.origin}/post/{word}")
    line.locator("a.when").click()
    expect(page.get_by_role("heading", name="Comment", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="In answer to Amina Diallo")).to_be_visible()
    fits(page)
    page.get_by_role("textbox", name="Say something").fill("Thank you")
    page.get_by_role("button", name="Send", exact=True).click()
    thanks = page.get_by_label("Comments", exact=True).get_by_text("Thank you")
    expect(thanks.filter(visible=True)).to_have_count(1)
    page.get_by_role("link", name="In answer to Amina Diallo").click()
    expect(page.get_by_text("Where is the ferry?").filter(visible=True).first).to_be_visible()
    expect(thanks.filter(visible=True)).to_have_count(1)
    # Its author changes it, and finds it on their own page.
    his.get_by_label("Comments", exact=True).get_by_role(
        "button", name="More", exact=True
    ).first.click()
    his.get_by_role("menuitem", name="Edit").filter(visible=True).click()
    text_of(his).fill("Here, at the pier")
    his.get_by_role("button", name="Save").click()
    expect(his.get_by_text("Here, at the pier").filter(visible=True).first).to_be_visible()
    his.goto(f"{kofi.origin}/u/{kofi.me['id']}")
    expect(his.get_by_text("Nothing here yet")).to_be_visible()
    his.get_by_role("button", name="Answers").click()
    expect(card(his, "Here, at the pier")).to_contain_text("In answer to Amina Diallo")
    fits(his)
