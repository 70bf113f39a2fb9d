"""Hostile catalogues: each gets a clear answer, and nothing is harmed."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from leapfrog.catalogue_formats import CatalogueItem, CatalogueOptions, CatalogueSkip, read
from leapfrog.catalogues import CataloguePlan, PlannedItem, RefusedItem
from leapfrog.kernel.ids import new_id
from leapfrog.unpacking import Folder, UnreadableFile
from tests.catalogue_formats.reading import packed

HEAD = (
    "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,"
    "Variant Barcode,Variant Inventory Qty"
)
GOOGLE = 'xmlns:g="http://base.google.com/ns/1.0"'


def table(*rows: list[str]) -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows([HEAD.split(","), *rows])
    return made.getvalue().encode()


def entities() -> bytes:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE r [<!ENTITY l0 "ha">{lol}]><rss {GOOGLE}><item>&l9;</item></rss>'.encode()


def outside() -> bytes:
    return f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss {GOOGLE}>&x;</rss>'.encode()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: packed({"a.csv": b"\0" * 400_000_000}), "zip_bomb"),
    "a path out of the zip": (lambda: packed({"../a.csv": table()}), "zip_unsafe"),
    "a zip in a zip": (lambda: packed({"a.zip": packed({"a.csv": table()})}), "unknown_format"),
    "half a zip": (lambda: packed({"a.csv": table()})[:60], "zip_broken"),
    "entities in entities": (entities, "xml_unsafe"),
    "a file of the town": (outside, "xml_unsafe"),
    "deep": (
        f"<rss {GOOGLE}>{'<a>' * 500}".encode,
        "xml_deep",
    ),
    "half an XML": (f"<rss {GOOGLE}><item><g:id>".encode, "xml_broken"),
    "a line without end": (lambda: table() + b"x" * 3_000_000, "long_line"),
    "a cell without end": (lambda: table() + b'"' + b"x,\n" * 300_000, "csv_broken"),
    "too many columns": (
        f"{HEAD},{','.join(map(str, range(3_000)))}\na,b\n".encode,
        "too_many_columns",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_shop_writes_is_refused(name: str) -> None:
    make, reason = REFUSED[name]
    with pytest.raises(UnreadableFile) as refused:
        list(read(Folder(io.BytesIO(make()), "a.csv"), CatalogueOptions()))
    assert refused.value.reason == reason


def one(**more: str) -> list[str]:
    cells = {"Handle": "tea", "Title": "Tea", "Variant Price": "3", **more}
    return [cells.get(name, "") for name in HEAD.split(",")]


# What becomes of a catalogue with one strange item beside a good one: the reason for which a line
# is left out, or what of it is kept.
STRANGE: dict[str, tuple[bytes, str, dict[str, Any]]] = {
    "scripts": (
        table(one(**{"Body (HTML)": "<svg onload=alert(1)><script>x()</script><b>Good</b>"})),
        "",
        {"body": "Good"},
    ),
    "a link that runs": (
        table(one(**{"Body (HTML)": '<a href="javascript:x()">Tea</a>'})),
        "",
        {"body": "Tea"},
    ),
    "formulas": (
        table(one(Title='=HYPERLINK("http://x")')),
        "",
        {"title": '=HYPERLINK("http://x")'},
    ),
    "NULs": (table(one(Title="T\0ea\0")), "", {"title": "Tea"}),
    "letters that turn round": (table(one(Title="Tea \u202e99\u200b")), "", {"title": "Tea 99"}),
    "half a letter": (table(one(Title="Tea")).replace(b"Tea", b"T\xff\xfea"), "", {}),
    "a title of nothing": (table(one(Title="\u200b")), "refused", {}),
    "a title without end": (table(one(Title="T" * 5_000)), "refused", {}),
    "a price of nothing": (table(one(**{"Variant Price": "0"})), "price_zero", {}),
    "a price without end": (table(one(**{"Variant Price": "1e309"})), "price", {}),
    "a price below nothing": (table(one(**{"Variant Price": "-1"})), "price", {}),
    "a price of other digits": (table(one(**{"Variant Price": "٣"})), "price", {}),
    "the price of a town": (table(one(**{"Variant Price": "99999999999"})), "price", {}),
    "an address inside": (
        table(one(**{"Image Src": "http://127.0.0.1/admin.png"})),
        "",
        {"title": "Tea"},
    ),
    "a path outside": (table(one(**{"Image Src": "../../../etc/passwd"})), "", {"title": "Tea"}),
    "the same twice": (table(one(), one(Title="Other"), one()), "same_variant", {}),
    "a number twice": (
        table(one(**{"Variant SKU": "S"}), one(Handle="cup", Title="Cup", **{"Variant SKU": "S"})),
        "sku_twice",
        {},
    ),
    "units without end": (table(one(**{"Variant Inventory Qty": "1e309"})), "units", {}),
    "units of other digits": (table(one(**{"Variant Inventory Qty": "٣"})), "units", {}),
    "a barcode that is none": (
        table(one(**{"Variant Barcode": "4006381333932"})),
        "",
        # Kept as it was written, and found by nobody who scans.
        {"source": {"gtin": "4006381333932"}},
    ),
    "a letter of another encoding": (
        table(one(Title="Grüner Tee", **{"Body (HTML)": "Blätter"})).replace(
            "Blätter".encode(), "Blätter".encode("latin-1")
        ),
        "",
        {"title": "Grüner Tee"},
    ),
    "100,000 variants": (
        table(
            *(
                one(**{"Option1 Name": "No", "Option1 Value": str(n), "Variant SKU": f"S{n}"})
                for n in range(100_000)
            )
        ),
        "too_many_variants",
        {},
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_strange_is_left_out_or_tamed(name: str) -> None:
    data, reason, kept = STRANGE[name]
    data += b"good,Good tea,Leaves,,,G-1,4,,,\r\n"
    told = list(read(Folder(io.BytesIO(data), "a.csv"), CatalogueOptions()))
    items = [one for one in told if isinstance(one, CatalogueItem)]
    planned = CataloguePlan(new_id()).plan(items, [])
    reasons = {one.reason for one in told if isinstance(one, CatalogueSkip)}
    reasons |= {one.reason for one in planned if isinstance(one, RefusedItem)}
    assert reasons == ({reason} if reason else set())
    *strange, good = [one for one in planned if isinstance(one, PlannedItem)]
    assert good.brought.wanted.variants[0].price == 400
    if kept:
        [found] = strange
        assert {key: getattr(found.brought.wanted, key) for key in kept} == kept
    # No picture is looked for anywhere but in the upload.
    assert not any(picture.path for one in strange for picture in one.pictures)
