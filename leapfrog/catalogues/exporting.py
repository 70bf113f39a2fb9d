"""What a shop has as a catalogue for another place, page by page."""

from collections.abc import AsyncIterator, Mapping
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import pay
from leapfrog.catalogue_formats import (
    GOOGLE,
    JSON_LD,
    SHOPIFY,
    CatalogueAbout,
    CatalogueItem,
    CatalogueOption,
    CataloguePicture,
    CatalogueVariant,
    CatalogueWriter,
)
from leapfrog.catalogues.categories import google_number, path_of
from leapfrog.kernel.http import Town
from leapfrog.kernel.paging import Position
from leapfrog.market import KnownItem, Variant, look_front, picture_shown, shop_items

ExportFormat = Literal["shopify", "google", "json-ld"]
PAGE = 200
FILES: Mapping[ExportFormat, tuple[CatalogueWriter, str, str]] = {
    "shopify": (SHOPIFY, "text/csv; charset=utf-8", "products.csv"),
    "google": (GOOGLE, "application/xml", "products.xml"),
    "json-ld": (JSON_LD, "application/ld+json", "products.json"),
}


class CatalogueFile(msgspec.Struct, frozen=True):
    """A catalogue as it is sent."""

    blocks: AsyncIterator[bytes]
    media_type: str
    name: str


async def export(town: Town, me: UUID, merchant_id: UUID, name: ExportFormat) -> CatalogueFile:
    """All that a shop has that I run, a page in memory at a time. Raises `NoMerchant`,
    `RoleNeeded`, `NoFront`.
    """
    async with town.database.reading() as db:
        front = await look_front(db, me, merchant_id)
        exponent = (await pay.money_terms(db)).exponent
    origin = town.settings.origin
    url = f"{origin}/market/shops/{merchant_id}"
    about = CatalogueAbout(front.sign, url, front.currency, exponent)
    writer, media_type, file = FILES[name]
    return CatalogueFile(_blocks(town, merchant_id, writer, about, origin), media_type, file)


async def _blocks(
    town: Town, merchant_id: UUID, writer: CatalogueWriter, about: CatalogueAbout, origin: str
) -> AsyncIterator[bytes]:
    yield writer.begin(about).encode()
    position, is_first, more = Position(), True, True
    while more:
        async with town.database.reading() as db:
            page = await shop_items(db, merchant_id, position, PAGE)
        told = [_told(one, origin) for one in page if one.item.state != "taken_down"]
        block = "".join(writer.some(told, about, is_first=is_first))
        is_first = is_first and not block
        yield block.encode()
        if page:
            position = Position(page[-1].item.created_at, page[-1].item.id)
        more = len(page) == PAGE
    yield writer.end.encode()


def _told(known: KnownItem, origin: str) -> CatalogueItem:
    item = known.item
    pictures = tuple(
        CataloguePicture("", origin + picture_shown(one).url, one.alt) for one in known.pictures
    )
    places = {one.id: n for n, one in enumerate(known.pictures)}
    return CatalogueItem(
        place="",
        key=item.handle or str(item.id),
        title=item.title,
        variants=tuple(_variant(one, known, places) for one in known.variants),
        body=item.body,
        brand=item.brand,
        category=path_of(item.category),
        google=google_number(item.category),
        kind=item.kind,
        options=tuple(CatalogueOption(one.name, tuple(one.values)) for one in item.options),
        attributes=item.attributes,
        pictures=pictures,
        is_live=item.state == "live",
        source={
            **{key: value for key, value in item.source.items() if isinstance(value, str)},
            "link": f"{origin}/market/items/{item.id}",
        },
    )


def _variant(one: Variant, known: KnownItem, places: Mapping[UUID, int]) -> CatalogueVariant:
    return CatalogueVariant(
        price=one.price,
        options=tuple(one.options),
        sku=one.sku,
        gtin=one.gtin,
        list_price=one.list_price,
        cost=one.cost,
        weight_g=one.weight_g,
        units=known.units.get(one.id),
        picture=places.get(one.picture) if one.picture else None,
    )
