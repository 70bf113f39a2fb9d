"""Orders: carts over several shops, one payment for all, one order and one escrow for each shop;
what is sent, received, asked back, judged. Goods are `market`'s, units `stock`'s, money `escrow`'s.
"""

from leapfrog.orders.acting import Sending, confirm, hand_over, money_changed, pack, send
from leapfrog.orders.acting import lead as may_send
from leapfrog.orders.answering import rule, say
from leapfrog.orders.answering import take_back as shelve_units
from leapfrog.orders.archive import RECORD_SETS
from leapfrog.orders.carried import SIGNED, after_money, after_signature, parcel_moved
from leapfrog.orders.cart import WantedLine, WantedShop, quote
from leapfrog.orders.cart import put as put_in_cart
from leapfrog.orders.case_model import CaseWish, Ruling, Said
from leapfrog.orders.cases import open_case
from leapfrog.orders.errors import NoOrder
from leapfrog.orders.journeys import points_named
from leapfrog.orders.members import of_pairs as members_among
from leapfrog.orders.model import (
    BuyingRight,
    Delivery,
    OrderLine,
    ShopOrder,
    claim_of,
    order_of,
    state_of_money,
)
from leapfrog.orders.model import State as OrderState
from leapfrog.orders.news import NOTICE
from leapfrog.orders.packing import one_to_pack
from leapfrog.orders.paying import PAYING, PaymentWish, pay_quotes
from leapfrog.orders.present_model import GiftWords, Present, PresentState
from leapfrog.orders.presents import PresentAddress, gift_words, ref_of_present
from leapfrog.orders.presents import answer as answer_present
from leapfrog.orders.presents import ask as ask_about_present
from leapfrog.orders.presents import of_either as present_of_either
from leapfrog.orders.presents import withdraw as withdraw_present
from leapfrog.orders.quotes import Recipient
from leapfrog.orders.reading import (
    awaited_back,
    by_ids,
    drop_expired,
    followed_lines,
    lines_of,
    locked,
    of_either,
    of_payment,
    open_case_of,
    seen_by,
    to_send,
)
from leapfrog.orders.rights import buying_rights, give_rights, void_rights
from leapfrog.orders.store_cart import drop_bought as drop_from_carts
from leapfrog.orders.store_presents import find as presents_by_id
from leapfrog.orders.store_presents import open_of as open_presents
from leapfrog.orders.store_presents import orders_of as orders_of_present

TIMERS = {SIGNED: after_signature}

__all__ = [
    "NOTICE",
    "PAYING",
    "RECORD_SETS",
    "SIGNED",
    "TIMERS",
    "BuyingRight",
    "CaseWish",
    "Delivery",
    "GiftWords",
    "NoOrder",
    "OrderLine",
    "OrderState",
    "PaymentWish",
    "Present",
    "PresentAddress",
    "PresentState",
    "Recipient",
    "Ruling",
    "Said",
    "Sending",
    "ShopOrder",
    "WantedLine",
    "WantedShop",
    "after_money",
    "after_signature",
    "answer_present",
    "ask_about_present",
    "awaited_back",
    "buying_rights",
    "by_ids",
    "claim_of",
    "confirm",
    "drop_expired",
    "drop_from_carts",
    "followed_lines",
    "gift_words",
    "give_rights",
    "hand_over",
    "lines_of",
    "locked",
    "may_send",
    "members_among",
    "money_changed",
    "of_either",
    "of_payment",
    "one_to_pack",
    "open_case",
    "open_case_of",
    "open_presents",
    "order_of",
    "orders_of_present",
    "pack",
    "parcel_moved",
    "pay_quotes",
    "points_named",
    "present_of_either",
    "presents_by_id",
    "put_in_cart",
    "quote",
    "ref_of_present",
    "rule",
    "say",
    "seen_by",
    "send",
    "shelve_units",
    "state_of_money",
    "to_send",
    "void_rights",
    "withdraw_present",
]
