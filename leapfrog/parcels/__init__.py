"""Parcels: how things that were bought or sent come to people: what that costs, by when, who
carries and keeps them, and what became of them. Of orders it knows ids and buyers only.

Orders ask `read_ways` what a delivery costs, open an escrow by `price_terms`, `agree` on deliveries
that were paid for, `announce_parcel` what leaves a shop, and hear of it by `ParcelChanged`.
"""

from leapfrog.parcels.access import carries
from leapfrog.parcels.access import roles as roles_for
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
from leapfrog.parcels.carriage import (
    FEE_DUE,
    fee_falls_due,
    price_payment,
    price_terms,
    price_trade,
)
from leapfrog.parcels.carriers import (
    BaseCarrier,
    CarrierLabel,
    CarrierNews,
    CarrierParcel,
    CarrierRefused,
    is_followed,
)
from leapfrog.parcels.choices import DeliveryChoice, ShopWays, put_terms, read_ways
from leapfrog.parcels.couriers import ask_to_carry, decide_courier, set_hours
from leapfrog.parcels.driving import NO_DRIVES, ParcelDrives, read_drives
from leapfrog.parcels.errors import (
    DoNotFitTogether,
    NoParcel,
    NoPoint,
    NotByYou,
    ParcelCodeLocked,
    ParcelElsewhere,
    ParcelNotNow,
)
from leapfrog.parcels.events import ParcelChanged
from leapfrog.parcels.expiring import drop_expired
from leapfrog.parcels.joining import (
    check_together,
    deliveries_in_parcel,
    number_of,
    place_of,
    settle_joined,
)
from leapfrog.parcels.model import (
    DOUBT,
    OUTSIDE,
    TERMINAL,
    AgreedDelivery,
    Parcel,
    Service,
    ShopTerms,
    new_code,
)
from leapfrog.parcels.model import Role as ParcelRole
from leapfrog.parcels.model import State as ParcelState
from leapfrog.parcels.moving import DUE, ParcelAct, falls_due, move
from leapfrog.parcels.news import NOTICE, look_again
from leapfrog.parcels.people import CourierHours, PickupPoint, PointState, ReceiverCard
from leapfrog.parcels.points import (
    LockerPoint,
    PointWishes,
    ask_for_point,
    close_point,
    decide_point,
    hand_out,
    hold_point,
    opened_by,
    set_doors,
)
from leapfrog.parcels.reading import (
    deliveries,
    last_act,
    of_deliveries,
    parcel_by_number,
    parcel_of,
    parcels_by_ids,
    points_of,
    was_done,
)
from leapfrog.parcels.shapes import ParcelShown, PointShown, points_shown
from leapfrog.parcels.shapes import seen as parcels_seen
from leapfrog.parcels.shapes import shown as parcels_shown
from leapfrog.parcels.speaking import TRACK, is_carrier_news, track_falls_due, works
from leapfrog.parcels.store import coming_to, forget_where, lock_deliveries, waive_cash
from leapfrog.parcels.store_people import points_with_room

TIMERS = {
    DUE: falls_due,
    FEE_DUE: fee_falls_due,
    TRACK: track_falls_due,
}

__all__ = [
    "DOUBT",
    "DUE",
    "FEE_DUE",
    "NOTICE",
    "NO_DRIVES",
    "OUTSIDE",
    "RECORD_SETS",
    "TERMINAL",
    "TIMERS",
    "TRACK",
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
    "LockerPoint",
    "NewParcel",
    "NoParcel",
    "NoPoint",
    "NotByYou",
    "Parcel",
    "ParcelAct",
    "ParcelChanged",
    "ParcelCodeLocked",
    "ParcelDrives",
    "ParcelElsewhere",
    "ParcelLabel",
    "ParcelNotNow",
    "ParcelRole",
    "ParcelShown",
    "ParcelState",
    "PickupPoint",
    "PointShown",
    "PointState",
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
    "carries",
    "check_together",
    "close",
    "close_point",
    "coming_to",
    "decide_courier",
    "decide_point",
    "deliveries",
    "deliveries_in_parcel",
    "drop_expired",
    "falls_due",
    "fee_falls_due",
    "forget_where",
    "give_card",
    "hand_out",
    "hold_point",
    "is_carrier_news",
    "is_followed",
    "last_act",
    "lock_deliveries",
    "look_again",
    "move",
    "new_code",
    "number_of",
    "of_deliveries",
    "opened_by",
    "parcel_by_number",
    "parcel_id",
    "parcel_of",
    "parcels_by_ids",
    "parcels_seen",
    "parcels_shown",
    "place_of",
    "points_of",
    "points_shown",
    "points_with_room",
    "price_payment",
    "price_terms",
    "price_trade",
    "put_terms",
    "read_drives",
    "read_ways",
    "roles_for",
    "send_directly",
    "set_doors",
    "set_hours",
    "settle_joined",
    "shown_card",
    "track_falls_due",
    "waive_cash",
    "was_done",
    "works",
]
