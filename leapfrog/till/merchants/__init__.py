"""Merchants: a shop that a person opens, its accounts, and who works there."""

from leapfrog.till.merchants.errors import NoMerchant, RoleNeeded
from leapfrog.till.merchants.model import (
    ALL,
    LEADING,
    SHOP_PATH,
    Cashier,
    Merchant,
    Role,
    ShopChanges,
    shop_at,
    shop_path,
)
from leapfrog.till.merchants.roles import enter
from leapfrog.till.merchants.shops import FINDING, merchant, merchants, mine, open_shop
from leapfrog.till.merchants.store import owner, staff

__all__ = [
    "ALL",
    "FINDING",
    "LEADING",
    "SHOP_PATH",
    "Cashier",
    "Merchant",
    "NoMerchant",
    "Role",
    "RoleNeeded",
    "ShopChanges",
    "enter",
    "merchant",
    "merchants",
    "mine",
    "open_shop",
    "owner",
    "shop_at",
    "shop_path",
    "staff",
]
