"""What is on, by posters; where and when it is; and what a house or an organiser shows."""

from datetime import timedelta

from playwright.sync_api import expect

from leapfrog.kernel.ids import new_id
from tests.client.browser import Join
from tests.client.cinema import cinema, concert, later
from tests.client.member import Json


def test_a_film_leads_to_its_times_and_these_to_its_seats(join: Join) -> None:
    olga, amina = join("olga"), join("amina")
    lux = cinema(olga, 2, 4, timedelta(days=1))
    phone = amina.open("/tickets")
    expect(phone.get_by_role("link", name="Le Havre")).to_be_visible()
    # What is shown is not a choice before there are two.
    strip = phone.get_by_role("navigation", name="What is shown")
    expect(strip).to_have_count(0)
    concert(olga, lux)
    body: Json = {"event_id": lux.event, "venue_id": lux.venue, "hall_id": lux.hall}
    body |= {"prices": {"Seat": 900}, "starts_at": later(timedelta(days=4))}
    olga.ask("PUT", f"/tickets/shows/{new_id()}", body)
    phone.reload()
    strip.get_by_role("link", name="Le Havre").tap()
    expect(phone.get_by_role("heading", name="Le Havre")).to_be_visible()
    times = phone.get_by_role("link", name="Lux, Hall 1")
    expect(times).to_have_count(2)
    expect(times.nth(1)).to_contain_text("Lux, Hall 1")
    expect(times.nth(1)).to_contain_text("from €9.00")
    times.nth(1).tap()
    expect(phone.get_by_role("checkbox", name="Row 1, seat 2, €9.00, free")).to_be_visible()
    phone.get_by_role("link", name="All times").tap()
    expect(times).to_have_count(2)


def test_links_for_passers_by_open_in_the_app_too(join: Join) -> None:
    olga, amina = join("olga"), join("amina")
    lux = cinema(olga, 2, 4, timedelta(days=1))
    concert(olga, lux)
    for what, one in (("venue", lux.venue), ("organiser", lux.shop)):
        phone = amina.open(f"/tickets/{what}/{one}")
        expect(phone.get_by_role("heading", name="Lux")).to_be_visible()
        for name in ("Le Havre", "Lake Town Balafon"):
            expect(phone.get_by_role("link", name=name)).to_be_visible()
    phone = amina.open(f"/tickets/event/{lux.shop}")
    expect(phone.get_by_role("button", name="Try again")).to_be_visible()
