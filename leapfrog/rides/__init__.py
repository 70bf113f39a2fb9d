"""Rides: a taxi from the street, paid from the phone. Hailing comes later."""

from leapfrog.rides.archive import RECORD_SETS
from leapfrog.rides.drivers import drive
from leapfrog.rides.model import Place
from leapfrog.rides.street import board, meter, settle

__all__ = ["RECORD_SETS", "Place", "board", "drive", "meter", "settle"]
