"""The story of the demo is played by the verbs of everybody, and leaves what it tells."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from leapfrog import brands, demo
from leapfrog.demo.bookshop import BOOKS_THERE
from leapfrog.demo.shops import BOOKS, HERON
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings
from tests.town import apart

SHOP = "select merchant_id from market_front where sign = $1"
TITLES = """
select i.title from market_item i join market_front f using (merchant_id) where f.sign = $1
"""
SKIPPED = "select sum(skipped) from imports_job where name = 'products_export.csv'"
DEPOSITS = """
select p.display_name, b.state from presales_booking b join identity_person p on p.id = b.person_id
"""
# Who was driven by hail, how often somebody was asked for each, what was given on top, and whether
# anybody gave the ride back.
HAILS = """
select p.handle, r.state, r.tip > 0, count(*) filter (where o.state = 'returned')
from rides_hail h join rides_ride r on r.id = h.ride_id join identity_person p on p.id = r.rider_id
join rides_offer o on o.ride_id = r.id
group by r.id, p.handle order by r.started_at
"""
PINS = "select source, name from places_place where source <> 'osm' order by source, name"
MAP = "select count(*) from places_map"
# What lies in the locker, for whom, and what comes beside.
PARCELS = """
select i.handle, p.state, d.label from parcels_parcel p
join parcels_delivery y on y.id = p.delivery_id join identity_person i on i.id = y.buyer_id
left join lockers_door d on d.parcel_id = p.id
order by p.announced_at
"""
# What was ordered to be paid at the door, and how that was.
AT_THE_DOOR = """
select i.handle, l.title, o.state, o.paid_by from door_orders_order o
join door_orders_line l on l.order_id = o.id join identity_person i on i.id = o.buyer_id
order by o.created_at
"""
FAILING = "select kind, error from kernel_timer where error is not null"


class Told(msgspec.Struct):
    """What is there when the story is over."""

    page: brands.BrandShown
    books: set[str]
    skipped: int
    deposits: list[tuple[str, ...]]
    failing: list[tuple[str, ...]]
    hails: list[tuple[str, str, bool, int]]
    pins: list[tuple[str, str]]
    maps: int
    parcels: list[tuple[str, str, str | None]]
    at_the_door: list[tuple[str, str, str, str | None]]


async def told(settings: Settings) -> Told:
    database = await Database.connect(str(settings.database_url), 1)
    async with database.reading() as db:
        found = Told(
            page=await brands.brand_shown(db, await db.value(SHOP, HERON)),
            books={row[0] for row in await db.rows(TITLES, BOOKS)},
            skipped=await db.value(SKIPPED),
            deposits=[tuple(row) for row in await db.rows(DEPOSITS)],
            failing=[tuple(row) for row in await db.rows(FAILING)],
            hails=[tuple(row) for row in await db.rows(HAILS)],
            pins=[tuple(row) for row in await db.rows(PINS)],
            maps=await db.value(MAP),
            parcels=[tuple(row) for row in await db.rows(PARCELS)],
            at_the_door=[tuple(row) for row in await db.rows(AT_THE_DOOR)],
        )
    await database.close()
    return found


def test_the_story_leaves_what_it_tells(tmp_path: Path, database_url: str) -> None:
    settings = Settings(home=tmp_path / "home", database_url=database_url, demo=True)
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(demo.play, settings).result()
    found = apart(told(settings))
    assert found.page.name == HERON
    assert found.page.head
    assert [[one.title for one in row.items] for row in found.page.shelves] == [
        ["Rowing lamp", "Stern lamp"],
        ["Jetty lantern", "Brass polish"],
    ]
    # Three lines of the old shop's file have no price.
    refused = {"The Last Tram", "Mushrooms You May Eat", "Sums for Market Days"}
    brought = {title for title, *_ in BOOKS_THERE}
    assert brought & found.books == brought - refused
    assert found.skipped == len(refused)
    assert found.deposits == [("Priya Nair", "deposited")]
    assert found.failing == []
    # Both by hail: one to the cinema, one whose first driver had a flat tyre.
    assert found.maps == 1
    assert found.hails == [("mei", "paid", True, 0), ("tariq", "paid", False, 1)]
    assert [source for source, _ in found.pins] == [
        *("event", "machine", "merchant", "merchant", "merchant", "rank")
    ]
    assert found.parcels == [
        ("amina", "at_point", "A1"),
        ("amina", "at_point", None),
        ("amina", "collected", None),
    ]
    assert found.at_the_door == [
        ("amina", "Fish stew with plantain", "done", "cash"),
        ("amina", "Mango chutney", "sent", None),
    ]
