"""Shopify's CSV, new heads; the old ones are in `tests/imports/goods`."""

from msgspec import UNSET

from tests.catalogue_formats.reading import packed, told, variants
from tests.catalogue_formats.samples import SHOPIFY


def test_products_with_their_variants_and_pictures() -> None:
    files = {"shop/products.csv": SHOPIFY.encode(), "shop/img/red.jpg": b"x", "a/back.jpg": b"y"}
    name, [shirt, mug], skips = told(packed(files), "shop.zip")
    assert name == "shopify"
    assert skips == [
        ("1 · Price / Canada", "price_of_market"),
        ("4 · price · abc", "price"),
    ]
    assert (shirt.key, shirt.title, shirt.brand) == ("shirt", "Lake shirt", "Heron")
    assert shirt.body == "Soft & light.\n\n• cotton"
    assert [(one.name, one.values) for one in shirt.options] == [
        ("Colour", ("Red",)),
        ("Size", ("S", "M")),
    ]
    # What was sold twice there is none here.
    assert variants(shirt) == [("Red S", "SH-R-S", 101_990, 3), ("Red M", "SH-R-M", 1_990, 0)]
    first = shirt.variants[0]
    assert (first.gtin, first.list_price, first.cost, first.weight_g, first.picture) == (
        "4006381333931", 2_500, 800, 180, 0,
    )  # fmt: skip
    assert [(one.path, one.alt) for one in shirt.pictures] == [
        ("shop/img/red.jpg", "A red shirt"),
        ("a/back.jpg", "The back"),
    ]
    assert (shirt.attributes, shirt.is_live) == ({"season": "Summer"}, True)
    assert (mug.title, mug.is_live, mug.options) == ("Mug", False, ())
    assert variants(mug) == [("", "=1+1", 750, None)]


def test_a_column_that_is_missing_is_not_an_empty_one() -> None:
    less = "Handle,Title,Option1 Name,Option1 Value,Variant Price\na,Tea,Title,Default Title,3\n"
    _, [tea], _ = told(less.encode())
    assert (tea.body, tea.brand, tea.is_live, tea.variants[0].units) == (UNSET,) * 4
    more = "Handle,Title,Body (HTML),Vendor,Variant Price,Variant Inventory Qty\na,Tea,,,3,\n"
    _, [tea], _ = told(more.encode())
    assert (tea.body, tea.brand, tea.variants[0].units) == ("", "", None)
