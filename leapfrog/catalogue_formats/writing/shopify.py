"""Shopify's CSV of products, with its new heads: a row for each variant, and for each picture that
is left after that. No cell is a formula.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from msgspec import UNSET

from leapfrog.catalogue_formats.model import CatalogueItem, CataloguePicture, CatalogueVariant
from leapfrog.catalogue_formats.words import as_html, guarded
from leapfrog.catalogue_formats.writing.model import CatalogueAbout, CatalogueWriter

HEAD = (
    *("URL handle", "Title", "Description", "Vendor", "Product category", "Tags"),
    *("Published on online store", "Status", "SKU", "Barcode"),
    *("Option1 name", "Option1 value", "Option2 name", "Option2 value"),
    *("Option3 name", "Option3 value", "Price", "Compare-at price", "Cost per item"),
    *("Inventory quantity", "Weight value (grams)", "Product image URL", "Image position"),
    *("Image alt text", "Variant image URL"),
)
NO_OPTION = ("Title", "Default Title")


def _head(about: CatalogueAbout) -> str:
    return _line(HEAD)


def _item(item: CatalogueItem, about: CatalogueAbout) -> str:
    rows = zip_longest(item.variants, item.pictures)
    return "".join(
        _line(_row(item, about, n, variant, picture)) for n, (variant, picture) in enumerate(rows)
    )


def _row(
    item: CatalogueItem,
    about: CatalogueAbout,
    n: int,
    variant: CatalogueVariant | None,
    picture: CataloguePicture | None,
) -> Iterator[str]:
    yield item.key
    yield from _product(item) if n == 0 else ("",) * 7
    yield from (_text(variant.sku), _text(variant.gtin)) if variant else ("", "")
    names = [one.name for one in item.options] or [NO_OPTION[0]]
    values = (variant.options or (NO_OPTION[1],)) if variant else ()
    for at in range(3):
        yield names[at] if n == 0 and at < len(names) else ""
        yield values[at] if at < len(values) else ""
    yield from _amounts(variant, about) if variant else ("",) * 5
    yield from (picture.name, str(n + 1), picture.alt) if picture else ("",) * 3
    shown = variant.picture if variant else None
    yield item.pictures[shown].name if shown is not None else ""


def _product(item: CatalogueItem) -> Iterator[str]:
    yield item.title
    yield as_html(_text(item.body))
    yield _text(item.brand)
    yield _text(item.category)
    yield item.source.get("tags", "")
    live = item.is_live is True
    yield "TRUE" if live else "FALSE"
    yield "Active" if live else "Draft"


def _amounts(variant: CatalogueVariant, about: CatalogueAbout) -> Iterator[str]:
    yield about.amount(variant.price)
    for amount in (variant.list_price, variant.cost):
        yield about.amount(amount) if isinstance(amount, int) else ""
    for number in (variant.units, variant.weight_g):
        yield str(number) if isinstance(number, int) else ""


def _text(told: object) -> str:
    return "" if told is UNSET else str(told)


def _line(cells: Iterable[str]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return made.getvalue()


SHOPIFY = CatalogueWriter(_head, _item, "", "")
