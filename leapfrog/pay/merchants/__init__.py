"""Merchants: a shop that a person opens, its accounts, and who works there."""

from leapfrog.pay.merchants.errors import NoMerchant, RoleNeeded
from leapfrog.pay.merchants.model import ALL, LEADING, Cashier, Merchant, Role, ShopChanges
from leapfrog.pay.merchants.roles import enter
from leapfrog.pay.merchants.shops import FINDING, merchant, merchants, mine, open_shop
from leapfrog.pay.merchants.store import owner, staff

__all__ = [
    "ALL",
    "FINDING",
    "LEADING",
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
    "staff",
]
