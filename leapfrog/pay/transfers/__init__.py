"""Transfers: money from person to person, given, asked for, and accepted."""

from leapfrog.pay.transfers.cards import transfer_cards
from leapfrog.pay.transfers.model import MoneyRequest, MoneyTransfer, NewTransfer
from leapfrog.pay.transfers.requests import ask
from leapfrog.pay.transfers.sending import send
from leapfrog.pay.transfers.settling import TIMERS, accept, cancel, decline

__all__ = [
    "TIMERS",
    "MoneyRequest",
    "MoneyTransfer",
    "NewTransfer",
    "accept",
    "ask",
    "cancel",
    "decline",
    "send",
    "transfer_cards",
]
