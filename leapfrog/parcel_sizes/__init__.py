"""Sizes of parcels: which compartment of a locker one needs, and whether one is left. Pure."""

from leapfrog.parcel_sizes.sizes import (
    HEAVIEST,
    LIKELY,
    SIZES,
    SMALLEST,
    ParcelSize,
    fitting,
    has_room,
    size_by_weight,
    size_of,
)

__all__ = [
    "HEAVIEST",
    "LIKELY",
    "SIZES",
    "SMALLEST",
    "ParcelSize",
    "fitting",
    "has_room",
    "size_by_weight",
    "size_of",
]
