"""A feed for Google Merchant as RSS 2.0: one record for each variant of what is for sale."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from leapfrog.catalogue_formats import words
from leapfrog.catalogue_formats.model import CatalogueItem, CatalogueVariant
from leapfrog.catalogue_formats.writing.model import CatalogueAbout, CatalogueWriter

# Which options Google has a field for, as shops call them.
FIELDS = {
    "color": ("color", "colour", "颜色", "farbe"),
    "size": ("size", "尺码", "尺寸", "größe"),
    "material": ("material", "材质"),
    "pattern": ("pattern", "图案"),
}
LAST_RESORTS = ("size", "pattern", "material", "color")
# Control characters are no XML.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _head(about: CatalogueAbout) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n'
        f"<title>{_xml(about.shop)}</title>\n<link>{_xml(about.url)}</link>\n"
        f"<description>{_xml(about.shop)}</description>\n"
    )


def _item(item: CatalogueItem, about: CatalogueAbout) -> str:
    if item.is_live is not True:
        return ""
    return "".join(_record(item, variant, about) for variant in item.variants)


def _record(item: CatalogueItem, variant: CatalogueVariant, about: CatalogueAbout) -> str:
    told = [
        *_product(item, variant, about),
        *_offer(variant, about),
        *_options(item, variant),
    ]
    lines = "".join(f"<{name}>{_xml(value)}</{name}>\n" for name, value in told if value)
    return f"<item>\n{lines}{_details(item)}</item>\n"


def _product(
    item: CatalogueItem, variant: CatalogueVariant, about: CatalogueAbout
) -> Iterator[tuple[str, str]]:
    yield "g:id", variant.sku or "-".join((item.key, *variant.options))
    yield "title", item.title
    yield "description", words.as_html(item.body or item.title)
    yield "link", item.source.get("link", about.url)
    shown = variant.picture or 0
    for n, picture in enumerate(item.pictures):
        name = "g:image_link" if n == shown else "g:additional_image_link"
        yield name, picture.name
    # Also of one alone: by it the same item is known again.
    yield "g:item_group_id", item.key
    yield "g:brand", item.brand or ""
    yield "g:google_product_category", str(item.google or "")
    yield "g:product_type", item.category or ""
    yield "g:condition", "used" if item.kind == "used" else "new"


def _offer(variant: CatalogueVariant, about: CatalogueAbout) -> Iterator[tuple[str, str]]:
    yield "g:price", f"{about.amount(variant.price)} {about.currency}"
    yield "g:availability", "in_stock" if variant.units else "out_of_stock"
    if isinstance(variant.units, int):
        yield "g:quantity", str(variant.units)
    yield "g:gtin", variant.gtin or ""
    if isinstance(variant.weight_g, int):
        yield "g:shipping_weight", f"{variant.weight_g} g"


def _options(item: CatalogueItem, variant: CatalogueVariant) -> Iterator[tuple[str, str]]:
    """By Google's field; what it has none for stands with the pattern, its last resort."""
    taken: dict[str, str] = {}
    for option, value in zip(item.options, variant.options, strict=True):
        field = next((one for one, names in FIELDS.items() if option.name.lower() in names), "")
        if not field or field in taken:
            field = next(
                one for one in ("size", "pattern", "material", "color") if one not in taken
            )
        taken[field] = value
    for field, value in taken.items():
        yield f"g:{field}", value


def _details(item: CatalogueItem) -> str:
    found = item.attributes if isinstance(item.attributes, dict) else {}
    return "".join(
        f"<g:product_detail><g:attribute_name>{_xml(name)}</g:attribute_name>"
        f"<g:attribute_value>{_xml(value)}</g:attribute_value></g:product_detail>\n"
        for name, value in found.items()
    )


def _xml(text: str) -> str:
    return escape(_NO_XML.sub("", text))


GOOGLE = CatalogueWriter(_head, _item, "", "</channel>\n</rss>\n")
