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
FAILING = "select kind, error from kernel_timer where error is not null"


class Told(msgspec.Struct):
    """What is there when the story is over."""

    page: brands.BrandShown
    books: set[str]
    skipped: int
    deposits: list[tuple[str, ...]]
    failing: list[tuple[str, ...]]


async def told(settings: Settings) -> Told:
    database = await Database.connect(str(settings.database_url), 1)
    async with database.reading() as db:
        found = Told(
            page=await brands.brand_shown(db, await db.value(SHOP, HERON)),
            books={row[0] for row in await db.rows(TITLES, BOOKS)},
            skipped=await db.value(SKIPPED),
            deposits=[tuple(row) for row in await db.rows(DEPOSITS)],
            failing=[tuple(row) for row in await db.rows(FAILING)],
        )
    await database.close()
    return found


def test_the_story_leaves_a_brand_a_catalogue_and_a_pre_sale(
    tmp_path: Path, database_url: str
) -> None:
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
