"""Routes of the market for who looks and buys."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Size
from leapfrog.market import finding, shapes, store
from leapfrog.market.finding import Sort
from leapfrog.market.http_campaigns import routes as campaigns
from leapfrog.market.http_desk import routes as desk
from leapfrog.market.http_following import routes as following
from leapfrog.market.http_selling import routes as selling
from leapfrog.market.model import ItemKind
from leapfrog.market.shapes import FrontShown, ItemForSale, ItemSummary
from leapfrog.market.store_search import (
    MOST_COUNTED,
    BrandCount,
    SearchCircle,
    SearchFilters,
    SearchHit,
    SearchWindow,
)
from leapfrog.market_categories import CATEGORIES, MarketCategory, categories_below
from leapfrog.places import Point, point_of

FINDING = Limit("market_search", 300, 60)
# Nobody reads on beyond this.
MOST_SKIPPED = 1_000
Words = Annotated[str, QueryParameter(max_length=200)]
Near = Annotated[
    str | None,
    QueryParameter(max_length=80, description="`latitude,longitude` in degrees."),
]
Place = Annotated[
    int,
    QueryParameter(ge=0, le=MOST_SKIPPED, description="The `next` of the page before, or 0."),
]
Category = Annotated[
    str | None, QueryParameter(max_length=60, description="Only in this category or below it.")
]
OfShop = Annotated[UUID | None, QueryParameter(description="Only of this shop.")]
Order = Annotated[
    Sort,
    QueryParameter(
        description="`sales`: what most people bought in 30 days; `dear`: the dearest first; "
        "`near` needs a point."
    ),
]
Kind = Annotated[ItemKind | None, QueryParameter(description="Only what is new, used, made, …")]
Least = Annotated[int | None, QueryParameter(ge=0, description="From this price on (minor units).")]
Most = Annotated[int | None, QueryParameter(ge=0, description="Up to this price (minor units).")]
There = Annotated[bool, QueryParameter(description="Only what can be bought now.")]
Within = Annotated[
    int | None,
    QueryParameter(ge=1, le=1_000_000, description="Only within so many metres of `near`."),
]
Verified = Annotated[bool, QueryParameter(description="Only of brands that the town verified.")]


Brand = Annotated[
    str | None, QueryParameter(max_length=100, description="Only of this brand, as shops name it.")
]


class CategoryCount(msgspec.Struct, frozen=True):
    """How much was found of a category."""

    id: str
    n: int


class MarketPage(msgspec.Struct, frozen=True):
    """What was found. `alike`: nothing has these words, this is spelt or sounds like it.
    `categories`, `total`, and how much of it is `in_stock` and of `verified` brands, only on the
    first page; exact below 5001. `brands`: the twelve with most of it, whichever is asked for.
    `next`: where the next page begins.
    """

    items: list[ItemSummary]
    alike: bool
    categories: list[CategoryCount]
    brands: list[BrandCount]
    total: int
    in_stock: int
    verified: int
    next: int | None


class MarketCategories(msgspec.Struct, frozen=True):
    """The whole tree, parents before what is in them."""

    categories: list[MarketCategory]


class MarketFronts(msgspec.Struct, frozen=True):
    """Shops, the nearest first; without a point the newest."""

    shops: list[FrontShown]


class FoundByBarcode(msgspec.Struct, frozen=True):
    """What is for sale with a barcode, the cheapest first."""

    items: list[ItemSummary]


def point_in(near: str | None) -> Point | None:
    """Raises `Invalid`."""
    if not near:
        return None
    try:
        lat, lon = (float(part) for part in near.split(","))
    except ValueError:
        raise Invalid("`near` is `latitude,longitude`.", field="near") from None
    return point_of(lat, lon)


@get("/market/search")
async def search_market(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    *,
    q: Words = "",
    category: Category = None,
    shop: OfShop = None,
    kind: Kind = None,
    least: Least = None,
    most: Most = None,
    there: There = False,
    verified: Verified = False,
    brand: Brand = None,
    sort: Order = "relevance",
    near: Near = None,
    within: Within = None,
    skip: Place = 0,
    limit: Size = 30,
) -> MarketPage:
    """What is for sale, by words in any language and script, or all of it. Prices and stock are
    those of now. Raises `Invalid`, `RateLimited`.
    """
    town.limit(FINDING, str(signed.person_id))
    point = point_in(near)
    if within is not None and point is None:
        raise Invalid("`within` is around a point.", field="within")
    filters = SearchFilters(
        categories=categories_below(category) if category else None,
        merchant_id=shop,
        least=least,
        most=most,
        kind=kind,
        in_stock=there,
        verified=verified,
        around=SearchCircle(point, within) if point and within else None,
        brand=brand or None,
    )
    by = sort if q.strip() or sort != "relevance" else "newest"
    page = SearchWindow(by, point, limit, skip)
    found = await finding.search(db, q, filters, page)
    following = skip + limit
    return MarketPage(
        items=await shapes.summaries(db, found.hits),
        alike=found.alike,
        categories=sorted(
            (CategoryCount(one.category, one.n) for one in found.facets), key=lambda one: one.id
        ),
        brands=found.brands,
        total=min(sum(one.n for one in found.facets), MOST_COUNTED),
        in_stock=sum(one.in_stock for one in found.facets),
        verified=sum(one.verified for one in found.facets),
        next=following if found.more and following <= MOST_SKIPPED else None,
    )


@get("/market/categories")
async def list_market_categories(signed: SignedIn) -> MarketCategories:
    """What the market is sorted by."""
    return MarketCategories(list(CATEGORIES.values()))


@get("/market/items/{item_id:uuid}")
async def read_market_item(db: DbIn, signed: SignedIn, item_id: FromPath[UUID]) -> ItemForSale:
    """An item for sale: its variants, prices, what is there, and who sells it. Raises `NoItem`."""
    return await shapes.item_for_sale(db, item_id)


@get("/market/barcodes/{gtin:str}")
async def find_by_barcode(db: DbIn, signed: SignedIn, gtin: FromPath[str]) -> FoundByBarcode:
    """What is for sale here with this barcode; nothing for what is none."""
    found = await finding.by_barcode(db, gtin)
    shown = await shapes.summaries(db, [SearchHit(one, None) for one in found])
    return FoundByBarcode(sorted(shown, key=lambda one: (not one.in_stock, one.price)))


@get("/market/fronts")
async def list_market_fronts(
    db: DbIn, signed: SignedIn, near: Near = None, skip: Place = 0, limit: Size = 30
) -> MarketFronts:
    """The shops that sell now, the nearest first. Raises `Invalid`."""
    point = point_in(near)
    return MarketFronts(
        await shapes.fronts_shown(db, await store.open_fronts(db, point, limit, skip))
    )


@get("/market/fronts/{merchant_id:uuid}")
async def read_front(db: DbIn, signed: SignedIn, merchant_id: FromPath[UUID]) -> FrontShown:
    """The front of a shop. Raises `NoFront`."""
    return await shapes.front_of(db, merchant_id)


routes: list[HTTPRouteHandler] = [
    search_market,
    list_market_categories,
    read_market_item,
    find_by_barcode,
    list_market_fronts,
    read_front,
    *selling,
    *campaigns,
    *desk,
    *following,
]
