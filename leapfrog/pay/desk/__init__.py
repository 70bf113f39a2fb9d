"""The desk: money comes into the town against cash or by the bank, and leaves it again."""

from leapfrog.pay.desk.book import note as note_at_desk
from leapfrog.pay.desk.cash import top_up
from leapfrog.pay.desk.events import BankMoneyCame
from leapfrog.pay.desk.iban import checked as checked_iban
from leapfrog.pay.desk.matching import placed
from leapfrog.pay.desk.model import BankTransfer, TopUp
from leapfrog.pay.desk.payouts import pain

__all__ = [
    "BankMoneyCame",
    "BankTransfer",
    "TopUp",
    "checked_iban",
    "note_at_desk",
    "pain",
    "placed",
    "top_up",
]
