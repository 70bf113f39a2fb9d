"""Transfers: money from person to person, given, asked for, and accepted."""

from leapfrog.pay.transfers.cards import RESOLVERS, transfer_cards
from leapfrog.pay.transfers.model import (
    MoneyRequest,
    MoneyTransfer,
    NewTransfer,
    RequestCard,
    TransferCard,
)
from leapfrog.pay.transfers.requests import ask
from leapfrog.pay.transfers.sending import send
from leapfrog.pay.transfers.settling import TIMERS, accept, cancel, decline

__all__ = [
    "RESOLVERS",
    "TIMERS",
    "MoneyRequest",
    "MoneyTransfer",
    "NewTransfer",
    "RequestCard",
    "TransferCard",
    "accept",
    "ask",
    "cancel",
    "decline",
    "send",
    "transfer_cards",
]
