"""Finding what is for sale: by words, by category, by shop, by barcode, near a point."""

from collections import Counter
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.bigrams import DENSE_RUN
from leapfrog.kernel.db import Db
from leapfrog.kernel.word_pieces import asked_pieces, asked_words, sound
from leapfrog.market import checking, store, store_items, store_search
from leapfrog.market.model import Item
from leapfrog.market.store_search import SearchFilters, SearchHit, SearchWindow, SearchWords

Sort = Literal["relevance", "newest", "price", "dear", "near"]
# Too much is alike to words that are shorter.
SHORTEST_MISSPELT, ALIKE = 4, 0.45


class FoundItems(msgspec.Struct, frozen=True):
    """A page of what was found; `more`: there is another one. `alike`: nothing has these words,
    this is spelt or sounds like it. `categories`: how much of each, `counted` of all at the most.
    """

    hits: list[SearchHit]
    more: bool
    alike: bool
    categories: dict[str, int]


async def search(db: Db, text: str, filters: SearchFilters, page: SearchWindow) -> FoundItems:
    """What is for sale and has all of these words in its title, brand, category, in the name of its
    shop, or in how these sound; without words, all of it.
    """
    scanned = await _scanned(db, text, filters, page)
    if scanned is not None:
        return scanned
    words = asked_words(text)
    if text.strip() and not words:
        return FoundItems([], more=False, alike=False, categories={})
    asked = SearchWords(words, asked_pieces(words))
    one_more = msgspec.structs.replace(page, limit=page.limit + 1)
    hits = await store_search.find(db, asked, filters, one_more)
    alike = False
    if not hits and not page.skipped and words:
        asked, hits = await _alike(db, words, filters, one_more)
        alike = bool(hits)
    counted = {} if page.skipped else await store_search.facets(db, asked, filters)
    more = len(hits) > page.limit and not (alike and not counted)
    return FoundItems(hits[: page.limit], more, alike, counted)


async def _scanned(
    db: Db, text: str, filters: SearchFilters, page: SearchWindow
) -> FoundItems | None:
    """Who types a barcode means that; None where there is none, and it may be anything."""
    ids = [] if page.skipped else await by_barcode(db, text)
    found = [one for one in (await store_items.items(db, ids)).values() if _fits(one, filters)]
    if filters.verified_at:
        fronts = await store.fronts(db, {one.merchant_id for one in found})
        found = [one for one in found if fronts[one.merchant_id].brand_at(filters.verified_at)]
    if not found:
        return None
    of_each = Counter(one.category for one in found)
    return FoundItems(
        [SearchHit(one.id, None) for one in found], more=False, alike=False, categories=of_each
    )


def _fits(one: Item, filters: SearchFilters) -> bool:
    shop, kind, within = filters.merchant_id, filters.kind, filters.categories
    return (
        shop in (None, one.merchant_id)
        and kind in (None, one.kind)
        and (within is None or one.category in within)
    )


async def _alike(
    db: Db, words: list[str], filters: SearchFilters, page: SearchWindow
) -> tuple[SearchWords, list[SearchHit]]:
    """What sounds like it, where it is Chinese; what is spelt like it, where it is not."""
    heard = asked_words(" ".join(sound(w) if DENSE_RUN.search(w) else w for w in words))
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
