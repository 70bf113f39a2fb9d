"""WooCommerce's CSV of products.

Known from its wiki ("Product CSV Importer & Exporter") and the table of columns there. Variations
name their parent by its number (`id:44`) or SKU, and may come before it; the heads are in the
language of the shop.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial

import msgspec
from msgspec import UNSET

from leapfrog.catalogue_formats import amounts, words
from leapfrog.catalogue_formats.amounts import BadCell
from leapfrog.catalogue_formats.drafts import ItemDraft, cell
from leapfrog.catalogue_formats.grouping import RecordSpool
from leapfrog.catalogue_formats.model import (
    CatalogueFormat,
    CatalogueOptions,
    CatalogueSkip,
    CatalogueVariant,
    Told,
)
from leapfrog.catalogue_formats.pictures import PictureFinder
from leapfrog.catalogue_formats.tables import TableRow, price_of, rows_of, tables_of
from leapfrog.unpacking import Folder

# The heads of other languages, by the English one.
LOCAL: Mapping[str, tuple[str, ...]] = {
    "type": ("typ", "type", "tipo", "类型"),
    "sku": ("artikelnummer", "ugs", "sku"),
    "name": ("name", "nom", "nombre", "名称"),
    "published": ("veröffentlicht", "publié", "publicado", "已发布"),
    "short description": (
        *("kurzbeschreibung", "description courte", "descripción corta", "简短描述"),
    ),
    "description": ("beschreibung", "description", "descripción", "描述"),
    "stock": ("lager", "bestand", "stock", "inventario", "库存"),
    "sale price": ("angebotspreis", "tarif promo", "precio rebajado", "促销价格", "促销价"),
    "regular price": ("regulärer preis", "tarif régulier", "precio normal", "正常价格", "常规价格"),
    "categories": ("kategorien", "catégories", "categorías", "分类"),
    "tags": ("schlagwörter", "étiquettes", "etiquetas", "标签"),
    "images": ("bilder", "images", "imágenes", "图片"),
    "parent": ("übergeordnetes produkt", "parent", "superior", "父级"),
    "gtin, upc, ean, or isbn": ("gtin, upc, ean oder isbn",),
}
_WEIGHT = re.compile(r"(?:weight|gewicht|poids|peso|重量) ?[(（](\w+)[)）]")
_ATTRIBUTE = re.compile(r"(?:attribute|attribut|atributo|属性) ?(\d+) ?(.*)")
_NAMES = ("name", "name(s)", "nom", "nombre", "名称")
_VALUES = ("value(s)", "wert(e)", "valeur(s)", "valor(es)", "值")
# What is no item that is sold here.
OTHER_TYPES = frozenset(("grouped", "external", "affiliate"))


class _Line(msgspec.Struct, frozen=True):
    line: int
    cells: dict[str, str]


def _is_head(head: set[str]) -> bool:
    english = {_english(name) for name in head}
    return {"type", "name", "regular price"} <= english and "sku" in english


def _english(name: str) -> str:
    if name in LOCAL:
        return name
    return next((one for one, others in LOCAL.items() if name in others), name)


def knows(folder: Folder) -> bool:
    """By type, name and regular price, in any of its languages."""
    return bool(tables_of(folder, _is_head))


def read(folder: Folder, options: CatalogueOptions) -> Iterator[Told]:
    """Its products; those with variations when all of these were seen."""
    pictures = PictureFinder(folder)
    with RecordSpool(_Line) as spool:
        # A parent may come after its variations.
        sku_of = {
            sku: _own_group(row)
            for row in _rows(folder)
            if (sku := row.get("sku").strip()) and "variation" not in _types(row)
        }
        for row in _rows(folder):
            spool.add(_group(row, sku_of), _Line(row.line, dict(row.cells)))
        for group, lines, beyond in spool.groups():
            rows = [TableRow(one.line, one.cells) for one in lines]
            yield from _item(group, rows, beyond, pictures, options)


def _rows(folder: Folder) -> Iterator[TableRow]:
    for table in tables_of(folder, _is_head):
        for row in rows_of(folder, table):
            cells = {_english(name): value for name, value in row.cells.items()}
            yield TableRow(row.line, cells)


def _own_group(row: TableRow) -> str:
    number = row.get("id").strip()
    key = row.get("sku").strip() or words.slug(row.get("name"))
    return f"id:{number}" if number else f"sku:{key}"


def _group(row: TableRow, sku_of: Mapping[str, str]) -> str:
    """A variation goes to its parent, which is known by its SKU, else by its number."""
    parent = row.get("parent").strip()
    if not parent or "variation" not in _types(row):
        return _own_group(row)
    return parent if parent.startswith("id:") else sku_of.get(parent, f"sku:{parent}")


def _types(row: TableRow) -> set[str]:
    return {part.strip().lower() for part in row.get("type").split(",")}


def _item(
    group: str,
    rows: list[TableRow],
    beyond: int,
    pictures: PictureFinder,
    options: CatalogueOptions,
) -> Iterator[Told]:
    parent = next((row for row in rows if "variation" not in _types(row)), None)
    variations = [row for row in rows if "variation" in _types(row)]
    if parent is None:
        yield from (CatalogueSkip(str(row.line), "no_parent") for row in rows)
        return
    if _types(parent) & OTHER_TYPES:
        place = cell(str(parent.line), "type", parent.get("type"))
        yield CatalogueSkip(place, "type")
        return
    draft = _begun(parent, group)
    draft.rows += beyond
    for image in words.split_list(parent.get("images")):
        draft.picture(pictures.find(image))
    attributes = _attributes(parent)
    chosen_by = {name for name, value in attributes.items() if len(words.split_list(value)) > 1}
    if variations:
        chosen_by |= {name for row in variations for name in _attributes(row)}
    left = {name: value for name, value in attributes.items() if name not in chosen_by}
    draft.fields["attributes"] = left if attributes or "attribute 1 name" in parent.cells else UNSET
    if not variations:
        _take(draft, parent, {}, pictures, options)
    for row in variations:
        given = _attributes(row)
        chosen = {name: given.get(name) or "" for name in attributes if name in chosen_by}
        _take(draft, row, {**chosen, **given}, pictures, options)
    yield from draft.told()


def _begun(row: TableRow, group: str) -> ItemDraft:
    sku, name = row.get("sku").strip(), row.get("name").strip()
    draft = ItemDraft(
        str(row.line), sku or (group if group.startswith("id:") else words.slug(name))
    )
    body = row.told("description")
    short = words.from_html(row.get("short description").replace("\\n", "\n"))
    full = "" if body is UNSET else words.from_html(body.replace("\\n", "\n"))
    published = row.told("published")
    draft.fields = {
        "title": name,
        "body": UNSET if body is UNSET else "\n\n".join(filter(None, (short, full))),
        "brand": row.told("brands", "brand"),
        "category": row.told("categories"),
        "is_live": UNSET if published is UNSET else published.strip() == "1",
        "source": {n: row.cells[n] for n in ("tags", "id", "tax class") if row.get(n)},
    }
    if "downloadable" in _types(row) and "virtual" in _types(row):
        draft.fields["kind"] = "digital"
    return draft


def _attributes(row: TableRow) -> dict[str, str]:
    names: dict[str, str] = {}
    values: dict[str, str] = {}
    for column, value in row.cells.items():
        found = _ATTRIBUTE.fullmatch(column)
        if found and found[2] in _NAMES:
            names[found[1]] = value.strip()
        elif found and found[2] in _VALUES:
            values[found[1]] = value.strip()
    return {name: values.get(n, "") for n, name in names.items() if name and values.get(n)}


def _take(
    draft: ItemDraft,
    row: TableRow,
    chosen: Mapping[str, str],
    pictures: PictureFinder,
    options: CatalogueOptions,
) -> None:
    shown = None
    if draft.rows or chosen:
        for image in words.split_list(row.get("images"))[:1]:
            shown = draft.picture(pictures.find(image))
    chosen = {name: value.replace("\\,", ",") for name, value in chosen.items()}
    try:
        draft.variant(str(row.line), chosen, _variant(row, shown, options))
    except BadCell as cause:
        draft.bad(str(row.line), cause)


def _variant(row: TableRow, shown: int | None, options: CatalogueOptions) -> CatalogueVariant:
    """What it costs now; a price before a sale is computed here, never brought."""
    sale = "sale price" if row.get("sale price").strip() else "regular price"
    weight = next((name for name in row.cells if _WEIGHT.fullmatch(name)), "")
    unit = found[1] if (found := _WEIGHT.fullmatch(weight)) else "g"
    return CatalogueVariant(
        price=price_of(row, (sale,), options),
        sku=row.told("sku"),
        gtin=row.told("gtin, upc, ean, or isbn"),
        weight_g=row.read((weight,), partial(amounts.grams, unit=unit)),
        units=row.read(("stock",), amounts.units),
        picture=shown,
    )


FORMAT: CatalogueFormat = CatalogueFormat("woocommerce", knows, read, order=25)
