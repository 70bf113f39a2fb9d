"""What can go wrong with a trip that is shared."""

from leapfrog.kernel.errors import NotFound


class NoTrip(NotFound):
    code = "no_trip"
    title = "This trip is not shared, or it is over."
