"""Other towns: a line to each of them, and what people are and say to each other over it."""

from leapfrog.towns.archive import RECORD_SETS
from leapfrog.towns.callers import Brought, signer
from leapfrog.towns.calling import ask as ask_town
from leapfrog.towns.calling import origin_of
from leapfrog.towns.cards import card_is_told, name_is_told
from leapfrog.towns.departing import begin_ties, has_ties, settle_tie, untold
from leapfrog.towns.jobs import TIMERS, begin, tidy, works
from leapfrog.towns.keys import own_hash as own_key_hash
from leapfrog.towns.marks import mark_is_told
from leapfrog.towns.peers import NotReached
from leapfrog.towns.resyncing import want as want_resync
from leapfrog.towns.talk import message_is_told
from leapfrog.towns.ties import connection_is_told, end_is_told, request_is_sent

__all__ = [
    "RECORD_SETS",
    "TIMERS",
    "Brought",
    "NotReached",
    "ask_town",
    "begin",
    "begin_ties",
    "card_is_told",
    "connection_is_told",
    "end_is_told",
    "has_ties",
    "mark_is_told",
    "message_is_told",
    "name_is_told",
    "origin_of",
    "own_key_hash",
    "request_is_sent",
    "settle_tie",
    "signer",
    "tidy",
    "untold",
    "want_resync",
    "works",
]
