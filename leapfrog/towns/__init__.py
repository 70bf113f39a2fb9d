"""Other towns: a line to each of them, and what people are and say to each other over it."""

from leapfrog.towns.addressing import cards_in, with_addresses
from leapfrog.towns.archive import RECORD_SETS
from leapfrog.towns.callers import Brought, signer
from leapfrog.towns.calling import ask as ask_town
from leapfrog.towns.calling import look_up, origin_of
from leapfrog.towns.cards import card_is_told, name_is_told
from leapfrog.towns.carrier import LineCarrier
from leapfrog.towns.departing import (
    begin_ties,
    has_ties,
    lock_lines_of,
    settle_tie,
    silent_towns,
    untold,
)
from leapfrog.towns.dispatches import NewDispatch, has_room, line_to
from leapfrog.towns.dispatches import write as write_dispatches
from leapfrog.towns.errors import InvalidDispatch, TownNotReached
from leapfrog.towns.events import MoneyWordBounced, TownSaidOfMoney
from leapfrog.towns.files import Digests, FileDigest
from leapfrog.towns.files import announced as announced_files
from leapfrog.towns.files import offer as offer_files
from leapfrog.towns.jobs import TIMERS, begin, tidy, works
from leapfrog.towns.keys import known_of as keys_of
from leapfrog.towns.keys import own as own_key
from leapfrog.towns.keys import own_hash as own_key_hash
from leapfrog.towns.keys import sign as sign_as_town
from leapfrog.towns.keys import signed_by as signed_by_town
from leapfrog.towns.keys import signed_here as signed_by_this_town
from leapfrog.towns.late_files import LateFiles, await_late, offer_late
from leapfrog.towns.links import LARGEST_LINK, OPENING, LinkAsked
from leapfrog.towns.links import ask as ask_link
from leapfrog.towns.links import take as take_link
from leapfrog.towns.marks import tell_soon as tell_marks_soon
from leapfrog.towns.model import Dispatch
from leapfrog.towns.now import NowLane, composing
from leapfrog.towns.peers import NotReached
from leapfrog.towns.peers import speaks as speaks_the_line
from leapfrog.towns.people import TwoOfTowns, home_of, meet, spoken
from leapfrog.towns.people import sender as sender_of
from leapfrog.towns.people import take_over as take_over_person
from leapfrog.towns.people import two_of as two_of_towns
from leapfrog.towns.reading import also as also_does
from leapfrog.towns.resyncing import want as want_resync
from leapfrog.towns.rotation import change as change_key
from leapfrog.towns.rotation import make_offline as make_offline_key
from leapfrog.towns.silence import TownSilence, greet
from leapfrog.towns.silence import of as silence_of
from leapfrog.towns.silence import of_all as silences_of
from leapfrog.towns.store import asleep_since, own_keys
from leapfrog.towns.store import offline as offline_key
from leapfrog.towns.store_ties import SilentTown
from leapfrog.towns.talk import carry as tell_talks
from leapfrog.towns.ties import connection_is_told, end_is_told, request_is_sent

__all__ = [
    "LARGEST_LINK",
    "OPENING",
    "RECORD_SETS",
    "TIMERS",
    "Brought",
    "Digests",
    "Dispatch",
    "FileDigest",
    "InvalidDispatch",
    "LateFiles",
    "LineCarrier",
    "LinkAsked",
    "MoneyWordBounced",
    "NewDispatch",
    "NotReached",
    "NowLane",
    "SilentTown",
    "TownNotReached",
    "TownSaidOfMoney",
    "TownSilence",
    "TwoOfTowns",
    "also_does",
    "announced_files",
    "ask_link",
    "ask_town",
    "asleep_since",
    "await_late",
    "begin",
    "begin_ties",
    "card_is_told",
    "cards_in",
    "change_key",
    "composing",
    "connection_is_told",
    "end_is_told",
    "greet",
    "has_room",
    "has_ties",
    "home_of",
    "keys_of",
    "line_to",
    "lock_lines_of",
    "look_up",
    "make_offline_key",
    "meet",
    "name_is_told",
    "offer_files",
    "offer_late",
    "offline_key",
    "origin_of",
    "own_key",
    "own_key_hash",
    "own_keys",
    "request_is_sent",
    "sender_of",
    "settle_tie",
    "sign_as_town",
    "signed_by_this_town",
    "signed_by_town",
    "signer",
    "silence_of",
    "silences_of",
    "silent_towns",
    "speaks_the_line",
    "spoken",
    "take_link",
    "take_over_person",
    "tell_marks_soon",
    "tell_talks",
    "tidy",
    "two_of_towns",
    "untold",
    "want_resync",
    "with_addresses",
    "works",
    "write_dispatches",
]
