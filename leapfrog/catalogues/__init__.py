"""Catalogues of shops in the market: what a file of another place becomes here, and what is for
sale here as such a file.
"""

from leapfrog.catalogues.planning import CataloguePlan, PlannedItem, RefusedItem

__all__ = ["CataloguePlan", "PlannedItem", "RefusedItem"]
