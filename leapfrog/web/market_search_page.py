"""The HTML of the market for passers-by: a search without a script, and what it finds."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import msgspec

from leapfrog.market import ItemSummary, SearchFacet
from leapfrog.market_categories import CATEGORIES
from leapfrog.web.market_page import MarketSite, goods, join
from leapfrog.web.public_page import PageMetadata, whole_page

PLACE = "/market"


class FoundGoods(msgspec.Struct, frozen=True):
    """What was asked for and found. `facets`: how much there is of each category, on the first
    page; `alike`: nothing has these words; `next`: where the next page begins.
    """

    text: str
    category: str | None
    items: Sequence[ItemSummary]
    facets: Sequence[SearchFacet]
    alike: bool
    next: int | None


def page_of_market(market: MarketSite, found: FoundGoods) -> str:
    """What is for sale in the town: the newest, or what has some words."""
    word, url = market.words["market"], f"{market.site.origin}{PLACE}"
    data = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": word,
        "url": url,
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{url}?q={{words}}",
            "query-input": "required name=words",
        },
    }
    head = PageMetadata(f"{word} · {market.site.town}", word, PLACE, "website", None, data)
    top = f"<section><h1>{word}</h1>{_form(market, found)}{_categories(market, found)}</section>"
    return whole_page(market.site, head, top + _found(market, found) + join(market))


def _form(market: MarketSite, found: FoundGoods) -> str:
    label, kept = market.words["find"], ""
    if found.category:
        kept = f'<input type="hidden" name="category" value="{escape(found.category)}">'
    return (
        f'<form role="search" action="{PLACE}"><input type="search" name="q" maxlength="200" '
        f'value="{escape(found.text)}" aria-label="{label}" placeholder="{label}">{kept}'
        f"<button>{market.words['search']}</button></form>"
    )


def _categories(market: MarketSite, found: FoundGoods) -> str:
    """The chosen one with the way out of it, and what is in it."""
    counts = sorted(found.facets, key=lambda one: (-one.n, one.category))
    rows = [
        _link(found, f"{_named(market, one.category)} {one.n}", category=one.category)
        for one in counts
        if one.category != found.category and one.category in CATEGORIES
    ]
    if found.category:
        rows = [
            _link(found, market.words["everything"], category=""),
            f"<b>{_named(market, found.category)}</b>",
            *rows,
        ]
    return f'<p class="tags">{" ".join(rows)}</p>' if rows else ""


def _named(market: MarketSite, category: str) -> str:
    known = CATEGORIES.get(category)
    if known is None:
        return escape(category)
    return escape(known.zh if market.site.language.startswith("zh") else known.en)


def _link(found: FoundGoods, said: str, **other: object) -> str:
    """To the same search, but for what is `other`; `said` is HTML."""
    asked: Mapping[str, object] = {"q": found.text, "category": found.category or "", **other}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f'<a href="{escape(f"{PLACE}?{query}" if query else PLACE)}">{said}</a>'


def _found(market: MarketSite, found: FoundGoods) -> str:
    if not found.items and (found.text or found.category):
        return f'<p class="soft">{market.words["nothing"]}</p>'
    said = f'<p class="soft">{market.words["alike"]}</p>' if found.alike else ""
    more = ""
    if found.next is not None:
        more = f"<section>{_link(found, market.words['more'], skip=found.next)}</section>"
    return f"{said}{goods(market, found.items)}{more}"
