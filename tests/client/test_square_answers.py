"""Comments behind a warning, and posts that answer, as they stand on the screens."""

from playwright.sync_api import expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join, Person
from tests.client.test_square import card, fits, follow, posts


def warns(one: Person, post_id: str, text: str, warning: str) -> None:
    """Says something under a post, behind a warning."""
    body = {"text": text, "warning": warning}
    one.ask("PUT", f"/posts/{post_id}/comments/{new_id()}", body)


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
