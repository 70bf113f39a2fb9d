"""Census: how much there is in the town, as it tells other towns and programs."""

from leapfrog.census.counting import last, take

__all__ = ["last", "take"]
