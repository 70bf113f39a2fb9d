"""Pages of the market for passers-by, without a script, and the sitemap of what is for sale and
on.

At the same addresses the app opens for who is signed in, so a link is good for both.
"""

from typing import Annotated
from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog import brands, market, pay, places, reviews, ticket_pages
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import AnyRequest, Town, TownIn, address_of
from leapfrog.kernel.limits import Limit, network
from leapfrog.market import SearchFilters, SearchWindow
from leapfrog.market_categories import CATEGORIES, categories_below
from leapfrog.web import pages
from leapfrog.web.market_page import (
    ItemVoices,
    MarketSite,
    ShopShown,
    page_of_item,
    page_of_shop,
)
from leapfrog.web.market_search_page import FoundGoods, page_of_market
from leapfrog.web.public_pages import is_inside, nothing_here, page_answer, place, site_of

MOST, MOST_REVIEWS = 50, 10
# Nobody reads on beyond this.
MOST_SKIPPED = 500
SEARCHING = Limit("public_market", 60, 60)
Words = Annotated[str, QueryParameter(max_length=200)]
Skipped = Annotated[int, QueryParameter(ge=0, le=MOST_SKIPPED)]
# As many as a file of a sitemap may well have (sitemaps.org allows five times as many).
IN_A_FILE = 10_000
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def _market(request: AnyRequest, town: Town, db: Db) -> MarketSite:
    return MarketSite(site_of(request, town), (await pay.money_terms(db)).exponent)


@get("/market", include_in_schema=False)
async def public_market(
    request: AnyRequest,
    town: TownIn,
    *,
    q: Words = "",
    category: Words = "",
    skip: Skipped = 0,
) -> Response[bytes]:
    """What is for sale, found by its words without an account. Raises `RateLimited`."""
    if await is_inside(request, town):
        return await pages.shell(request, town)
    town.limit(SEARCHING, network(address_of(request)))
    text, known = " ".join(q.split()), category if category in CATEGORIES else None
    filters = SearchFilters(categories=categories_below(known) if known else None)
    window = SearchWindow("relevance" if text else "newest", None, MOST, skip)
    async with town.database.reading() as db:
        site = await _market(request, town, db)
        found = await market.search(db, text, filters, window)
        shown = FoundGoods(
            text,
            known,
            await market.summaries(db, found.hits),
            found.facets,
            found.alike,
            skip + MOST if found.more and skip + MOST <= MOST_SKIPPED else None,
        )
        html = page_of_market(site, shown)
    return page_answer(html, site.site.nonce, searches=True)


@get("/market/items/{item_id:uuid}", include_in_schema=False)
async def public_item(
    request: AnyRequest, town: TownIn, item_id: FromPath[UUID]
) -> Response[bytes]:
    if await is_inside(request, town):
        return await pages.shell(request, town)
    async with town.database.reading() as db:
        try:
            item = await market.item_for_sale(db, item_id)
        except market.NoItem:
            return await nothing_here(request, town)
        site = await _market(request, town, db)
        said = await reviews.of_item(db, item_id, "helpful", MOST_REVIEWS)
        voices = ItemVoices(await reviews.stars_of(db, item_id), said)
    return page_answer(page_of_item(site, item, voices), site.site.nonce)


@get("/market/shops/{merchant_id:uuid}", include_in_schema=False)
async def public_shop(
    request: AnyRequest, town: TownIn, merchant_id: FromPath[UUID]
) -> Response[bytes]:
    if await is_inside(request, town):
        return await pages.shell(request, town)
    async with town.database.reading() as db:
        try:
            front = await market.front_shown(db, merchant_id)
        except market.NoFront:
            return await nothing_here(request, town)
        site = await _market(request, town, db)
        shown = ShopShown(
            front,
            await reviews.score_of(db, merchant_id),
            await _brand(db, front),
            await market.newest(db, merchant_id, MOST),
            await places.place_on_map(db, f"merchant:{merchant_id}"),
        )
        html = page_of_shop(site, shown)
    return page_answer(html, site.site.nonce)


async def _brand(db: Db, front: market.FrontShown) -> brands.BrandShown | None:
    if front.verified_brand is None:
        return None
    try:
        return await brands.brand_shown(db, front.merchant_id)
    except brands.NoBrand:
        return None


@get("/sitemap.xml", include_in_schema=False)
async def sitemap(town: TownIn) -> Response[bytes]:
    """Where the parts of the sitemap are."""
    async with town.database.reading() as db:
        starts = await market.sitemap_starts(db, IN_A_FILE)
    places = [f"{town.settings.origin}/sitemaps/market/{first}.xml" for first in starts]
    places.append(f"{town.settings.origin}/sitemaps/shows.xml")
    return _xml("sitemapindex", "sitemap", places)


@get("/sitemaps/market/{name:str}", include_in_schema=False)
async def market_sitemap(town: TownIn, name: FromPath[str]) -> Response[bytes]:
    """The items for sale from this one on. Raises `NotFound`."""
    try:
        first = UUID(name.removesuffix(".xml"))
    except ValueError:
        raise NotFound from None
    async with town.database.reading() as db:
        found = await market.items_from(db, first, IN_A_FILE)
    return _xml("urlset", "url", [f"{town.settings.origin}/market/items/{one}" for one in found])


@get("/sitemaps/shows.xml", include_in_schema=False)
async def shows_sitemap(town: TownIn) -> Response[bytes]:
    """The shows to come."""
    async with town.database.reading() as db:
        found = await ticket_pages.sitemap(db, IN_A_FILE)
    return _xml("urlset", "url", [f"{town.settings.origin}/tickets/show/{one}" for one in found])


def _xml(whole: str, part: str, places: list[str]) -> Response[bytes]:
    rows = "".join(f"<{part}><loc>{one}</loc></{part}>" for one in places)
    text = f'<?xml version="1.0" encoding="UTF-8"?><{whole} xmlns="{SITEMAP}">{rows}</{whole}>'
    return Response(
        text.encode(),
        media_type="application/xml; charset=utf-8",
        headers={"cache-control": "public, max-age=3600"},
    )


# The places of the app beside those pages have to be named.
APP = [
    "/market/campaigns/{third:str}",
    "/market/desk",
    "/market/desk/brands",
    "/market/fees",
    "/market/brands",
    "/market/mine",
    "/market/mine/{third:str}",
    "/market/mine/{third:str}/{fourth:str}",
    "/market/mine/{third:str}/{fourth:str}/{fifth:str}",
    "/market/barcode",
    "/market/barcode/{third:str}",
    "/market/news",
    "/market/items/{item_id:uuid}/reviews",
    "/market/shops/{merchant_id:uuid}/reviews",
]
routes: list[HTTPRouteHandler] = [
    public_market,
    public_item,
    public_shop,
    sitemap,
    market_sitemap,
    shows_sitemap,
    get(APP, include_in_schema=False)(place),
]
