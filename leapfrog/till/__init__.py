"""The till: shops and who works there (`merchants`), what is shown and scanned (`codes`), payments
asked for, paid, charged by a code, given back, and the day's close.
"""

from leapfrog.till.archive import RECORD_SETS
from leapfrog.till.closing import close_day
from leapfrog.till.events import StaffChanged
from leapfrog.till.expiring import drop_expired
from leapfrog.till.intents import ask, trading_merchant
from leapfrog.till.merchants import ANSWERING as ANSWERING_ROLES
from leapfrog.till.merchants import LEADING as LEADING_ROLES
from leapfrog.till.merchants import PACKING as PACKING_ROLES
from leapfrog.till.merchants import (
    SHOP_PATH,
    Merchant,
    NoMerchant,
    Role,
    RoleNeeded,
    ShopChanges,
    merchant,
    open_shop,
    shop_path,
    shops_owned,
)
from leapfrog.till.merchants import TAKING as TAKING_ROLES
from leapfrog.till.merchants import enter as enter_shop
from leapfrog.till.merchants import merchants as merchants_by_id
from leapfrog.till.merchants import mine as shops_of
from leapfrog.till.merchants import owner as shop_owner
from leapfrog.till.merchants import staff as shop_staff
from leapfrog.till.model import ChargeAttempt, Intent, NewIntent, PaymentAttempt
from leapfrog.till.paying import operation, pay
from leapfrog.till.sharing import is_asked, note_paid, payable

__all__ = [
    "ANSWERING_ROLES",
    "LEADING_ROLES",
    "PACKING_ROLES",
    "RECORD_SETS",
    "SHOP_PATH",
    "TAKING_ROLES",
    "ChargeAttempt",
    "Intent",
    "Merchant",
    "NewIntent",
    "NoMerchant",
    "PaymentAttempt",
    "Role",
    "RoleNeeded",
    "ShopChanges",
    "StaffChanged",
    "ask",
    "close_day",
    "drop_expired",
    "enter_shop",
    "is_asked",
    "merchant",
    "merchants_by_id",
    "note_paid",
    "open_shop",
    "operation",
    "pay",
    "payable",
    "shop_owner",
    "shop_path",
    "shop_staff",
    "shops_of",
    "shops_owned",
    "trading_merchant",
]
