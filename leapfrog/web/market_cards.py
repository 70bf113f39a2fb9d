"""Cards: an item or a shop where another module shows it, as `market:item:<id>` and
`market:front:<id>`. Price and stock are those of the reading.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import market
from leapfrog.kernel.db import Db
from leapfrog.market import ItemSummary, SearchHit

GONE_TITLES = ("off",)


class ItemCard(msgspec.Struct, frozen=True, tag_field="kind", tag="item", omit_defaults=True):
    """An item in small; `gone`: it is not for sale any more, and nothing else is told but what it
    was called, where its shop took it off itself. `verified_brand`: which its shop is.
    """

    ref: str
    title: str
    titles: dict[str, str] = {}
    sign: str = ""
    price: int = 0
    varies: bool = False
    currency: str = ""
    in_stock: bool = False
    picture: str | None = None
    gone: bool = False
    verified_brand: str | None = None


class FrontCard(msgspec.Struct, frozen=True, tag_field="kind", tag="front", omit_defaults=True):
    """A shop in small; `gone`: it sells nothing here any more."""

    ref: str
    sign: str
    about: str = ""
    picture: str | None = None
    gone: bool = False
    verified_brand: str | None = None


def ref_of_item(item_id: UUID) -> str:
    return f"market:item:{item_id}"


def ref_of_front(merchant_id: UUID) -> str:
    return f"market:front:{merchant_id}"


async def item_cards(db: Db, _viewer: UUID, ids: Sequence[UUID]) -> list[ItemCard]:
    """These items, as they are now; those that never were are left out."""
    shown = await market.summaries(db, [SearchHit(one, None) for one in ids])
    there = {one.id: _item(one) for one in shown}
    gone = await market.items_by_id(db, set(ids) - there.keys())
    return [
        *there.values(),
        *(
            ItemCard(ref_of_item(each), one.title if one.state in GONE_TITLES else "", gone=True)
            for each, one in gone.items()
        ),
    ]


def _item(one: ItemSummary) -> ItemCard:
    return ItemCard(
        ref_of_item(one.id),
        one.title,
        titles=one.titles,
        sign=one.sign,
        price=one.price,
        varies=one.varies,
        currency=one.currency,
        in_stock=one.in_stock,
        picture=one.picture.small if one.picture else None,
        verified_brand=one.verified_brand,
    )


async def front_cards(db: Db, _viewer: UUID, ids: Sequence[UUID]) -> list[FrontCard]:
    """The fronts of these shops, as they are now."""
    fronts = await market.fronts_of(db, ids)
    return [
        # What was never opened, or is closed, shows nothing of itself.
        FrontCard(ref_of_front(one.merchant_id), "", gone=True)
        if one.state in ("draft", "closed")
        else FrontCard(
            ref_of_front(one.merchant_id),
            one.sign,
            about=one.about,
            picture=one.picture_url,
            verified_brand=one.verified_brand,
        )
        for one in fronts
    ]


Resolver = Callable[[Db, UUID, Sequence[UUID]], Awaitable[Sequence[ItemCard | FrontCard]]]
RESOLVERS: Mapping[str, Resolver] = {"market:item": item_cards, "market:front": front_cards}
