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
from leapfrog.orders.errors import NoOrder
from leapfrog.orders.model import OrderLine, ShopOrder
from leapfrog.orders.news import NOTICE
from leapfrog.orders.paying import PAYING, PaymentWish, pay_quotes
from leapfrog.orders.quotes import Recipient
from leapfrog.orders.reading import drop_expired, lines_of, locked, of_either

TIMERS = {CHECK: check_tonight}

__all__ = [
    "CHECK",
    "NOTICE",
    "PAYING",
    "RECORD_SETS",
    "TIMERS",
    "CaseWish",
    "NoOrder",
    "OrderLine",
    "PaymentWish",
    "Recipient",
    "Ruling",
    "Said",
    "ShopOrder",
    "WantedLine",
    "WantedShop",
    "confirm",
    "drop_expired",
    "faults",
    "hand_over",
    "lines_of",
    "locked",
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
]
