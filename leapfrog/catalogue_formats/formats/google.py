"""Feeds for Google Merchant: RSS 2.0, Atom, and text with tabs.

Known from Google's product data specification. One record is one variant; those of one
`item_group_id` are an item, wherever in the feed they stand.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial

import msgspec
from msgspec import UNSET

from leapfrog.catalogue_formats import amounts, words
from leapfrog.catalogue_formats.amounts import BadCell
from leapfrog.catalogue_formats.drafts import ItemDraft
from leapfrog.catalogue_formats.grouping import RecordSpool
from leapfrog.catalogue_formats.model import (
    Amount,
    CatalogueFormat,
    CatalogueOptions,
    CatalogueVariant,
    Told,
)
from leapfrog.catalogue_formats.pictures import PictureFinder
from leapfrog.catalogue_formats.tables import TableRow, price_of, rows_of, tables_of
from leapfrog.unpacking import Folder, elements, first_bytes

NAMESPACES = ("http://base.google.com/ns/1.0", "http://base.google.com/cns/1.0")
ATOM = "http://www.w3.org/2005/Atom"
ITEMS = ("item", f"{{{ATOM}}}entry", "entry")
# What one chooses among the variants of a group.
OPTIONS = ("color", "size", "material", "pattern")
LABELS = {"color": "Color", "size": "Size", "material": "Material", "pattern": "Pattern"}
KEPT = ("link", "mpn", "product_type", "google_product_category", "condition", "availability")
_XML = re.compile(r"\.(xml|rss|atom)\Z", re.I)


class _Record(msgspec.Struct, frozen=True):
    line: int
    cells: dict[str, str]
    pictures: list[str]


def _is_head(head: set[str]) -> bool:
    bare = {_bare(name) for name in head}
    marks = ("availability", "image_link", "google_product_category")
    return {"id", "title", "price"} <= bare and any(one in bare for one in marks)


def _bare(name: str) -> str:
    return name.removeprefix("g:").strip().replace(" ", "_")


def _feeds(folder: Folder) -> list[str]:
    """The files that are such a feed in XML, by how they begin."""
    names = folder.names
    if folder.is_packed:
        names = [name for name in names if _XML.search(name)]
    return [name for name in names if _is_feed(first_bytes(folder, name))]


def _is_feed(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and any(
        one.encode() in head for one in NAMESPACES
    )


def knows(folder: Folder) -> bool:
    """By Google's namespace, or by the names of its columns."""
    return bool(_feeds(folder) or tables_of(folder, _is_head))


def read(folder: Folder, options: CatalogueOptions) -> Iterator[Told]:
    """Its items, when all of their variants were seen."""
    pictures = PictureFinder(folder)
    with RecordSpool(_Record) as spool:
        for record in _records(folder):
            cells = record.cells
            group = cells.get("item_group_id", "").strip()
            spool.add(group or f"id {cells.get('id', '').strip() or record.line}", record)
        for _, records, beyond in spool.groups():
            yield from _item(records, beyond, pictures, options)


def _records(folder: Folder) -> Iterator[_Record]:
    for name in _feeds(folder):
        with closing(folder.open(name)) as content:
            for n, element in enumerate(elements(content, ITEMS), 1):
                cells: dict[str, str] = {}
                pictures: list[str] = []
                for child in element:
                    key = _bare(child.tag.rpartition("}")[2])
                    # A link of Atom says where it leads as an attribute.
                    text = (child.text or child.get("href") or "").strip()
                    if key in ("image_link", "additional_image_link"):
                        pictures.append(text)
                    elif key == "product_detail":
                        _detail(child, cells)
                    else:
                        cells.setdefault(key, text)
                yield _Record(n, cells, pictures)
    for table in tables_of(folder, _is_head):
        for row in rows_of(folder, table):
            cells = {_bare(key): value for key, value in row.cells.items()}
            more = cells.pop("additional_image_link", "").split(",")
            pictures = [cells.pop("image_link", ""), *more]
            yield _Record(row.line, cells, [one.strip() for one in pictures])


def _detail(element: "object", cells: dict[str, str]) -> None:
    """An attribute of the product, by name."""
    parts = {
        child.tag.rpartition("}")[2]: (child.text or "").strip()
        for child in element  # type: ignore[attr-defined]
    }
    if parts.get("attribute_name"):
        cells[f"detail {parts['attribute_name']}"] = parts.get("attribute_value", "")


def _item(
    records: list[_Record], beyond: int, pictures: PictureFinder, options: CatalogueOptions
) -> Iterator[Told]:
    first = TableRow(records[0].line, records[0].cells)
    group = first.get("item_group_id").strip()
    title = first.get("title").strip()
    draft = ItemDraft(str(first.line), group or first.get("id").strip() or words.slug(title))
    draft.rows += beyond
    draft.fields = _fields(first, title)
    values = {name: {one.cells.get(name, "") for one in records} for name in OPTIONS}
    chosen_by = [name for name in OPTIONS if len(values[name]) > 1 or (group and any(values[name]))]
    for record in records:
        row = TableRow(record.line, record.cells)
        found = [draft.picture(pictures.find(one)) for one in record.pictures if one]
        shown = found[0] if found and len(records) > 1 else None
        chosen = {LABELS[name]: row.get(name).strip() for name in chosen_by}
        try:
            draft.variant(str(row.line), chosen, _variant(row, shown, options))
        except BadCell as cause:
            draft.bad(str(row.line), cause)
    yield from draft.told()


def _fields(row: TableRow, title: str) -> dict[str, object]:
    body = row.told("description")
    category = row.get("google_product_category").strip()
    condition = row.get("condition").strip().lower()
    details = {name[7:]: value for name, value in row.cells.items() if name.startswith("detail ")}
    return {
        "title": title,
        "body": UNSET if body is UNSET else words.from_html(body),
        "brand": row.told("brand"),
        "category": row.get("product_type") or (category if not category.isdigit() else ""),
        "google": int(category) if re.fullmatch(r"[0-9]{1,9}", category) else None,
        "kind": {"used": "used", "refurbished": "used", "new": "new"}.get(condition, UNSET),
        "attributes": details or UNSET,
        "is_live": True,
        "source": {name: row.cells[name] for name in KEPT if row.get(name)},
    }


def _variant(row: TableRow, shown: int | None, options: CatalogueOptions) -> CatalogueVariant:
    """What it costs now; a price before a sale is computed here, never brought."""
    price = "sale_price" if row.get("sale_price").strip() else "price"
    return CatalogueVariant(
        price=price_of(row, (price,), options),
        sku=row.get("id").strip(),
        gtin=row.told("gtin"),
        cost=row.read(("cost_of_goods_sold",), partial(amounts.maybe, options=options)),
        weight_g=row.read(("shipping_weight",), amounts.grams),
        units=_units(row),
        picture=shown,
    )


def _units(row: TableRow) -> Amount:
    """A feed tells how many there are only where a shop does; but it tells what is sold out."""
    told = row.read(("quantity", "sell_on_google_quantity"), amounts.units)
    if told is not UNSET:
        return told
    sold_out = row.get("availability").strip().replace(" ", "_").lower() == "out_of_stock"
    return 0 if sold_out else UNSET


FORMAT: CatalogueFormat = CatalogueFormat("google", knows, read, order=10)
