"""Other towns: a line to each of them, and what people are and say to each other over it."""

from leapfrog.towns.archive import RECORD_SETS
from leapfrog.towns.callers import Brought, signer
from leapfrog.towns.calling import ask as ask_town
from leapfrog.towns.calling import origin_of
from leapfrog.towns.cards import card_is_told, name_is_told
from leapfrog.towns.departing import begin_ties, has_ties, settle_tie, untold
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.dispatches import has_room as has_room_for
from leapfrog.towns.dispatches import line_to as lock_line
from leapfrog.towns.dispatches import write as write_dispatches
from leapfrog.towns.events import MoneyWordBounced, TownSaidOfMoney
from leapfrog.towns.jobs import TIMERS, begin, tidy, works
from leapfrog.towns.keys import own_hash as own_key_hash
from leapfrog.towns.keys import sign as sign_as_town
from leapfrog.towns.keys import signed_by as signed_by_town
from leapfrog.towns.keys import signed_here as signed_by_this_town
from leapfrog.towns.marks import mark_is_told
from leapfrog.towns.peers import NotReached
from leapfrog.towns.people import TwoOfTowns, home_of, spoken
from leapfrog.towns.people import two_of as two_of_towns
from leapfrog.towns.talk import message_is_told
from leapfrog.towns.ties import connection_is_told, end_is_told, request_is_sent

__all__ = [
    "RECORD_SETS",
    "TIMERS",
    "Brought",
    "MoneyWordBounced",
    "NewDispatch",
    "NotReached",
    "TownSaidOfMoney",
    "TwoOfTowns",
    "ask_town",
    "begin",
    "begin_ties",
    "card_is_told",
    "connection_is_told",
    "end_is_told",
    "has_room_for",
    "has_ties",
    "home_of",
    "lock_line",
    "mark_is_told",
    "message_is_told",
    "name_is_told",
    "origin_of",
    "own_key_hash",
    "request_is_sent",
    "settle_tie",
    "sign_as_town",
    "signed_by_this_town",
    "signed_by_town",
    "signer",
    "spoken",
    "tidy",
    "two_of_towns",
    "untold",
    "works",
    "write_dispatches",
]
