"""What each one's part of a bill is: exact to the cent, and no cent goes anywhere unseen.

Parts are computed as fractions and rounded down; the cents that are left over go one by one to
whoever lost most by rounding (the method of largest remainders, or Hamilton's). Of equals, it
falls by a hash of the bill's id: anybody can recompute it, and it is not always the same one.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from uuid import UUID

from leapfrog.splits.errors import BadBill
from leapfrog.splits.model import BillLine, Part


def even(split_id: UUID, total: int, people: Sequence[UUID]) -> list[Part]:
    """Parts that are the same for each; what does not divide is spread over some of them."""
    return weighed(split_id, total, [(person, 1) for person in people])


def weighed(split_id: UUID, total: int, weights: Sequence[tuple[UUID, int]]) -> list[Part]:
    """Parts by heads: who brought a child counts more. Raises `BadBill`."""
    _check_people([person for person, _ in weights])
    whole = sum(weight for _, weight in weights)
    if any(weight < 1 for _, weight in weights):
        raise BadBill("Each weight is at least 1.")
    parts = {person: Fraction(total * weight, whole) for person, weight in weights}
    return _rounded(split_id, parts, total)


def exact(total: int, amounts: Sequence[tuple[UUID, int]]) -> list[Part]:
    """Parts as somebody said them. Raises `BadBill` where their sum is not the total."""
    _check_people([person for person, _ in amounts])
    if any(amount < 0 for _, amount in amounts) or sum(each for _, each in amounts) != total:
        raise BadBill("The parts are not the total.")
    return [Part(person, amount, False) for person, amount in amounts]


def by_items(
    split_id: UUID, items: Sequence[BillLine], service: int, discount: int
) -> tuple[int, list[Part]]:
    """By the lines of the receipt: each is shared evenly by its people, then service and discount
    in proportion. Answers the total too. Raises `BadBill`.
    """
    sums: dict[UUID, Fraction] = defaultdict(Fraction)
    for item in items:
        _check_people(item.people)
        if item.amount < 1:
            raise BadBill("Each line has an amount.")
        for person in item.people:
            sums[person] += Fraction(item.amount, len(item.people))
    subtotal = sum(item.amount for item in items)
    total = subtotal + service - discount
    if not items or service < 0 or discount < 0 or total < 1:
        raise BadBill("Nothing is left to be shared.")
    parts = {person: part * total / subtotal for person, part in sums.items()}
    return total, _rounded(split_id, parts, total)


def _check_people(people: Sequence[UUID]) -> None:
    if not people or len(set(people)) < len(people):
        raise BadBill("Each one is named once.")


def _rounded(split_id: UUID, parts: Mapping[UUID, Fraction], total: int) -> list[Part]:
    down = {person: int(part) for person, part in parts.items()}
    left = total - sum(down.values())
    by_loss = sorted(parts, key=lambda one: (down[one] - parts[one], _lot(split_id, one)))
    extra = set(by_loss[:left])
    return [Part(one, down[one] + (one in extra), one in extra) for one in parts]


def _lot(split_id: UUID, person_id: UUID) -> bytes:
    return hashlib.sha256(split_id.bytes + person_id.bytes).digest()
