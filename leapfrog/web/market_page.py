"""The HTML of items and shops for passers-by, and what programs read of them: JSON-LD of
schema.org (`Product`, `Offer`, `Store`).
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import msgspec

from leapfrog.brands import BrandShown, ShelfShown
from leapfrog.market import FrontShown, ItemForSale, ItemSummary, VariantShown
from leapfrog.market_categories import CATEGORIES
from leapfrog.places import TownPlace
from leapfrog.reviews import Review, ShopScore, StarsOfItem
from leapfrog.web.place_still import place_still
from leapfrog.web.public_page import PageMetadata, PageSite, whole_page

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "there": "In stock",
        "gone": "Sold out",
        "before": "Lowest price of the 30 days before: {price}",
        "from": "from {price}",
        "trader": "Sold by a business",
        "private": "Sold by a private person",
        "market": "Market",
        "none": "Nothing is for sale now.",
        "find": "What do you look for?",
        "search": "Search",
        "nothing": "Nothing here has these words.",
        "alike": "Nothing has these words; this is spelt or sounds like them.",
        "everything": "Everything",
        "more": "Show more",
        "buy": "Join {town} to ask and buy",
        "reviews": "{mean} of 5, from {n} who bought it",
        "score": "Shop score {score} of 5, from {n} buyers",
        "answer": "The shop:",
        "later": "Added later:",
        "stars": "{n} of 5 stars",
        "brand": "Verified brand: {name}",
    },
    "zh-CN": {
        "there": "有货",
        "gone": "已售完",
        "before": "降价前 30 天内最低价：{price}",
        "from": "{price} 起",
        "trader": "由商家出售",
        "private": "由个人出售",
        "market": "集市",
        "none": "现在没有在售商品。",
        "find": "想找什么？",
        "search": "搜索",
        "nothing": "没有找到相关商品。",
        "alike": "没有完全匹配的商品，以下是相近的结果。",
        "everything": "全部",
        "more": "查看更多",
        "buy": "加入{town}，咨询和购买",
        "reviews": "{mean} 分（满分 5 分），来自 {n} 位买家",
        "score": "店铺评分 {score}（满分 5 分），来自 {n} 位买家",
        "answer": "店家回复：",
        "later": "追评：",
        "stars": "{n} 星，满分 5 星",
        "brand": "认证品牌：{name}",
    },
}
CONDITIONS = {"used": "UsedCondition"}


def decimal(amount: int, exponent: int) -> str:
    """An amount of minor units with a point: `12.50`."""
    if not exponent:
        return str(amount)
    whole, rest = divmod(amount, 10**exponent)
    return f"{whole}.{rest:0{exponent}}"


class MarketSite:
    """The market of a town as its pages show it; amounts have `exponent` digits after the point."""

    def __init__(self, site: PageSite, exponent: int) -> None:
        self.site, self.exponent = site, exponent
        self.words = WORDS[site.language]

    def money(self, amount: int, currency: str) -> str:
        return f"{decimal(amount, self.exponent)} {currency}"

    def title(self, title: str, titles: Mapping[str, str]) -> str:
        """In the language of who reads, where the shop gives it."""
        return titles.get(self.site.language.split("-")[0]) or title

    def shop(self, front: FrontShown) -> str:
        return f"/market/shops/{front.merchant_id}"


class ItemVoices(msgspec.Struct, frozen=True):
    """What buyers say of an item, the most helpful first."""

    stars: StarsOfItem
    reviews: Sequence[Review]


def page_of_item(market: MarketSite, item: ItemForSale, voices: ItemVoices) -> str:
    """An item for sale: pictures, each variant with its price and whether it is there, and what
    buyers say; passers-by do not see who they are.
    """
    said = item.texts.get(market.site.language.split("-")[0], {})
    title, body = said.get("title") or item.title, said.get("body") or item.body
    head = PageMetadata(
        title=f"{title} · {item.shop.sign}",
        about=" ".join(body.split())[:200] or title,
        place=f"/market/items/{item.id}",
        kind="product",
        picture=item.pictures[0].url if item.pictures else None,
        data=product(market, item, title, body) | rating(voices.stars),
    )
    rows = "".join(_variant(market, item.currency, one) for one in item.variants)
    who = market.words["trader" if item.shop.trader else "private"]
    inside = (
        f'<div class="pics">{_pictures(item)}</div><h1 dir="auto">{escape(title)}</h1>{rows}'
        f'<p dir="auto">{escape(body)}</p>'
        f'<p><a href="{market.shop(item.shop)}" dir="auto">{escape(item.shop.sign)}</a> '
        f"<small>{who}</small></p>{_mark(market, item.shop.verified_brand)}"
    )
    said_of_it = _voices(market, voices)
    return whole_page(market.site, head, f"<article>{inside}</article>{said_of_it}{join(market)}")


def _mark(market: MarketSite, brand: str | None) -> str:
    """What the town verified, at this moment."""
    if brand is None:
        return ""
    return f'<p dir="auto"><b>✓ {escape(market.words["brand"].format(name=brand))}</b></p>'


def rating(stars: StarsOfItem) -> dict[str, Any]:
    """The mean as schema.org has it; nothing where nobody has said anything."""
    if not stars.n:
        return {}
    found = {"ratingValue": stars.mean, "reviewCount": stars.n, "bestRating": 5, "worstRating": 1}
    return {"aggregateRating": {"@type": "AggregateRating", **found}}


def _voices(market: MarketSite, voices: ItemVoices) -> str:
    stars = voices.stars
    if not stars.n:
        return ""
    told = market.words["reviews"].format(mean=stars.mean, n=stars.n)
    return f"<section><h2>{told}</h2></section>" + "".join(
        _voice(market, one) for one in voices.reviews
    )


def _voice(market: MarketSite, one: Review) -> str:
    label = market.words["stars"].format(n=one.stars)
    shown = "★" * one.stars + "☆" * (5 - one.stars)
    parts = [f'<p role="img" aria-label="{label}">{shown}</p>', _said("", one.text)]
    parts.append(_said(market.words["later"], one.later))
    parts.append(_said(market.words["answer"], one.answer))
    day = one.created_at.date().isoformat()
    return f'<article>{"".join(parts)}<small><time datetime="{day}">{day}</time></small></article>'


def _said(by: str, text: str | None) -> str:
    start = f"<small>{by}</small> " if by else ""
    return f'<p dir="auto">{start}{escape(text)}</p>' if text else ""


def _pictures(item: ItemForSale) -> str:
    return "".join(
        f'<a href="{one.url}"><img src="{one.url if n == 0 else one.small}" '
        f'alt="{escape(one.alt)}"{" loading=lazy" if n else ""}></a>'
        for n, one in enumerate(item.pictures)
    )


def _variant(market: MarketSite, currency: str, one: VariantShown) -> str:
    there = market.words["there" if one.in_stock else "gone"]
    before = ""
    if one.before:
        told = market.words["before"].format(price=market.money(one.before, currency))
        before = f"<br><small>{told}</small>"
    named = f'<span dir="auto">{escape(" / ".join(one.options))}</span> ' if one.options else ""
    price = market.money(one.price, currency)
    return f"<p>{named}<b>{price}</b> <small>{there}</small>{before}</p>"


def join(market: MarketSite) -> str:
    words = market.words["buy"].format(town=escape(market.site.town))
    return f'<section><a href="/join">{words}</a></section>'


def product(market: MarketSite, item: ItemForSale, title: str, body: str) -> dict[str, Any]:
    """The item as schema.org has it, price and stock as on the page."""
    offers = [offer(market, item, one) for one in item.variants]
    category = CATEGORIES.get(item.category)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": title,
        "description": body,
        "image": [market.site.origin + one.url for one in item.pictures],
        "url": f"{market.site.origin}/market/items/{item.id}",
        "offers": offers,
    }
    if item.brand:
        found["brand"] = {"@type": "Brand", "name": item.brand}
    if category:
        found["category"] = category.en
    return found


def offer(market: MarketSite, item: ItemForSale, one: VariantShown) -> dict[str, Any]:
    """A variant as schema.org has it; what is crossed out is the lowest price of 30 days."""
    price = decimal(one.price, market.exponent)
    found: dict[str, Any] = {
        "@type": "Offer",
        "name": " / ".join(one.options) or item.title,
        "price": price,
        "priceCurrency": item.currency,
        "availability": f"https://schema.org/{'InStock' if one.in_stock else 'OutOfStock'}",
        "itemCondition": f"https://schema.org/{CONDITIONS.get(item.kind, 'NewCondition')}",
        "seller": {"@type": "Organization", "name": item.shop.sign},
    }
    if one.sku:
        found["sku"] = one.sku
    if one.gtin:
        found["gtin14"] = one.gtin
    if one.before:
        found["priceSpecification"] = {
            "@type": "UnitPriceSpecification",
            "priceType": "https://schema.org/StrikethroughPrice",
            "price": decimal(one.before, market.exponent),
            "priceCurrency": item.currency,
        }
    return found


class ShopShown(msgspec.Struct, frozen=True):
    """A shop with its score, the page of its brand if it is a verified one, the newest of what it
    sells, and its place, where the town's map shows that.
    """

    front: FrontShown
    score: ShopScore
    brand: BrandShown | None
    items: Sequence[ItemSummary]
    place: TownPlace | None


def page_of_shop(market: MarketSite, shop: ShopShown) -> str:
    """A shop, its score, its shelves, and the newest of what it sells."""
    front, brand = shop.front, shop.brand
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Store",
        "name": front.sign,
        "description": front.about,
        "url": market.site.origin + market.shop(front),
        "openingHours": front.hours,
    }
    if front.verified_brand:
        data["brand"] = {"@type": "Brand", "name": front.verified_brand}
    head = PageMetadata(
        title=f"{front.sign} · {market.site.town}",
        about=" ".join(front.about.split())[:200],
        place=market.shop(front),
        kind="website",
        picture=brand.head.url if brand and brand.head else front.picture_url,
        data=data,
    )
    who = market.words["trader" if front.trader else "private"]
    legal = " · ".join(escape(one) for one in front.legal.values() if one)
    top = (
        f'<section>{_head(brand)}<h1 dir="auto">{escape(front.sign)}</h1>'
        f'{_mark(market, front.verified_brand)}<p dir="auto">{escape(front.about)}</p>'
        f'<p class="soft">{escape(front.hours)}</p><p class="soft">{who} {legal}</p>'
        f"{_score(market, shop.score)}{place_still(shop.place)}</section>"
    )
    shelves = "".join(_shelf(market, one) for one in brand.shelves) if brand else ""
    below = shelves + goods(market, shop.items) + join(market)
    return whole_page(market.site, head, top + below)


def _head(brand: BrandShown | None) -> str:
    if brand is None or brand.head is None:
        return ""
    head = brand.head
    size = f'width="{head.width}" height="{head.height}"'
    return f'<div class="pics"><img src="{head.url}" alt="{escape(head.alt)}" {size}></div>'


def _shelf(market: MarketSite, one: ShelfShown) -> str:
    title = market.title(one.title, one.titles)
    return f'<h2 dir="auto">{escape(title)}</h2>{goods(market, one.items)}'


def _score(market: MarketSite, score: ShopScore) -> str:
    if score.score is None:
        return ""
    told = market.words["score"].format(score=score.score, n=score.buyers)
    return f"<p>{told}</p>"


def goods(market: MarketSite, items: Sequence[ItemSummary]) -> str:
    """Items in a list, each with its picture and price."""
    if not items:
        return f'<p class="soft">{market.words["none"]}</p>'
    return "".join(_good(market, one) for one in items)


def _good(market: MarketSite, one: ItemSummary) -> str:
    price = market.money(one.price, one.currency)
    shown = market.words["from"].format(price=price) if one.varies else price
    picture = (
        f'<img src="{one.picture.small}" alt="" width="48" height="48" loading="lazy">'
        if one.picture
        else '<span class="no"></span>'
    )
    title = escape(market.title(one.title, one.titles))
    gone = "" if one.in_stock else f" · {market.words['gone']}"
    return (
        f'<article><div class="by">{picture}<span><a href="/market/items/{one.id}">'
        f'<b dir="auto">{title}</b></a><small>{shown} · {escape(one.sign)}{gone}</small>'
        "</span></div></article>"
    )
