"""A catalogue as its format reads it, in short."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from leapfrog.catalogue_formats import (
    CatalogueItem,
    CatalogueOptions,
    CatalogueSkip,
    format_of,
    read,
)
from leapfrog.unpacking import Folder

EUR = CatalogueOptions("EUR", 2)


def told(
    data: bytes, name: str = "x.csv", options: CatalogueOptions = EUR
) -> tuple[str, list[CatalogueItem], list[tuple[str, str]]]:
    """Of which format it is, its items, and place and reason of what could not be read."""
    folder = Folder(io.BytesIO(data), name)
    found = list(read(folder, options))
    items = [one for one in found if isinstance(one, CatalogueItem)]
    skips = [(one.place, one.reason) for one in found if isinstance(one, CatalogueSkip)]
    return format_of(folder), items, skips


def variants(item: CatalogueItem) -> list[tuple[Any, ...]]:
    """Options, SKU, price and units of each."""
    return [(" ".join(v.options), v.sku, v.price, v.units) for v in item.variants]


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of these."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for path, data in files.items():
            new.writestr(path, data)
    return made.getvalue()
