"""Etsy's CSV of listings ("Download data").

Known from the heads that public programs write and read, equal in all of them; Etsy publishes no
specification. A listing is one row; its variations are lists with commas in one cell, and so are
their SKUs.
"""

from collections.abc import Iterator
from functools import partial
from itertools import product

from msgspec import UNSET

from leapfrog.catalogue_formats import amounts, words
from leapfrog.catalogue_formats.amounts import BadCell
from leapfrog.catalogue_formats.drafts import ItemDraft, cell
from leapfrog.catalogue_formats.model import (
    MOST_VARIANTS,
    CatalogueFormat,
    CatalogueOptions,
    CatalogueVariant,
    Told,
)
from leapfrog.catalogue_formats.pictures import PictureFinder
from leapfrog.catalogue_formats.tables import TableRow, price_of, rows_of, tables_of
from leapfrog.unpacking import Folder


def _is_head(head: set[str]) -> bool:
    return {"title", "price", "currency_code", "quantity"} <= head


def knows(folder: Folder) -> bool:
    """By the code of its currency beside title, price and quantity."""
    return bool(tables_of(folder, _is_head))


def read(folder: Folder, options: CatalogueOptions) -> Iterator[Told]:
    """Its listings."""
    pictures = PictureFinder(folder)
    for table in tables_of(folder, _is_head):
        for row in rows_of(folder, table):
            yield from _item(row, pictures, options)


def _item(row: TableRow, pictures: PictureFinder, options: CatalogueOptions) -> Iterator[Told]:
    title, place = words.from_html(row.get("title")), str(row.line)
    draft = ItemDraft(place, words.slug(title))
    body = row.told("description")
    draft.fields = {
        "title": title,
        "body": UNSET if body is UNSET else words.from_html(body),
        "attributes": _attributes(row),
        "is_live": True,
        "source": {"tags": row.get("tags")} if row.get("tags") else {},
    }
    for n in range(1, 11):
        if image := row.get(f"image{n}").strip():
            draft.picture(pictures.find(image))
    try:
        _variants(draft, row, options)
    except BadCell as cause:
        draft.bad(place, cause)
    yield from draft.told()


def _attributes(row: TableRow) -> object:
    materials = row.told("materials")
    if materials is UNSET:
        return UNSET
    found = ", ".join(words.split_list(materials.replace("_", " ")))
    return {"Materials": found} if found else {}


def _variants(draft: ItemDraft, row: TableRow, options: CatalogueOptions) -> None:
    place, currency = draft.place, row.get("currency_code").strip()
    price = price_of(row, ("price",), options, currency)
    units = row.read(("quantity",), amounts.units)
    names, lists = [], []
    for n in (1, 2, 3):
        values = words.split_list(row.get(f"variation {n} values"))
        if values:
            kind = row.get(f"variation {n} type").replace("_", " ").strip().capitalize()
            names.append(row.get(f"variation {n} name").strip() or kind or f"Option {n}")
            lists.append(values)
    size = 1
    for values in lists:
        size *= len(values)
    if size > MOST_VARIANTS:
        # Counted, and not made: the draft refuses it with the number.
        draft.rows = size
        return
    skus = words.split_list(row.get("sku"))
    if len(skus) > 1 and len(skus) != size:
        draft.skip(cell(place, "sku", row.get("sku")), "columns", kept=True)
        skus = []
    if size > 1 and isinstance(units, int):
        draft.skip(cell(place, "quantity", row.get("quantity")), "units_of_item", kept=True)
    made = partial(CatalogueVariant, price=price)
    for n, chosen in enumerate(product(*lists)):
        draft.variant(
            place,
            dict(zip(names, chosen, strict=True)),
            made(
                sku=_sku(skus, n, size) if row.told("sku") is not UNSET else UNSET,
                units=units if n == 0 else (0 if isinstance(units, int) else units),
            ),
        )


def _sku(skus: list[str], n: int, size: int) -> str:
    """One for each variation, or one for the listing alone: no two of ours have the same."""
    if len(skus) == size:
        return skus[n]
    return skus[0] if skus and n == 0 else ""


FORMAT: CatalogueFormat = CatalogueFormat("etsy", knows, read, order=40)
