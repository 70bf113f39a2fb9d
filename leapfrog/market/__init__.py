"""The market: fronts of shops, their items, variants and prices, what is for sale now, and the
search that finds it. The shop itself, its accounts and staff are `till`'s; units are `stock`'s.

`offers` answers what somebody who orders has to know; who orders copies it.
"""

from leapfrog.market.archive import RECORD_SETS
from leapfrog.market.bans import LOOK, first_hit, look_through
from leapfrog.market.bringing import (
    BroughtItem,
    KnownItem,
    bring_items,
    complete_sale,
    known_items,
    shop_items,
    size_of_shop,
    take_back,
    untouched_items,
)
from leapfrog.market.campaigns import TIMERS as CAMPAIGN_TIMERS
from leapfrog.market.campaigns import CampaignWishes, campaign, enrol, put_campaign
from leapfrog.market.checking import gtin14
from leapfrog.market.checking import item as checked_item
from leapfrog.market.desk import fee_now, limit_shop, rate_of, take_down_item
from leapfrog.market.errors import (
    EnrolledElsewhere,
    ItemProhibited,
    NoCampaign,
    NoFront,
    NoItem,
    NoVariant,
)
from leapfrog.market.finding import search
from leapfrog.market.indexing import OWNER, stock_has_turned
from leapfrog.market.items import (
    item,
    item_of_variant,
    led_offer,
    offers,
    publish,
    put_item,
    put_variant,
)
from leapfrog.market.member_model import CostPart, margin_of
from leapfrog.market.model import (
    Ban,
    Contents,
    FeeTable,
    Front,
    FrontWishes,
    Item,
    ItemOption,
    ItemPicture,
    NewItem,
    NewVariant,
    Offer,
    Stocked,
    StockedVariant,
    Variant,
    Warehouse,
)
from leapfrog.market.photos import MadePicture, PictureUpload, add_picture, pictures
from leapfrog.market.photos import made as made_picture
from leapfrog.market.pinning import PIN_ALL, pin_all
from leapfrog.market.shapes import (
    FrontShown,
    ItemForSale,
    ItemSummary,
    VariantShown,
    fronts_of,
    item_for_sale,
    items_in_small,
    newest,
    picture_shown,
    summaries,
)
from leapfrog.market.shapes import front_of as front_shown
from leapfrog.market.shelves import (
    Shelved,
    expiring_lots,
    index_variants,
    lock_shelves,
    own_variants,
    set_costs,
    shelved,
    shelves_of,
    variant_of_code,
    variants_on_shelves,
    warehouses_of,
)
from leapfrog.market.shops import (
    front,
    fronts,
    put_front,
    put_warehouse,
    say_private,
    set_brand,
    set_front_state,
)
from leapfrog.market.shops import look as look_front
from leapfrog.market.shops import mine as own_fronts
from leapfrog.market.shops import run as run_front
from leapfrog.market.stocking import StockChange, StockedLot, change_stock, open_shelves
from leapfrog.market.store_campaigns import lowest as lowest_price
from leapfrog.market.store_desk import bans as bans_in_force
from leapfrog.market.store_items import items as items_by_id
from leapfrog.market.store_members import count as count_followers
from leapfrog.market.store_members import followers as member_followers
from leapfrog.market.store_members import hearers
from leapfrog.market.store_members import rules as member_rules
from leapfrog.market.store_search import (
    SearchFacet,
    SearchFilters,
    SearchHit,
    SearchWindow,
    set_sold,
)
from leapfrog.market.store_search import live as items_from
from leapfrog.market.store_search import starts as sitemap_starts

TIMERS = {**CAMPAIGN_TIMERS, LOOK: look_through, PIN_ALL: pin_all}

__all__ = [
    "OWNER",
    "RECORD_SETS",
    "TIMERS",
    "Ban",
    "BroughtItem",
    "CampaignWishes",
    "Contents",
    "CostPart",
    "EnrolledElsewhere",
    "FeeTable",
    "Front",
    "FrontShown",
    "FrontWishes",
    "Item",
    "ItemForSale",
    "ItemOption",
    "ItemPicture",
    "ItemProhibited",
    "ItemSummary",
    "KnownItem",
    "MadePicture",
    "NewItem",
    "NewVariant",
    "NoCampaign",
    "NoFront",
    "NoItem",
    "NoVariant",
    "Offer",
    "PictureUpload",
    "SearchFacet",
    "SearchFilters",
    "SearchHit",
    "SearchWindow",
    "Shelved",
    "StockChange",
    "Stocked",
    "StockedLot",
    "StockedVariant",
    "Variant",
    "VariantShown",
    "Warehouse",
    "add_picture",
    "bans_in_force",
    "bring_items",
    "campaign",
    "change_stock",
    "checked_item",
    "complete_sale",
    "count_followers",
    "enrol",
    "expiring_lots",
    "fee_now",
    "first_hit",
    "front",
    "front_shown",
    "fronts",
    "fronts_of",
    "gtin14",
    "hearers",
    "index_variants",
    "item",
    "item_for_sale",
    "item_of_variant",
    "items_by_id",
    "items_from",
    "items_in_small",
    "known_items",
    "led_offer",
    "limit_shop",
    "lock_shelves",
    "look_front",
    "lowest_price",
    "made_picture",
    "margin_of",
    "member_followers",
    "member_rules",
    "newest",
    "offers",
    "open_shelves",
    "own_fronts",
    "own_variants",
    "picture_shown",
    "pictures",
    "publish",
    "put_campaign",
    "put_front",
    "put_item",
    "put_variant",
    "put_warehouse",
    "rate_of",
    "run_front",
    "say_private",
    "search",
    "set_brand",
    "set_costs",
    "set_front_state",
    "set_sold",
    "shelved",
    "shelves_of",
    "shop_items",
    "sitemap_starts",
    "size_of_shop",
    "stock_has_turned",
    "summaries",
    "take_back",
    "take_down_item",
    "untouched_items",
    "variant_of_code",
    "variants_on_shelves",
    "warehouses_of",
]
