"""What is written is read again as the same, as far as a format carries it; no cell is a
formula.
"""

import json
from typing import Any

import msgspec
import pytest

from leapfrog.catalogue_formats import (
    GOOGLE,
    JSON_LD,
    SHOPIFY,
    CatalogueAbout,
    CatalogueItem,
    CatalogueOption,
    CataloguePicture,
    CatalogueVariant,
)
from leapfrog.catalogue_formats.words import guarded, unguarded
from tests.catalogue_formats.reading import told

ABOUT = CatalogueAbout("Lakeside & Co", "https://lake.test/market/shops/1", "EUR", 2)
FORMULAS = ["=1+1", "+1 555", "-2+3", "@SUM(A1)", "\tx", "'=1", "-cmd|' /C calc'!A0"]


def variant(**more: Any) -> CatalogueVariant:
    told: dict[str, Any] = {"sku": "", "gtin": "", "list_price": None, "cost": None}
    return CatalogueVariant(**{"price": 1_250, **told, "weight_g": None, "units": 3, **more})


def item(key: str, *variants: CatalogueVariant, **more: Any) -> CatalogueItem:
    said = {"body": "Two lines.\n\nAnd <b> & more.", "brand": "Heron", "category": "Food > Tea"}
    options = tuple(
        CatalogueOption(name, tuple(dict.fromkeys(one.options[n] for one in variants)))
        for n, name in enumerate(("Color", "Size")[: len(variants[0].options)])
    )
    whole: dict[str, Any] = {
        "place": "",
        "title": f"Item {key}",
        "options": options,
        **said,
        **more,
    }
    return CatalogueItem(key=key, variants=variants, **{"is_live": True, **whole})


SHOWN = (
    CataloguePicture("", "https://lake.test/a.webp", "A"),
    *(CataloguePicture("", f"https://lake.test/{n}.webp", "") for n in range(3)),
)
ITEMS = [
    item("tea", variant(sku="T-1", gtin="04006381333931", cost=400, list_price=1_500)),
    item(
        "shirt",
        variant(options=("Red", "S"), sku="R-S", weight_g=180, picture=1),
        variant(options=("Red", "M"), sku="=R-M", units=0, price=5),
        pictures=SHOWN,
        source={"tags": "summer, =cotton"},
    ),
    item("draft", variant(price=10**9), is_live=False, title="=HYPERLINK(1)", brand="@me"),
]


def carried(one: CatalogueItem, format: str) -> CatalogueItem:
    """As much of an item as a format has a place for, where it stands apart."""
    kept = msgspec.structs.replace(one, place="", source={}, google=None, kind=msgspec.UNSET)
    if format == "shopify":
        return msgspec.structs.replace(kept, attributes=msgspec.UNSET)
    # A feed has no crossed-out price of the maker's, no cost; each record its pictures anew.
    variants = tuple(
        msgspec.structs.replace(
            v, list_price=msgspec.UNSET, cost=msgspec.UNSET, picture=None,
            weight_g=v.weight_g if v.weight_g else msgspec.UNSET,
            gtin=v.gtin or msgspec.UNSET,
        )
        for v in kept.variants
    )  # fmt: skip
    pictures = tuple(
        sorted((msgspec.structs.replace(p, alt="") for p in kept.pictures), key=lambda p: p.name)
    )
    return msgspec.structs.replace(kept, variants=variants, pictures=pictures)


@pytest.mark.parametrize("format", ["shopify", "google"])
def test_what_is_written_is_read_as_the_same(format: str) -> None:
    writer = {"shopify": SHOPIFY, "google": GOOGLE}[format]
    name, found, skips = told("".join(writer.all(ITEMS, ABOUT)).encode(), "x")
    assert (name, skips) == (format, [])
    live = [one for one in ITEMS if one.is_live or format == "shopify"]
    assert [carried(one, format) for one in found] == [carried(one, format) for one in live]
    if format == "shopify":
        assert found[1].source["tags"] == "summer, =cotton"
        # And written again to the last letter.
        assert "".join(writer.all(found, ABOUT)) == "".join(writer.all(ITEMS, ABOUT))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    assert guarded(text)[0] == "\t"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "12", "-12", "+1.50", "tea", "a=b", "'quoted'"])
def test_other_cells_stay(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


def test_json_ld_is_what_search_engines_read() -> None:
    graph = json.loads("".join(JSON_LD.all(ITEMS, ABOUT)))["@graph"]
    assert [(one["@type"], one["name"]) for one in graph] == [
        ("Product", "Item tea"),
        ("ProductGroup", "Item shirt"),
    ]
    assert graph[0]["offers"]["price"] == "12.50"
    assert [one["offers"]["availability"] for one in graph[1]["hasVariant"]] == [
        "https://schema.org/InStock",
        "https://schema.org/OutOfStock",
    ]
