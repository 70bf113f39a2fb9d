"""The API's reference is a page of the town, whole and under its own policy."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from leapfrog.web.reference import PLACE


def test_a_browser_shows_an_operation(chromium: Browser, origin: str) -> None:
    page = chromium.new_page()
    # Swagger UI works through two megabytes before it shows anything: half a minute on busy cores.
    page.set_default_timeout(120_000)
    # Seconds, the first time; the page is quick after that.
    assert page.request.get(f"{origin}/api/v1/openapi/openapi.json").ok
    said: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda cause: said.append(str(cause)))
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    answer = page.goto(f"{origin}{PLACE}")
    assert answer is not None
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    page.get_by_role("button", name="Expand tag Rides", exact=False).or_(
        page.locator("#operations-tag-Rides")
    ).first.click()
    page.get_by_text("Board a ride").click()
    expect(page.get_by_text("ride_taken: Somebody else rides")).to_be_visible()
    expect(page.get_by_text("The ride. A UUIDv7 that the client makes")).to_be_visible()
    assert asked - {""} == {urlsplit(origin).netloc}
    assert said == []
    page.close()


def test_it_is_a_page_of_this_town_alone(chromium: Browser, origin: str) -> None:
    """A name that leads out of its folder is not there."""
    page = chromium.new_page()
    answer = page.request.get(f"{origin}{PLACE}/..%2Findex.html")
    assert answer.status == 404
    page.close()
