"""The CSV of Taobao's assistant (淘宝助理), with its pictures beside it in a zip.

Known from eight public programs that write it; Taobao publishes no specification. Cells are parted
by tabs, in UTF-16 or GBK. Line 1 is a version, line 2 the columns in English, line 3 the same in
Chinese; prices are in yuan. Pictures are files `name.tbi` in a folder called as the table is.
"""

import re
from collections.abc import Iterator
from functools import partial

from msgspec import UNSET

from leapfrog.catalogue_formats import amounts, words
from leapfrog.catalogue_formats.amounts import BadCell
from leapfrog.catalogue_formats.drafts import ItemDraft, cell
from leapfrog.catalogue_formats.model import (
    CatalogueFormat,
    CatalogueOptions,
    CatalogueVariant,
    Told,
)
from leapfrog.catalogue_formats.pictures import PictureFinder
from leapfrog.catalogue_formats.tables import TableRow, price_of, rows_of, tables_of
from leapfrog.unpacking import Folder

YUAN = "CNY"
ENDINGS = (".tbi", ".jpg", ".jpeg", ".png")
KINDS = {"1": "new", "2": "used", "3": "used"}
# Names of properties that the table gives only as numbers.
PROPERTIES = {"1627207": "颜色", "20509": "尺码", "20518": "尺码", "20549": "鞋码"}
KEPT = ("cid", "num_id", "cateprops", "seller_cids", "location_city", "modified", "subtitle")
# Name, kind (1: of the item, 2: of a property), place, and of which property.
_PICTURE = re.compile(r"([^:;|]+):(\d):(\d+)(?::(-?\d+:-?\d+))?:?\|([^;]*)")
_PAIR = re.compile(r"(-?\d+):(-?\d+)")
_ALIAS = re.compile(r"(-?\d+:-?\d+):([^;:]+)")
# 70:20:A1:1627207:3594022
_BEGIN = re.compile(r"([0-9.]+):([0-9]*):([^:;]*):(-?\d+:-?\d+)")


def _is_head(head: set[str]) -> bool:
    return {"title", "cid", "price", "num", "skuprops"} <= head


def knows(folder: Folder) -> bool:
    """By the English names of its columns on the second line, or the first."""
    return bool(tables_of(folder, _is_head, depth=3))


def read(folder: Folder, options: CatalogueOptions) -> Iterator[Told]:
    """Its goods."""
    pictures = PictureFinder(folder)
    for table in tables_of(folder, _is_head, depth=3):
        for row in rows_of(folder, table):
            # Under the English names the Chinese ones stand.
            if "宝贝名称" not in row.get("title"):
                yield from _item(row, pictures, options)


def _item(row: TableRow, pictures: PictureFinder, options: CatalogueOptions) -> Iterator[Told]:
    place, title = str(row.line), row.get("title").strip()
    number, own = row.get("num_id").strip(), row.get("outer_id").strip()
    key = number if number.strip("0") else own or words.slug(title)
    draft = ItemDraft(place, key)
    body = row.told("description", "wireless_desc")
    status = row.told("approve_status")
    draft.fields = {
        "title": title,
        "body": UNSET if body is UNSET else words.from_html(body),
        "kind": KINDS.get(row.get("stuff_status").strip(), UNSET),
        "attributes": _attributes(row),
        "is_live": UNSET if status is UNSET else status.strip() in ("1", "onsale", ""),
        "source": {name: row.cells[name] for name in KEPT if row.get(name)},
    }
    shown = _pictures(draft, row, pictures)
    try:
        _variants(draft, row, shown, options)
    except BadCell as cause:
        draft.bad(place, cause)
    yield from draft.told()


def _pictures(draft: ItemDraft, row: TableRow, pictures: PictureFinder) -> dict[str, int]:
    """Those of the item; answers which one is of which property."""
    shown: dict[str, int] = {}
    found = sorted(_PICTURE.findall(row.get("picture")), key=lambda one: (one[1], int(one[2])))
    for name, _, _, of, url in found:
        picture = pictures.find(name.strip(), endings=ENDINGS)
        if not picture.path and url:
            picture = pictures.find(url.strip())
        at = draft.picture(picture)
        if of and at is not None:
            shown[of] = at
    return shown


def _attributes(row: TableRow) -> object:
    """What the seller typed: two lists side by side, of numbers and of words."""
    ids, values = row.told("inputpids"), row.told("inputvalues")
    if ids is UNSET or values is UNSET:
        return UNSET
    names = {"20000": "品牌", "13021751": "货号", "1632501": "货号"}
    pairs = zip(ids.split(","), re.split(r"[,;]", values), strict=False)
    return {
        names.get(one.strip(), one.strip()): value.strip()
        for one, value in pairs
        if one.strip() and value.strip()
    }


def _variants(
    draft: ItemDraft, row: TableRow, shown: dict[str, int], options: CatalogueOptions
) -> None:
    text = row.get("skuprops").strip()
    begins = list(_BEGIN.finditer(text))
    price = partial(amounts.price, options=options, currency=YUAN)
    if not begins:
        found = CatalogueVariant(
            price=price_of(row, ("price",), options, YUAN),
            sku=row.told("outer_id"),
            gtin=row.told("barcode"),
            units=row.read(("num",), amounts.units),
        )
        draft.variant(draft.place, {}, found)
        return
    names = _names(row)
    for n, one in enumerate(begins):
        end = begins[n + 1].start() if n + 1 < len(begins) else len(text)
        pairs = _PAIR.findall(f"{one[4]};{text[one.end() : end]}")
        try:
            made = CatalogueVariant(
                price=price(one[1]),
                sku=one[3].strip(),
                units=amounts.units(one[2]),
                picture=next((shown[f"{p}:{v}"] for p, v in pairs if f"{p}:{v}" in shown), None),
            )
        except BadCell as cause:
            draft.bad(draft.place, BadCell(cause.reason, "skuprops", one[0], money=cause.money))
            continue
        draft.variant(draft.place, _chosen(draft, pairs, names), made)


def _names(row: TableRow) -> dict[str, str]:
    """What the values of properties are called, by both numbers."""
    return dict(_ALIAS.findall(f"{row.get('propalias')};{row.get('input_custom_cpv')}"))


def _chosen(
    draft: ItemDraft, pairs: list[tuple[str, str]], names: dict[str, str]
) -> dict[str, str]:
    chosen = {}
    for prop, value in pairs:
        key = f"{prop}:{value}"
        if key not in names:
            draft.skip(cell(draft.place, "skuprops", key), "option_unnamed", kept=True)
            names[key] = value
        chosen[PROPERTIES.get(prop, prop)] = names[key].strip()
    return chosen


FORMAT: CatalogueFormat = CatalogueFormat("taobao", knows, read, order=15)
