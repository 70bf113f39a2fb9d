"""Driver's days: what a driver drove and earned, where riders wait, and the record that goes with
them to another town.
"""

from leapfrog.driver_days.archive import RECORD_SETS
from leapfrog.driver_days.checking import works

__all__ = ["RECORD_SETS", "works"]
