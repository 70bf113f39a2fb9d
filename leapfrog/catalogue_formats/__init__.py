"""Catalogues of shops: what other places write of what somebody sells, read, and written.

Pure: a file in, a stream of items out, and back. A catalogue of any size needs no more memory than
its largest item. See docs/catalogues.md for what each format holds.
"""

from leapfrog.catalogue_formats.detection import format_of, read
from leapfrog.catalogue_formats.model import (
    MOST_PICTURES,
    CatalogueItem,
    CatalogueOption,
    CatalogueOptions,
    CataloguePicture,
    CatalogueSkip,
    CatalogueVariant,
    Told,
)

__all__ = [
    "MOST_PICTURES",
    "CatalogueItem",
    "CatalogueOption",
    "CatalogueOptions",
    "CataloguePicture",
    "CatalogueSkip",
    "CatalogueVariant",
    "Told",
    "format_of",
    "read",
]
