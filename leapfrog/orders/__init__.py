"""Orders: carts over several shops, one payment for all, one order and one escrow for each shop;
what is sent, received, asked back, judged. Goods are `market`'s, units `stock`'s, money `escrow`'s.
"""

from leapfrog.orders.acting import confirm, hand_over, money_changed, pack, send
from leapfrog.orders.answering import rule, say
from leapfrog.orders.archive import RECORD_SETS
from leapfrog.orders.cart import WantedLine, WantedShop, quote
from leapfrog.orders.cart import put as put_in_cart
from leapfrog.orders.case_model import CaseWish, Ruling, Said
from leapfrog.orders.cases import open_case
from leapfrog.orders.checking import CHECK, check_tonight, faults
from leapfrog.orders.model import BuyingRight, ShopOrder
from leapfrog.orders.news import NOTICE
from leapfrog.orders.paying import PAYING, PaymentWish, pay_quotes
from leapfrog.orders.quotes import Recipient
from leapfrog.orders.reading import drop_expired, of_either
from leapfrog.orders.rights import buying_rights, give_rights, void_rights

TIMERS = {CHECK: check_tonight}

__all__ = [
    "CHECK",
    "NOTICE",
    "PAYING",
    "RECORD_SETS",
    "TIMERS",
    "BuyingRight",
    "CaseWish",
    "PaymentWish",
    "Recipient",
    "Ruling",
    "Said",
    "ShopOrder",
    "WantedLine",
    "WantedShop",
    "buying_rights",
    "confirm",
    "drop_expired",
    "faults",
    "give_rights",
    "hand_over",
    "money_changed",
    "of_either",
    "open_case",
    "pack",
    "pay_quotes",
    "put_in_cart",
    "quote",
    "rule",
    "say",
    "send",
    "void_rights",
]
