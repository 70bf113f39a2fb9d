"""A driver's screens: in line at a rank, the day, the map of where to wait, wishes, the record; the
desk's ranks; the rider's wish.
"""

import json
import re

import msgspec
import pytest
from playwright.sync_api import FilePayload, Response, expect

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.client.map.conftest import ATENEUM, Dweller
from tests.client.map.test_hail import fits, on_duty
from tests.client.screens import changing
from tests.client.till.steps import in_database

BROKEN = "insert into ride_pauses_broken values ('{}', '{}', 'returned', now())"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Olga runs the town."""
    return msgspec.structs.replace(settings, operators=("olga",))


def test_ranks_of_the_desk_and_the_line_there(dweller: Dweller, settings: Settings) -> None:
    olga, wang = dweller("olga", "Olga"), dweller("wang", "Wang Jianguo")
    desk = olga.open("/taxi/desk/ranks")
    expect(desk.get_by_text("From the map").filter(visible=True).first).to_be_visible()
    fits(desk)
    desk.get_by_role("button", name="Add a rank").tap()
    desk.get_by_role("button", name="Take this place").tap()
    sheet = desk.get_by_role("dialog", name="Add a rank")
    sheet.get_by_label("Name").fill("Market square")
    fits(desk)
    sheet.get_by_role("button", name="Save").tap()
    own = desk.get_by_role("button", name=re.compile("^Market square"))
    expect(own).to_contain_text("The town's own")
    # It is moved to where Wang stands.
    where = {"name": "Museum", "lat": ATENEUM["latitude"], "lon": ATENEUM["longitude"]}
    [rank] = [
        one["id"]
        for one in olga.ask("GET", "/rides/ranks")["ranks"]
        if one["name"] == "Market square"
    ]
    olga.ask("PUT", f"/rides/desk/ranks/places/{rank}", where)
    cab = on_duty(wang, settings)
    line = cab.get_by_role("link", name="Number 1 of 1 at Museum")
    expect(line).to_be_visible()
    line.tap()
    expect(cab.get_by_text("You are number 1 of 1 in line")).to_be_visible()
    expect(cab.get_by_role("button", name=re.compile("^Museum"))).to_contain_text("1 waits")
    expect(cab.get_by_text("Not enough people asked anywhere to be shown.")).to_be_visible()
    expect(cab.get_by_role("list", name="What the map shows")).to_contain_text("Nobody came")
    fits(cab)
    desk.reload()
    desk.get_by_role("button", name=re.compile("^Museum")).tap()
    desk.get_by_role("button", name="Close this rank").tap()
    expect(desk.get_by_role("button", name=re.compile("^Museum"))).to_have_count(0)


def test_the_day_as_a_driver_sees_it(dweller: Dweller, settings: Settings) -> None:
    amina, wang = dweller("amina"), dweller("wang", "Wang Jianguo")
    cab = on_duty(wang, settings)
    in_database(settings, PAID)
    del amina
    cab.goto(f"{wang.origin}/taxi/day")
    expect(cab.get_by_text("€12.50").filter(visible=True).first).to_be_visible()
    fits(cab)
    cab.get_by_role("button", name="Months").tap()
    expect(cab.get_by_text("€12.50").filter(visible=True).first).to_be_visible()
    with cab.expect_download() as kept:
        cab.get_by_role("link", name="Take it as a table").tap()
    assert "12.50" in kept.value.path().read_text()


def is_kept(answer: Response) -> bool:
    return answer.request.method == "PUT" and answer.url.endswith("/wishes")


def keeps_no_meter(answer: Response) -> bool:
    return is_kept(answer) and not json.loads(answer.request.post_data or "{}")["meter"]


def test_wishes_of_both_and_what_the_desk_confirms(dweller: Dweller, settings: Settings) -> None:
    amina, wang, olga = dweller("amina"), dweller("wang", "Wang"), dweller("olga", "Olga")
    phone = amina.open("/town/taxi")
    phone.get_by_role("link", name="Ride settings").tap()
    phone.get_by_role("switch", name="I am a woman").check()
    with phone.expect_response(is_kept):
        phone.get_by_role("radio", name="Only women").check()
    fits(phone)
    phone.reload()
    expect(phone.get_by_role("radio", name="Only women")).to_be_checked()
    phone.get_by_role("switch", name="I am a woman").uncheck()
    expect(phone.get_by_role("radio")).to_have_count(0)
    assert amina.ask("GET", "/rides/wishes")["women"] is None
    cab = on_duty(wang, settings)
    cab.get_by_role("link", name="Your wishes").tap()
    cab.get_by_role("switch", name="I am a woman").check()
    expect(cab.get_by_text("The town's desk has yet to confirm it.")).to_be_visible()
    cab.get_by_role("radio", name="Women only from an hour on").check()
    expect(cab.get_by_label("From (hour)")).to_have_value("22")
    cab.get_by_role("radio", name="Towards home").click()
    cab.get_by_role("button", name="Take this place").tap()
    expect(cab.get_by_role("button", name="Another place")).to_be_visible()
    fits(cab)
    cab.get_by_role("switch", name="I take cash").uncheck()
    with cab.expect_response(keeps_no_meter):
        cab.get_by_role("switch", name="I have a meter").uncheck()
    cab.reload()
    expect(cab.get_by_role("switch", name="I take cash")).not_to_be_checked()
    expect(cab.get_by_role("switch", name="I have a meter")).not_to_be_checked()
    desk = olga.open(f"/taxi/desk/drivers/{wang.ask('GET', '/me')['id']}")
    with changing(desk, "/rides/desk/women/"):
        desk.get_by_role("switch", name="Says that she is a woman").check()
    fits(desk)
    cab.reload()
    expect(cab.get_by_text("Confirmed by the town's desk.")).to_be_visible()


def test_the_record_is_a_file_and_a_forged_one_is_refused(
    dweller: Dweller, settings: Settings
) -> None:
    wang = dweller("wang", "Wang Jianguo")
    on_duty(wang, settings)
    page = wang.open("/taxi/record")
    expect(page.get_by_text("Nothing brought yet.")).to_be_visible()
    fits(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Take your record").tap()
    content = kept.value.path().read_bytes()
    assert b'"ride-record"' in content
    more = content.replace(b'"rides": 0', b'"rides": 900')
    forged = FilePayload(name="r.json", mimeType="application/json", buffer=more)
    page.get_by_label("Bring a record").set_input_files([forged])
    expect(page.get_by_role("alert")).to_contain_text("the signature is not right")
    fits(page)
    expect(page.get_by_text("Nothing brought yet.")).to_be_visible()


def test_where_people_ask_is_drawn_and_said(dweller: Dweller, settings: Settings) -> None:
    wang = dweller("wang", "Wang Jianguo")
    cab = on_duty(wang, settings)
    riders = [dweller(f"rider{n}") for n in range(3)]
    del riders
    in_database(settings, ASKED)
    cab.get_by_role("link", name="Where to wait").tap()
    line = cab.get_by_role("button", name="3 people asked, 3 found nobody")
    expect(line).to_be_visible()
    line.tap()
    fits(cab)


# Amina was driven from the street and has paid.
PAID = """
insert into rides_ride
    (id, driver_id, rider_id, plate, state, fare, tip, currency, started_at, paid_at)
select gen_random_uuid(), d.id, r.id, 'LT 88', 'paid', 1250, 0, 'EUR', now(), now()
from identity_person d, identity_person r where d.handle = 'wang' and r.handle = 'amina'
"""

# Three people asked by the museum; written by hand, for nobody has the money here.
ASKED = """
with asked as (
    insert into rides_ride (id, rider_id, plate, state, currency, origin, started_at)
    select gen_random_uuid(), id, '', 'no_driver', 'EUR',
        '{"lat": 60.1702, "lon": 24.9441, "name": ""}', now()
    from identity_person where handle like 'rider%' returning id
)
insert into rides_hail (ride_id, price, cancel_fee, town_fee, seconds, metres, code, most, hold_id)
select id, 500, 0, 0, 60, 999, '1234', 500, gen_random_uuid() from asked
"""


def test_who_takes_no_cash_and_who_waits(dweller: Dweller, settings: Settings) -> None:
    amina, wang, olga = dweller("amina"), dweller("wang", "Wang Jianguo"), dweller("olga", "Olga")
    cab = on_duty(wang, settings)
    wang.ask("PUT", "/rides/driver/wishes", {"cash": False})
    phone = amina.open("/town/taxi")
    phone.get_by_role("button", name="Where to?").tap()
    phone.get_by_role("searchbox").fill("Kappeli")
    phone.get_by_role("listitem").filter(has_text="Kappeli").first.tap()
    phone.get_by_role("button", name="Take this place").tap()
    expect(phone.get_by_text(re.compile("There in [0-9]+ min"))).to_be_visible()
    phone.get_by_role("button", name="In cash", exact=True).tap()
    expect(phone.get_by_text("No taxi near takes it this way")).to_be_visible()
    fits(phone)
    desk = olga.open("/taxi/desk")
    waits = desk.get_by_role("link", name=re.compile("^Who waits"))
    expect(waits).to_contain_text("Nobody has to wait")
    for _ in range(4):
        in_database(settings, BROKEN.format(wang.me["id"], new_id()))
    desk.reload()
    waits.tap()
    expect(desk.get_by_text("Driver, gave back 4 rides")).to_be_visible()
    fits(desk)
    cab.reload()
    expect(cab.get_by_text("Over three rides given back in a day")).to_be_visible()
    fits(cab)
    desk.get_by_role("button", name="They need not wait").tap()
    expect(desk.get_by_text("Nobody has to wait")).to_be_visible()
    # The driver sees it at once.
    expect(cab.get_by_text("Over three rides given back")).to_have_count(0)
    expect(cab.get_by_role("switch", name="On duty")).to_be_visible()
