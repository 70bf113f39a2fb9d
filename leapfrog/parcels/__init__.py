"""Parcels: how things that were bought or sent come to people: what that costs, by when, who
carries and keeps them, and what became of them. Of orders it knows ids and buyers only.

Orders ask `read_ways` what a delivery costs, open an escrow by `price_terms`, `agree` on deliveries
that were paid for, `announce_parcel` what leaves a shop, and hear of it by `ParcelChanged`.
"""

from leapfrog.parcels.agreeing import (
    DirectParcel,
    NewParcel,
    ParcelLabel,
    agree,
    announce_parcel,
    close,
    send_directly,
)
from leapfrog.parcels.archive import RECORD_SETS
from leapfrog.parcels.cards import CardWishes, GivenCard, card_named, give_card, shown_card
from leapfrog.parcels.carriage import FEE_DUE, fee_falls_due, price_payment, price_terms
from leapfrog.parcels.carriers import is_followed
from leapfrog.parcels.checking import CHECK, check_tonight, parcel_faults
from leapfrog.parcels.choices import DeliveryChoice, ShopWays, put_terms, read_ways
from leapfrog.parcels.couriers import ask_to_carry, decide_courier
from leapfrog.parcels.events import ParcelChanged
from leapfrog.parcels.expiring import drop_expired
from leapfrog.parcels.model import DOUBT, AgreedDelivery, Parcel, Service, ShopTerms
from leapfrog.parcels.model import Role as ParcelRole
from leapfrog.parcels.model import State as ParcelState
from leapfrog.parcels.moving import DUE, ParcelAct, falls_due, move
from leapfrog.parcels.news import NOTICE
from leapfrog.parcels.people import ReceiverCard
from leapfrog.parcels.points import PointWishes, ask_for_point, decide_point, hand_out
from leapfrog.parcels.reading import deliveries, of_deliveries, parcel_of, points_of
from leapfrog.parcels.shapes import ParcelShown, PointShown, points_shown
from leapfrog.parcels.shapes import seen as parcels_seen
from leapfrog.parcels.store import forget_where

TIMERS = {DUE: falls_due, FEE_DUE: fee_falls_due, CHECK: check_tonight}

__all__ = [
    "CHECK",
    "DOUBT",
    "NOTICE",
    "RECORD_SETS",
    "TIMERS",
    "AgreedDelivery",
    "CardWishes",
    "DeliveryChoice",
    "DirectParcel",
    "GivenCard",
    "NewParcel",
    "Parcel",
    "ParcelAct",
    "ParcelChanged",
    "ParcelLabel",
    "ParcelRole",
    "ParcelShown",
    "ParcelState",
    "PointShown",
    "PointWishes",
    "ReceiverCard",
    "Service",
    "ShopTerms",
    "ShopWays",
    "agree",
    "announce_parcel",
    "ask_for_point",
    "ask_to_carry",
    "card_named",
    "close",
    "decide_courier",
    "decide_point",
    "deliveries",
    "drop_expired",
    "forget_where",
    "give_card",
    "hand_out",
    "is_followed",
    "move",
    "of_deliveries",
    "parcel_faults",
    "parcel_of",
    "parcels_seen",
    "points_of",
    "points_shown",
    "price_payment",
    "price_terms",
    "put_terms",
    "read_ways",
    "send_directly",
    "shown_card",
]
