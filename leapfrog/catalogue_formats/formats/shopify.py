"""Shopify's CSV of products, of both generations of its heads.

Known from Shopify's help on importing and exporting products, in English and Chinese, where old and
new heads stand side by side. Rows of one handle follow each other; only the first has the cells of
the product; some have nothing but a picture.
"""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from msgspec import UNSET

from leapfrog.catalogue_formats import amounts, words
from leapfrog.catalogue_formats.amounts import BadCell
from leapfrog.catalogue_formats.drafts import ItemDraft, cell
from leapfrog.catalogue_formats.model import (
    CatalogueFormat,
    CatalogueOptions,
    CatalogueSkip,
    CatalogueVariant,
    Told,
)
from leapfrog.catalogue_formats.pictures import PictureFinder
from leapfrog.catalogue_formats.tables import (
    CatalogueTable,
    TableRow,
    heads,
    price_of,
    rows_of,
    tables_of,
)
from leapfrog.unpacking import Folder

HANDLE, SKU = ("url handle", "handle"), ("sku", "variant sku")
PRICE = ("price", "variant price")
COMPARE = ("compare-at price", "variant compare at price")
COST = ("cost per item",)
BARCODE = ("barcode", "variant barcode")
UNITS = ("inventory quantity", "variant inventory qty")
TRACKER = ("inventory tracker", "variant inventory tracker")
WEIGHT = ("weight value (grams)", "variant grams")
BODY = ("description", "body (html)")
PUBLISHED = ("published on online store", "published")
IMAGE, ALT = ("product image url", "image src"), ("image alt text",)
VARIANT_IMAGE = ("variant image url", "variant image")
# What a product has that is one item only.
NO_OPTION = ("title", "default title")
# Kept beside the item, since there is no field for it here.
KEPT = ("tags", "type", "tax code", "seo title", "seo description")
ATTRIBUTES = " (product.metafields."


def _is_head(head: set[str]) -> bool:
    return bool(head & set(HANDLE)) and "title" in head and bool(head & {"option1 name", *PRICE})


def knows(folder: Folder) -> bool:
    """By the handle of products and what only this table has beside it."""
    return bool(tables_of(folder, _is_head))


def read(folder: Folder, options: CatalogueOptions) -> Iterator[Told]:
    """Its products."""
    pictures = PictureFinder(folder)
    for table in tables_of(folder, _is_head):
        yield from _read(folder, table, pictures, options)


def _read(
    folder: Folder, table: CatalogueTable, pictures: PictureFinder, options: CatalogueOptions
) -> Iterator[Told]:
    others = [name for name in heads(folder, table) if name.lower().startswith("price / ")]
    if others:
        yield CatalogueSkip(cell("1", "", ", ".join(others)), "price_of_market", kept=True)
    rows = rows_of(folder, table)
    for handle, some in groupby(rows, key=lambda row: row.get(*HANDLE).strip()):
        draft: ItemDraft | None = None
        for row in some:
            if draft is None or (not handle and row.get("title")):
                if draft:
                    yield from draft.told()
                draft = _begun(row, handle)
            _take(draft, row, pictures, options)
        if draft:
            yield from draft.told()


def _begun(row: TableRow, handle: str) -> ItemDraft:
    title = row.get("title").strip()
    draft = ItemDraft(str(row.line), handle or words.slug(title))
    body = row.told(*BODY)
    category = row.told("product category", "type")
    draft.fields = {
        "title": title,
        "body": UNSET if body is UNSET else words.from_html(body),
        "brand": row.told("vendor"),
        "category": category if category is UNSET or category else row.get("type"),
        "attributes": _attributes(row),
        "is_live": _is_live(row),
        "source": {name: row.cells[name] for name in row.cells if name in KEPT and row.cells[name]},
    }
    return draft


def _attributes(row: TableRow) -> object:
    found = {
        name.partition(ATTRIBUTES)[0].strip(): value
        for name, value in row.cells.items()
        if ATTRIBUTES in name and value
    }
    return found if any(ATTRIBUTES in name for name in row.cells) else UNSET


def _is_live(row: TableRow) -> object:
    published, status = row.told(*PUBLISHED), row.told("status")
    if published is UNSET and status is UNSET:
        return UNSET
    is_shown = published is UNSET or published.strip().lower() in ("true", "1", "yes", "")
    return is_shown and (status is UNSET or status.strip().lower() in ("active", ""))


def _take(
    draft: ItemDraft, row: TableRow, pictures: PictureFinder, options: CatalogueOptions
) -> None:
    place = str(row.line)
    if image := row.get(*IMAGE).strip():
        draft.picture(pictures.find(image, row.get(*ALT)))
    own = row.get(*VARIANT_IMAGE).strip()
    shown = draft.picture(pictures.find(own)) if own else None
    if not row.get(*PRICE) and not row.get(*SKU) and not row.get("option1 value"):
        return
    draft.names = draft.names or _names(row)
    try:
        found = _variant(row, shown, options)
    except BadCell as cause:
        draft.bad(place, cause)
        return
    draft.variant(place, _chosen(draft, row), found)


def _variant(row: TableRow, shown: int | None, options: CatalogueOptions) -> CatalogueVariant:
    maybe = partial(amounts.maybe, options=options)
    return CatalogueVariant(
        price=price_of(row, PRICE, options),
        sku=row.told(*SKU),
        gtin=row.told(*BARCODE),
        weight_g=row.read(WEIGHT, amounts.grams),
        list_price=row.read(COMPARE, maybe),
        cost=row.read(COST, maybe),
        units=row.read(UNITS, amounts.units),
        picture=shown,
    )


def _names(row: TableRow) -> list[str]:
    """Only the first row of a product has the names of its options."""
    return [name for n in (1, 2, 3) if (name := row.get(f"option{n} name").strip())]


def _chosen(draft: ItemDraft, row: TableRow) -> dict[str, str]:
    names = draft.names
    values = [row.get(f"option{n} value").strip() for n in (1, 2, 3)]
    if [name.lower() for name in names] == [NO_OPTION[0]] and values[0].lower() == NO_OPTION[1]:
        return {}
    return dict(zip(names, values, strict=False))


FORMAT: CatalogueFormat = CatalogueFormat("shopify", knows, read, order=20)
