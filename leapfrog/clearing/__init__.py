"""Clearing: money between people of two towns whose operators trust each other up to a limit.

Off until both signed the same text. The payer's town holds the money and alone decides; the payee's
town pays only after that. What one town then owes the other is on an account, and is settled by
bank. docs/between-towns.md is the protocol, `model.TABLE` what follows from what.
"""

from leapfrog.clearing.agreements import WantedTerms, digest_of, partner, propose, sign
from leapfrog.clearing.archive import RECORD_SETS
from leapfrog.clearing.cards import RESOLVERS
from leapfrog.clearing.daily import (
    DAY,
    account_is_checked,
    day_comes,
    open_payments_are_asked_for,
    sums_are_told,
    what_is_owed_is_settled,
)
from leapfrog.clearing.events import PartnerDayCame, SettlementUnpaid
from leapfrog.clearing.hearing import word_is_bounced, word_is_heard
from leapfrog.clearing.model import TownPaymentCard, TownRequestCard
from leapfrog.clearing.moving import FOLLOW, empty_for_move, follow, money_follows
from leapfrog.clearing.netting import UNPAID, bank_money_is_placed, settlement_is_unpaid, unpaid
from leapfrog.clearing.paying import due
from leapfrog.clearing.steps import DUE
from leapfrog.clearing.sums import COMPARE, compare_again
from leapfrog.kernel.timers import Handlers

TIMERS: Handlers = {
    DUE: due,
    DAY: day_comes,
    COMPARE: compare_again,
    UNPAID: unpaid,
    FOLLOW: follow,
}

__all__ = [
    "DAY",
    "RECORD_SETS",
    "RESOLVERS",
    "TIMERS",
    "PartnerDayCame",
    "SettlementUnpaid",
    "TownPaymentCard",
    "TownRequestCard",
    "WantedTerms",
    "account_is_checked",
    "bank_money_is_placed",
    "digest_of",
    "empty_for_move",
    "money_follows",
    "open_payments_are_asked_for",
    "partner",
    "propose",
    "settlement_is_unpaid",
    "sign",
    "sums_are_told",
    "what_is_owed_is_settled",
    "word_is_bounced",
    "word_is_heard",
]
