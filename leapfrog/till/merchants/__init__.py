"""Merchants: a shop that a person opens, its accounts, and who works there."""

from leapfrog.till.merchants.errors import NoMerchant, RoleNeeded
from leapfrog.till.merchants.model import (
    ALL,
    ANSWERING,
    LEADING,
    PACKING,
    SHOP_PATH,
    TAKING,
    Cashier,
    Merchant,
    Role,
    ShopChanges,
    shop_at,
    shop_path,
)
from leapfrog.till.merchants.roles import enter
from leapfrog.till.merchants.shops import merchant, merchants, mine, open_shop, shops_owned
from leapfrog.till.merchants.store import owner, staff
from leapfrog.till.merchants.store_invitations import drop_old as drop_old_invitations

__all__ = [
    "ALL",
    "ANSWERING",
    "LEADING",
    "PACKING",
    "SHOP_PATH",
    "TAKING",
    "Cashier",
    "Merchant",
    "NoMerchant",
    "Role",
    "RoleNeeded",
    "ShopChanges",
    "drop_old_invitations",
    "enter",
    "merchant",
    "merchants",
    "mine",
    "open_shop",
    "owner",
    "shop_at",
    "shop_path",
    "shops_owned",
    "staff",
]
