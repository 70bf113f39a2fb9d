"""Other towns: a line to each of them, and what people are and say to each other over it."""

from leapfrog.towns.archive import RECORD_SETS
from leapfrog.towns.cards import card_is_told, name_is_told
from leapfrog.towns.jobs import TIMERS, begin, tidy, works
from leapfrog.towns.marks import mark_is_told
from leapfrog.towns.talk import message_is_told
from leapfrog.towns.ties import connection_is_told, end_is_told, request_is_sent

__all__ = [
    "RECORD_SETS",
    "TIMERS",
    "begin",
    "card_is_told",
    "connection_is_told",
    "end_is_told",
    "mark_is_told",
    "message_is_told",
    "name_is_told",
    "request_is_sent",
    "tidy",
    "works",
]
