"""Finding what is for sale: by words, by category, by shop, by barcode, near a point."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.market import checking, store_items, store_search
from leapfrog.market.store_search import (
    BrandCount,
    PassingItem,
    SearchFacet,
    SearchFilters,
    SearchHit,
    SearchWindow,
    SearchWords,
)
from leapfrog.search_words import asked_pieces, asked_words, is_dense, sound

Sort = Literal["relevance", "sales", "newest", "price", "dear", "near"]
# So many brands are named beside what was found.
MOST_BRANDS = 12
# Too much is alike to words that are shorter.
SHORTEST_MISSPELT, ALIKE = 4, 0.45


class FoundItems(msgspec.Struct, frozen=True):
    """A page of what was found; `more`: there is another one. `alike`: nothing has these words,
    this is spelt or sounds like it. `facets`: how much there is, on the first page, and of which
    `brands`.
    """

    hits: list[SearchHit]
    more: bool
    alike: bool
    facets: list[SearchFacet]
    brands: list[BrandCount] = []


async def search(db: Db, text: str, filters: SearchFilters, page: SearchWindow) -> FoundItems:
    """The items for sale with all of these words in title, brand, category or the shop's name, or
    in how these sound, as `page` says; without words, all of them.
    """
    scanned = await _scanned(db, text, filters, page)
    if scanned is not None:
        return scanned
    words = asked_words(text)
    if text.strip() and not words:
        return FoundItems([], more=False, alike=False, facets=[])
    asked = SearchWords(words, asked_pieces(words))
    one_more = msgspec.structs.replace(page, limit=page.limit + 1)
    hits = await store_search.find(db, asked, filters, one_more)
    alike = False
    if not hits and not page.skipped and words:
        asked, hits = await _alike(db, words, filters, one_more)
        alike = bool(hits)
    counted = [] if page.skipped else await store_search.facets(db, asked, filters)
    brands = await store_search.brands(db, asked, filters, MOST_BRANDS) if counted else []
    more = len(hits) > page.limit and not (alike and not counted)
    return FoundItems(hits[: page.limit], more, alike, counted, brands)


async def _scanned(
    db: Db, text: str, filters: SearchFilters, page: SearchWindow
) -> FoundItems | None:
    """Who types a barcode means that; None where there is none, and it may be anything."""
    ids = [] if page.skipped else await by_barcode(db, text)
    found = await store_search.passing(db, ids, filters) if ids else []
    if not found:
        return None
    hits = [SearchHit(one.item_id, None) for one in found]
    return FoundItems(hits, more=False, alike=False, facets=_facets(found))


def _facets(found: Sequence[PassingItem]) -> list[SearchFacet]:
    of_each: dict[str, list[PassingItem]] = {}
    for one in found:
        of_each.setdefault(one.category, []).append(one)
    return [
        SearchFacet(
            category,
            len(some),
            sum(one.in_stock for one in some),
            sum(one.verified for one in some),
        )
        for category, some in of_each.items()
    ]


async def _alike(
    db: Db, words: list[str], filters: SearchFilters, page: SearchWindow
) -> tuple[SearchWords, list[SearchHit]]:
    """What sounds like it, where it is Chinese; what is spelt like it, where it is not."""
    heard = asked_words(" ".join(sound(w) if is_dense(w) else w for w in words))
    asked = SearchWords(heard, asked_pieces(heard))
    if heard != words:
        return asked, await store_search.find(db, asked, filters, page)
    if len(asked.phrase) < SHORTEST_MISSPELT:
        return asked, []
    return asked, await store_search.misspelt(db, asked, filters, page, ALIKE)


async def by_barcode(db: Db, text: str) -> list[UUID]:
    """The items for sale that have this barcode."""
    gtin = checking.gtin14(text)
    return await store_items.by_gtin(db, gtin) if gtin else []
