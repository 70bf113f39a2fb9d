"""The market: fronts of shops, their items, variants and prices, what is for sale now, and the
search that finds it. The shop itself, its accounts and staff are `till`'s; units are `stock`'s.

`offers` answers what somebody who orders has to know; who orders copies it.
"""

from leapfrog.market.archive import RECORD_SETS
from leapfrog.market.campaigns import TIMERS, CampaignWishes, enrol, put_campaign
from leapfrog.market.categories import CATEGORIES
from leapfrog.market.errors import NoFront, NoItem, NoVariant
from leapfrog.market.finding import search
from leapfrog.market.indexing import OWNER, stock_has_turned
from leapfrog.market.items import item, offers, publish, put_item, put_variant
from leapfrog.market.model import (
    Contents,
    Front,
    FrontWishes,
    Item,
    ItemOption,
    ItemPicture,
    NewItem,
    NewVariant,
    Offer,
    Variant,
    Warehouse,
)
from leapfrog.market.photos import MadePicture, PictureUpload, add_picture, pictures
from leapfrog.market.photos import made as made_picture
from leapfrog.market.shapes import (
    FrontShown,
    ItemForSale,
    ItemSummary,
    VariantShown,
    item_for_sale,
    newest,
)
from leapfrog.market.shapes import front_of as front_shown
from leapfrog.market.shops import front, fronts, put_front, put_warehouse, set_front_state
from leapfrog.market.stocking import StockChange, change_stock
from leapfrog.market.store_search import live as items_from
from leapfrog.market.store_search import starts as sitemap_starts

__all__ = [
    "CATEGORIES",
    "OWNER",
    "RECORD_SETS",
    "TIMERS",
    "CampaignWishes",
    "Contents",
    "Front",
    "FrontShown",
    "FrontWishes",
    "Item",
    "ItemForSale",
    "ItemOption",
    "ItemPicture",
    "ItemSummary",
    "MadePicture",
    "NewItem",
    "NewVariant",
    "NoFront",
    "NoItem",
    "NoVariant",
    "Offer",
    "PictureUpload",
    "StockChange",
    "Variant",
    "VariantShown",
    "Warehouse",
    "add_picture",
    "change_stock",
    "enrol",
    "front",
    "front_shown",
    "fronts",
    "item",
    "item_for_sale",
    "items_from",
    "made_picture",
    "newest",
    "offers",
    "pictures",
    "publish",
    "put_campaign",
    "put_front",
    "put_item",
    "put_variant",
    "put_warehouse",
    "search",
    "set_front_state",
    "sitemap_starts",
    "stock_has_turned",
]
