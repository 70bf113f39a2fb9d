"""Catalogues written: Shopify's CSV, a feed for Google Merchant, JSON-LD; each a stream of text."""

from leapfrog.catalogue_formats.writing.google import GOOGLE
from leapfrog.catalogue_formats.writing.json_ld import JSON_LD
from leapfrog.catalogue_formats.writing.model import CatalogueAbout, CatalogueWriter
from leapfrog.catalogue_formats.writing.shopify import SHOPIFY

__all__ = ["GOOGLE", "JSON_LD", "SHOPIFY", "CatalogueAbout", "CatalogueWriter"]
