"""Wishes of riders and drivers about each other, which dispatch obeys and nobody else sees."""

from leapfrog.ride_wishes.archive import RECORD_SETS
from leapfrog.ride_wishes.errors import NotSaid, WomenWishOff
from leapfrog.ride_wishes.model import (
    AreaWish,
    DriverPayment,
    DriverWishes,
    HomeWish,
    PaymentWays,
    RideToWish,
    WomanDriver,
    WomanTakes,
    WomenWish,
)
from leapfrog.ride_wishes.pairing import forbidden_pairs, patience, payment_ways, rider_takes
from leapfrog.ride_wishes.wishing import (
    confirm_woman,
    driver_wishes,
    forget_area,
    forget_women,
    set_area,
    set_home,
    set_payment,
    set_woman,
    women_drivers,
)

__all__ = [
    "RECORD_SETS",
    "AreaWish",
    "DriverPayment",
    "DriverWishes",
    "HomeWish",
    "NotSaid",
    "PaymentWays",
    "RideToWish",
    "WomanDriver",
    "WomanTakes",
    "WomenWish",
    "WomenWishOff",
    "confirm_woman",
    "driver_wishes",
    "forbidden_pairs",
    "forget_area",
    "forget_women",
    "patience",
    "payment_ways",
    "rider_takes",
    "set_area",
    "set_home",
    "set_payment",
    "set_woman",
    "women_drivers",
]
