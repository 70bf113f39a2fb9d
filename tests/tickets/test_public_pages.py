"""What passers-by and programs read of shows, without a script; and shows in calendars."""

import json
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from icalendar import Calendar

from leapfrog.kernel.ids import new_id
from leapfrog.web import pages
from tests.http import Enter
from tests.pay.acts import code as problem
from tests.tickets.acts import Cinema, ok

NASTY = '</script><img src=x onerror=alert(1)> "Havre"'
ENGLISH = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def small_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the client is built or not."""
    monkeypatch.setattr(pages, "_shell_page", lambda language: "<title>app</title>")


def data(page: str) -> Any:
    """The page's JSON-LD."""
    found = re.search(r'ld\+json" nonce="[^"]*">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


async def test_a_show_is_a_page_for_people_programs_and_calendars(
    cinema: Cinema, client: Enter
) -> None:
    body = {"merchant_id": cinema.shop, "name": NASTY, "about": NASTY, "minutes": 93, "age": 12}
    ok(await cinema.olga.put(f"/tickets/events/{cinema.event}", json=body))
    paid = await cinema.bought(cinema.amina, 0)
    nobody, path = client(), f"/tickets/show/{cinema.show}"
    page = await nobody.page(path, headers=ENGLISH)
    assert page.status_code == 200
    assert "<img src=x" not in page.text
    assert "31 of 32 free" in page.text
    found = data(page.text)
    assert (found["@type"], found["name"]) == ("ScreeningEvent", NASTY)
    assert found["eventStatus"].endswith("EventScheduled")
    assert [(one["price"], one["priceCurrency"]) for one in found["offers"]] == [("12.00", "EUR")]
    assert "Amina" not in page.text, "nothing of who buys"
    for other in (
        "/tickets",
        f"/tickets/event/{cinema.event}",
        f"/tickets/venue/{cinema.venue}",
        f"/tickets/organiser/{cinema.shop}",
    ):
        listed = await nobody.page(other, headers=ENGLISH)
        [item] = data(listed.text)["itemListElement"]
        assert item["item"]["url"].endswith(path)
        assert (await cinema.amina.page(other)).text == "<title>app</title>"
    for kind in ("show", "event", "venue", "organiser"):
        assert (await nobody.page(f"/tickets/{kind}/{new_id()}")).status_code == 404
    zh = await nobody.page(path, headers={"accept-language": "zh-CN"})
    assert "添加到日历" in zh.text

    sitemap = ElementTree.fromstring((await nobody.page("/sitemap.xml")).text)
    assert any(str(one.text).endswith("/sitemaps/shows.xml") for one in sitemap.iter())
    shows = (await nobody.page("/sitemaps/shows.xml")).text
    assert path in shows

    file = await nobody.page(f"{path}/calendar.ics")
    assert file.headers["content-type"].startswith("text/calendar")
    [event] = Calendar.from_ical(file.text).walk("VEVENT")
    assert (str(event["summary"]), str(event["status"])) == (NASTY, "CONFIRMED")
    assert event.walk("VALARM") == []
    [ticket] = paid["tickets"]
    own = await cinema.amina.get(f"/tickets/{ticket['id']}/calendar")
    [event] = Calendar.from_ical(own.text).walk("VEVENT")
    assert str(event["description"]).startswith("Seat · 1 · 1")
    assert len(event.walk("VALARM")) == 1
    assert problem(await cinema.bo.get(f"/tickets/{ticket['id']}/calendar")) == "no_ticket"

    ok(await cinema.olga.put(f"/tickets/shows/{cinema.show}/cancellation", json={"why": "ill"}))
    gone = await nobody.page(path, headers=ENGLISH)
    assert data(gone.text)["eventStatus"].endswith("EventCancelled")
    [event] = Calendar.from_ical((await nobody.page(f"{path}/calendar.ics")).text).walk("VEVENT")
    assert str(event["status"]) == "CANCELLED"


async def test_a_page_that_somebody_has_is_not_sent_again(cinema: Cinema, client: Enter) -> None:
    nobody = client()
    show = f"/tickets/show/{cinema.show}"
    tags = {}
    for path in (show, "/tickets", f"/tickets/venue/{cinema.venue}"):
        tags[path] = (await nobody.page(path, headers=ENGLISH)).headers["etag"]
        again = await nobody.page(path, headers=ENGLISH | {"if-none-match": tags[path]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tags[path]
        nonce = tags[path].strip('"').partition("-")[2]
        assert f"nonce-{nonce}" in again.headers["content-security-policy"], "of what was kept"
    await cinema.bought(cinema.amina, 0)
    fresh = await nobody.page(show, headers=ENGLISH | {"if-none-match": tags[show]})
    assert (fresh.status_code, fresh.headers["etag"] != tags[show]) == (200, True)
