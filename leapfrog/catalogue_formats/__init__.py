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
from leapfrog.catalogue_formats.writing import (
    GOOGLE,
    JSON_LD,
    SHOPIFY,
    CatalogueAbout,
    CatalogueWriter,
)

__all__ = [
    "GOOGLE",
    "JSON_LD",
    "MOST_PICTURES",
    "SHOPIFY",
    "CatalogueAbout",
    "CatalogueItem",
    "CatalogueOption",
    "CatalogueOptions",
    "CataloguePicture",
    "CatalogueSkip",
    "CatalogueVariant",
    "CatalogueWriter",
    "Told",
    "format_of",
    "read",
]
