"""Ranks: where taxis stand and wait, and who is how many-th there."""

from leapfrog.ranks.archive import RECORD_SETS
from leapfrog.ranks.desk import set_own
from leapfrog.ranks.model import PlaceInLine, Stand, TaxiRank
from leapfrog.ranks.standing import first_beside, leave, place_in_line, refuse, stand

__all__ = [
    "RECORD_SETS",
    "PlaceInLine",
    "Stand",
    "TaxiRank",
    "first_beside",
    "leave",
    "place_in_line",
    "refuse",
    "set_own",
    "stand",
]
