"""What the market is sorted by. Pure: it knows no goods."""

from leapfrog.market_categories.tree import CATEGORIES, MarketCategory, categories_below

__all__ = ["CATEGORIES", "MarketCategory", "categories_below"]
