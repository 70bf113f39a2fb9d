"""Imports of goods: the catalogue of a shop comes into the market; a second time it updates."""

from leapfrog.imports.goods.target import GoodsTarget

__all__ = ["GoodsTarget"]
