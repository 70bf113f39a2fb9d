"""Other towns: a line to each of them, and what people are and say to each other over it."""

from leapfrog.towns.archive import RECORD_SETS
from leapfrog.towns.callers import Brought, signer
from leapfrog.towns.calling import ask as ask_town
from leapfrog.towns.calling import origin_of
from leapfrog.towns.cards import card_is_told, name_is_told
from leapfrog.towns.departing import begin_ties, has_ties, settle_tie, untold
from leapfrog.towns.jobs import TIMERS, begin, tidy, works
from leapfrog.towns.keys import own as own_key
from leapfrog.towns.keys import own_hash as own_key_hash
from leapfrog.towns.marks import mark_is_told
from leapfrog.towns.now import NowLane, composing
from leapfrog.towns.peers import NotReached
from leapfrog.towns.people import take_over as take_over_person
from leapfrog.towns.rotation import change as change_key
from leapfrog.towns.rotation import make_offline as make_offline_key
from leapfrog.towns.store import offline as offline_key
from leapfrog.towns.store import own_keys
from leapfrog.towns.talk import message_is_told
from leapfrog.towns.ties import connection_is_told, end_is_told, request_is_sent

__all__ = [
    "RECORD_SETS",
    "TIMERS",
    "Brought",
    "NotReached",
    "NowLane",
    "ask_town",
    "begin",
    "begin_ties",
    "card_is_told",
    "change_key",
    "composing",
    "connection_is_told",
    "end_is_told",
    "has_ties",
    "make_offline_key",
    "mark_is_told",
    "message_is_told",
    "name_is_told",
    "offline_key",
    "origin_of",
    "own_key",
    "own_key_hash",
    "own_keys",
    "request_is_sent",
    "settle_tie",
    "signer",
    "take_over_person",
    "tidy",
    "untold",
    "works",
]
