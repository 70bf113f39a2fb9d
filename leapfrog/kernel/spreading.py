"""Amounts split over places so that they add up again; pure."""

from collections.abc import Sequence


def spread(amount: int, most: Sequence[int]) -> list[int]:
    """An amount over places with room for so much each, in proportion to it; what is left of
    rounding goes to the largest remainders, the first one first. Raises `ValueError` where it does
    not fit.
    """
    room = sum(most)
    if not 0 <= amount <= room:
        raise ValueError("the amount does not fit")
    if not amount:
        return [0] * len(most)
    parts = [amount * each // room for each in most]
    order = sorted(range(len(most)), key=lambda n: (-(amount * most[n] % room), n))
    for n in order[: amount - sum(parts)]:
        parts[n] += 1
    return parts
