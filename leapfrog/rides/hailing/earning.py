"""What a driver gets of a ride."""

from leapfrog.ride_terms import town_part
from leapfrog.rides.hailing.model import HailedRide


def earnings_of(ride: HailedRide) -> int:
    """What the driver gets of the agreed price (minor units), with what the rider added."""
    return ride.price - town_part(ride.town_fee, ride.price) + ride.thanks


def earned(ride: HailedRide) -> int:
    """What a driver has got of a fare, or a fee for calling off or not coming (minor units)."""
    paid = ride.fare or ride.fee
    return paid - town_part(ride.town_fee, paid)
