"""Which compartment of a locker a parcel needs, and whether one is left: pure."""

from collections.abc import Mapping
from typing import Literal

ParcelSize = Literal["S", "M", "L"]
# From the smallest up. Inside, in millimetres: as high, as wide, as deep. Compartments of lockers
# are about so large in many countries.
SIZES: Mapping[ParcelSize, tuple[int, int, int]] = {
    "S": (80, 380, 640),
    "M": (190, 380, 640),
    "L": (410, 380, 640),
}
# Grams; what is heavier is for no compartment.
HEAVIEST = 25_000
# Up to so many grams a parcel of which nothing else is known is taken for one of that size.
LIKELY: Mapping[ParcelSize, int] = {"S": 2_000, "M": 8_000, "L": HEAVIEST}
SMALLEST: ParcelSize = "S"


def size_by_weight(weight_g: int | None) -> ParcelSize | None:
    """The size that something so heavy (grams) most likely has, the smallest where nobody knows;
    None: it is too heavy for any compartment.
    """
    if weight_g is None:
        return SMALLEST
    return next((size for size, most in LIKELY.items() if weight_g <= most), None)


def size_of(said: ParcelSize | None, weight_g: int | None) -> ParcelSize | None:
    """The size of a parcel as it was `said`, or by its weight (grams); None: it is too heavy for
    any compartment.
    """
    likely = size_by_weight(weight_g)
    return likely if likely is None else said or likely


def fitting(size: ParcelSize) -> list[ParcelSize]:
    """The sizes of compartments into which a parcel of this size fits, the smallest first."""
    every = [*SIZES]
    return every[every.index(size) :]


def has_room(
    doors: Mapping[ParcelSize, int], taken: Mapping[ParcelSize, int], size: ParcelSize
) -> bool:
    """Whether one more parcel of this size finds a compartment, while all that are `taken` find one
    into which they fit: of each size and what is larger there are enough.
    """
    wanted = {one: taken.get(one, 0) + (one == size) for one in SIZES}
    return all(
        sum(wanted[each] for each in fitting(one))
        <= sum(doors.get(each, 0) for each in fitting(one))
        for one in SIZES
    )
