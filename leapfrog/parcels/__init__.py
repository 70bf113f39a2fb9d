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
    parcel_id,
    send_directly,
)
from leapfrog.parcels.archive import RECORD_SETS
from leapfrog.parcels.cards import CardWishes, GivenCard, card_named, give_card, shown_card
from leapfrog.parcels.carriage import FEE_DUE, fee_falls_due, price_payment, price_terms
from leapfrog.parcels.carriers import (
    BaseCarrier,
    CarrierLabel,
    CarrierNews,
    CarrierParcel,
    CarrierRefused,
    is_followed,
)
from leapfrog.parcels.checking import CHECK, check_tonight, parcel_faults
from leapfrog.parcels.choices import DeliveryChoice, ShopWays, put_terms, read_ways
from leapfrog.parcels.couriers import ask_to_carry, decide_courier, set_hours
from leapfrog.parcels.driving import NO_DRIVES, ParcelDrives, read_drives
from leapfrog.parcels.errors import DoNotFitTogether
from leapfrog.parcels.events import ParcelChanged
from leapfrog.parcels.expiring import drop_expired
from leapfrog.parcels.joining import (
    check_together,
    deliveries_in_parcel,
    number_of,
    place_of,
    settle_joined,
)
from leapfrog.parcels.model import DOUBT, AgreedDelivery, Parcel, Service, ShopTerms
from leapfrog.parcels.model import Role as ParcelRole
from leapfrog.parcels.model import State as ParcelState
from leapfrog.parcels.moving import DUE, ParcelAct, falls_due, move
from leapfrog.parcels.news import NOTICE
from leapfrog.parcels.people import CourierHours, ReceiverCard
from leapfrog.parcels.points import PointWishes, ask_for_point, decide_point, hand_out
from leapfrog.parcels.reading import deliveries, of_deliveries, parcel_of, points_of
from leapfrog.parcels.shapes import ParcelShown, PointShown, points_shown
from leapfrog.parcels.shapes import seen as parcels_seen
from leapfrog.parcels.speaking import TRACK, is_carrier_news, track_falls_due, works
from leapfrog.parcels.store import forget_where

TIMERS = {
    DUE: falls_due,
    FEE_DUE: fee_falls_due,
    TRACK: track_falls_due,
    CHECK: check_tonight,
}

__all__ = [
    "CHECK",
    "DOUBT",
    "NOTICE",
    "NO_DRIVES",
    "RECORD_SETS",
    "TIMERS",
    "AgreedDelivery",
    "BaseCarrier",
    "CardWishes",
    "CarrierLabel",
    "CarrierNews",
    "CarrierParcel",
    "CarrierRefused",
    "CourierHours",
    "DeliveryChoice",
    "DirectParcel",
    "DoNotFitTogether",
    "GivenCard",
    "NewParcel",
    "Parcel",
    "ParcelAct",
    "ParcelChanged",
    "ParcelDrives",
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
    "check_together",
    "close",
    "decide_courier",
    "decide_point",
    "deliveries",
    "deliveries_in_parcel",
    "drop_expired",
    "forget_where",
    "give_card",
    "hand_out",
    "is_carrier_news",
    "is_followed",
    "move",
    "number_of",
    "of_deliveries",
    "parcel_faults",
    "parcel_id",
    "parcel_of",
    "parcels_seen",
    "place_of",
    "points_of",
    "points_shown",
    "price_payment",
    "price_terms",
    "put_terms",
    "read_drives",
    "read_ways",
    "send_directly",
    "set_hours",
    "settle_joined",
    "shown_card",
    "works",
]
