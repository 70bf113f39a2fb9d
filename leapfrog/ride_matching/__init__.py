"""Which drivers are asked about which rides: by road, all together."""

from leapfrog.ride_matching.distances import WITHIN, Going, Placed, times
from leapfrog.ride_matching.pairing import Matching, matched
from leapfrog.ride_matching.pairs import OfferPair

__all__ = ["WITHIN", "Going", "Matching", "OfferPair", "Placed", "matched", "times"]
