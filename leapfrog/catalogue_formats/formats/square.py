"""Square's CSV of its item library.

Known from the heads that public programs write and read, equal in all of them; Square publishes no
specification. Rows have no number of their item: neighbours of one name are one item.
"""

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from msgspec import UNSET

from leapfrog.catalogue_formats import amounts, words
from leapfrog.catalogue_formats.amounts import BadCell
from leapfrog.catalogue_formats.drafts import ItemDraft
from leapfrog.catalogue_formats.model import (
    Amount,
    CatalogueFormat,
    CatalogueOptions,
    CatalogueVariant,
    Told,
)
from leapfrog.catalogue_formats.tables import TableRow, price_of, rows_of, tables_of
from leapfrog.unpacking import Folder

TITLE = ("item name", "name")
UNITS = re.compile(r"(current|new) quantity( .*)?")
OPTION = re.compile(r"option name ?(\d*)")
CATEGORY = ("categories", "category", "reporting category")
KEPT = ("token", "reference handle", "reporting category", "item type")


def _is_head(head: set[str]) -> bool:
    marks = ("token", "sellable", "square online item visibility", "reference handle")
    return "variation name" in head and "price" in head and any(one in head for one in marks)


def knows(folder: Folder) -> bool:
    """By the name of a variation and what only this table has beside it."""
    return bool(tables_of(folder, _is_head))


def read(folder: Folder, options: CatalogueOptions) -> Iterator[Told]:
    """Its items."""
    for table in tables_of(folder, _is_head):
        rows = rows_of(folder, table)
        for title, some in groupby(rows, key=lambda row: row.get(*TITLE).strip()):
            draft: ItemDraft | None = None
            for row in some:
                draft = draft or _begun(row, title)
                _take(draft, row, options)
            if draft:
                yield from draft.told()


def _begun(row: TableRow, title: str) -> ItemDraft:
    handle = row.get("reference handle").lstrip("#").strip()
    draft = ItemDraft(str(row.line), handle or words.slug(title))
    body = row.told("description")
    category = row.told(*CATEGORY)
    archived = row.told("archived")
    draft.fields = {
        "title": title,
        "body": UNSET if body is UNSET else words.from_html(body),
        # With the number that Square gives it: "Books (XYZ123)".
        "category": UNSET if category is UNSET else re.sub(r" \([A-Z0-9]{8,}\)", "", category),
        "is_live": UNSET if archived is UNSET else archived.strip().upper() != "Y",
        "source": {name: row.cells[name] for name in KEPT if row.get(name)},
    }
    return draft


def _take(draft: ItemDraft, row: TableRow, options: CatalogueOptions) -> None:
    try:
        draft.variant(str(row.line), _chosen(row), _variant(row, options))
    except BadCell as cause:
        draft.bad(str(row.line), cause)


def _chosen(row: TableRow) -> dict[str, str]:
    """By the options; without any by the name of the variation."""
    found = {}
    for column, name in row.cells.items():
        if (mark := OPTION.fullmatch(column)) and name.strip():
            value = row.get(f"option value {mark[1]}".strip()).strip()
            if value:
                found[name.strip()] = value
    variation = row.get("variation name").strip()
    if not found and variation and variation.lower() != "regular":
        return {"Variation": variation}
    return found


def _variant(row: TableRow, options: CatalogueOptions) -> CatalogueVariant:
    maybe = partial(amounts.maybe, options=options)
    price = "online sale price" if row.get("online sale price").strip() else "price"
    return CatalogueVariant(
        price=price_of(row, (price,), options),
        sku=row.told("sku"),
        gtin=row.told("gtin"),
        cost=row.read(("default unit cost", "unit cost"), maybe),
        weight_g=row.read(("weight (g)",), amounts.grams),
        units=_units(row),
    )


def _units(row: TableRow) -> Amount:
    """There is a column for each place; those that are counted are added up. A new number goes
    before the present one.
    """
    told = [name for name in row.cells if UNITS.fullmatch(name)]
    if not told:
        return UNSET
    new = [name for name in told if name.startswith("new") and row.get(name).strip()]
    columns = new or [name for name in told if name.startswith("current")]
    found = [row.read((name,), amounts.units) for name in columns]
    counted = [one for one in found if isinstance(one, int)]
    return sum(counted) if counted else None


FORMAT: CatalogueFormat = CatalogueFormat("square", knows, read, order=30)
