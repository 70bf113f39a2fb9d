"""Rider and driver call each other through the town while they have a ride, and for a while after
it. Neither learns the other's handle or number, and nothing of it is kept.
"""

from leapfrog.ride_calls.calling import call_other, ride_of_call

__all__ = ["call_other", "ride_of_call"]
