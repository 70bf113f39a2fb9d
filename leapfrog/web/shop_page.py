"""The page behind a shop's printed code, for whoever scans it with any camera: what the shop is,
and the way to pay it. Without a script.
"""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from leapfrog.identity import avatar_url
from leapfrog.till import Merchant, shop_path
from leapfrog.web.public_page import PageMetadata, PageSite, whole_page

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "pay": "Pay here",
        "how": "You pay from your wallet in {town}. Nothing is paid before you confirm it.",
        "new": "New here? Join {town} first, then scan the code again.",
        "groceries": "Groceries",
        "market": "Market stall",
        "food": "Restaurant",
        "cafe": "Café",
        "services": "Services",
        "machine": "Machines",
        "other": "Shop",
    },
    "zh-CN": {
        "pay": "付款",
        "how": "用你在{town}的钱包付款，确认之前不会扣款。",
        "new": "第一次来？请先加入{town}，再扫一次码。",
        "groceries": "食品杂货",
        "market": "集市摊位",
        "food": "餐馆",
        "cafe": "咖啡馆",
        "services": "服务",
        "machine": "自动售货机",
        "other": "店铺",
    },
}


def page_of_shop(site: PageSite, shop: Merchant) -> str:
    """What a shop is, and the way into the app, which asks to sign in first."""
    place = shop_path(shop.id)
    words = {key: text.format(town=site.town) for key, text in WORDS[site.language].items()}
    picture = avatar_url(shop.picture)
    about = shop.about or words[shop.category]
    data = {
        "@context": "https://schema.org",
        "@type": "Store",
        "name": shop.name,
        "description": about,
        "url": site.origin + place,
    }
    head = PageMetadata(
        title=f"{shop.name} · {site.town}",
        about=about,
        place=place,
        kind="website",
        picture=picture,
        data=data,
    )
    way = f"/pay/scanned?{urlencode({'text': site.origin + place})}"
    face = f'<img src="{picture}" alt="" width="48" height="48">' if picture else ""
    body = (
        f'<section><div class="by">{face}<span><b dir="auto" role="heading" aria-level="1">'
        f"{escape(shop.name)}</b><small>{escape(words[shop.category])}</small></span></div>"
        f"{f'<p dir=auto>{escape(shop.about)}</p>' if shop.about else ''}"
        f'<p><a class="join" href="{escape(way)}">{escape(words["pay"])}</a></p>'
        f'<p class="soft">{escape(words["how"])}</p><p class="soft">{escape(words["new"])}</p>'
        "</section>"
    )
    return whole_page(site, head, body)
