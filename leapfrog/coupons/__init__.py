"""Coupons that shops give out: taken of a batch of an exact count, reckoned for the best sum, used
in the transaction of the payment and given back when nothing was sent.

`reckon` answers what somebody's coupons take off; `use` uses them; `give_back` undoes that.
"""

from leapfrog.coupons.archive import RECORD_SETS
from leapfrog.coupons.arithmetic import CouponLeft, CouponUsed, Goods
from leapfrog.coupons.errors import CouponLimit, CouponsGone
from leapfrog.coupons.giving import BatchWish, make, set_state, take
from leapfrog.coupons.model import Coupon, CouponBatch
from leapfrog.coupons.using import CouponUse, ShopGoods, ShopReckoning, give_back, reckon, use

__all__ = [
    "RECORD_SETS",
    "BatchWish",
    "Coupon",
    "CouponBatch",
    "CouponLeft",
    "CouponLimit",
    "CouponUse",
    "CouponUsed",
    "CouponsGone",
    "Goods",
    "ShopGoods",
    "ShopReckoning",
    "give_back",
    "make",
    "reckon",
    "set_state",
    "take",
    "use",
]
