"""Ranks: where taxis stand and wait, and who is how many-th there."""

from leapfrog.ranks.archive import RECORD_SETS
from leapfrog.ranks.model import SERVES_WITHIN, FirstInLine, PlaceInLine, Stand, TaxiRank
from leapfrog.ranks.standing import first_in_line, leave, place_in_line, refuse, stand

__all__ = [
    "RECORD_SETS",
    "SERVES_WITHIN",
    "FirstInLine",
    "PlaceInLine",
    "Stand",
    "TaxiRank",
    "first_in_line",
    "leave",
    "place_in_line",
    "refuse",
    "stand",
]
