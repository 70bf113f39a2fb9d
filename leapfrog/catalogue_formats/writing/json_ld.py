"""JSON-LD of schema.org: what is for sale as `Product`s, or `ProductGroup`s with their variants."""

from typing import Any

import msgspec

from leapfrog.catalogue_formats.model import CatalogueItem, CatalogueVariant
from leapfrog.catalogue_formats.writing.model import CatalogueAbout, CatalogueWriter

SCHEMA = "https://schema.org"


def _head(about: CatalogueAbout) -> str:
    return f'{{"@context":"{SCHEMA}","@graph":['


def _item(item: CatalogueItem, about: CatalogueAbout) -> str:
    return msgspec.json.encode(_product(item, about)).decode() if item.is_live is True else ""


def _product(item: CatalogueItem, about: CatalogueAbout) -> dict[str, Any]:
    url = item.source.get("link", about.url)
    found: dict[str, Any] = {
        "name": item.title,
        "description": item.body or "",
        "image": [one.name for one in item.pictures],
        "url": url,
    }
    if item.brand:
        found["brand"] = {"@type": "Brand", "name": item.brand}
    if item.category:
        found["category"] = item.category
    if isinstance(item.attributes, dict) and item.attributes:
        found["additionalProperty"] = [
            {"@type": "PropertyValue", "name": name, "value": value}
            for name, value in item.attributes.items()
        ]
    if not item.options:
        [variant] = item.variants[:1]
        return {"@type": "Product", **found, **_variant(item, variant, about, url)}
    return {
        "@type": "ProductGroup",
        **found,
        "productGroupID": item.key,
        "variesBy": [one.name for one in item.options],
        "hasVariant": [
            {
                "@type": "Product",
                "name": f"{item.title}, {' / '.join(one.options)}",
                **_variant(item, one, about, url),
            }
            for one in item.variants
        ],
    }


def _variant(
    item: CatalogueItem, variant: CatalogueVariant, about: CatalogueAbout, url: str
) -> dict[str, Any]:
    condition = "UsedCondition" if item.kind == "used" else "NewCondition"
    found: dict[str, Any] = {
        "offers": {
            "@type": "Offer",
            "price": about.amount(variant.price),
            "priceCurrency": about.currency,
            "availability": f"{SCHEMA}/{'InStock' if variant.units else 'OutOfStock'}",
            "itemCondition": f"{SCHEMA}/{condition}",
            "url": url,
            "seller": {"@type": "Organization", "name": about.shop},
        }
    }
    if variant.sku:
        found["sku"] = variant.sku
    if variant.gtin:
        found["gtin14"] = variant.gtin
    return found


JSON_LD = CatalogueWriter(_head, _item, ",\n", "]}\n")
