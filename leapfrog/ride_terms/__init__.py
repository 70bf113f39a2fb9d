"""The terms of rides: what they cost by class of car, and what each car carries."""

from leapfrog.ride_terms.archive import RECORD_SETS
from leapfrog.ride_terms.cars import WantedCar, cars_asked, cars_of, decide_car, misfits, set_car
from leapfrog.ride_terms.errors import CarTooSmall, ClassNotOffered, NoCarAsked
from leapfrog.ride_terms.model import (
    AgreedTariff,
    CarClass,
    DriverCar,
    PricedZone,
    PriceLine,
    RideNeeds,
    SetTariff,
    Surcharges,
    Tariff,
    cancel_fee_of,
    fits,
    may_have,
    price_lines,
    price_of,
    town_part,
    waiting_fee,
)
from leapfrog.ride_terms.tariffs import set_surcharges, set_tariff, tariffs_at, tariffs_told

__all__ = [
    "RECORD_SETS",
    "AgreedTariff",
    "CarClass",
    "CarTooSmall",
    "ClassNotOffered",
    "DriverCar",
    "NoCarAsked",
    "PriceLine",
    "PricedZone",
    "RideNeeds",
    "SetTariff",
    "Surcharges",
    "Tariff",
    "WantedCar",
    "cancel_fee_of",
    "cars_asked",
    "cars_of",
    "decide_car",
    "fits",
    "may_have",
    "misfits",
    "price_lines",
    "price_of",
    "set_car",
    "set_surcharges",
    "set_tariff",
    "tariffs_at",
    "tariffs_told",
    "town_part",
    "waiting_fee",
]
