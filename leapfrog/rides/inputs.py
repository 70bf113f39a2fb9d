"""What requests about rides say, in the shapes that several of them share."""

from typing import Annotated

import msgspec

from leapfrog.kernel.http import Input
from leapfrog.rides.model import Waypoint

Text = Annotated[str, msgspec.Meta(max_length=200)]


class PlaceInput(Input, frozen=True):
    """Where, in degrees; the name as people say it."""

    lat: float
    lon: float
    name: Text = ""

    @property
    def place(self) -> Waypoint:
        return Waypoint(self.lat, self.lon, self.name)
