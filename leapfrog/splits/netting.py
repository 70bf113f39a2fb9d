"""Who owes whom, with as few payments as can be.

People whose balances add up to nothing can settle among themselves, k of them with k - 1 payments.
So the fewest payments are those of the most such groups: found exactly for a dozen people, and for
more than that with one group, which is at most a few too many.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

Payment = tuple[UUID, UUID, int]
# Twice as long for each one more.
EXACT = 12


def balances(owed: Iterable[Payment]) -> dict[UUID, int]:
    """What each gets (or owes, below zero) in sum, of (from, to, amount)."""
    found: dict[UUID, int] = defaultdict(int)
    for one, other, amount in owed:
        found[one] -= amount
        found[other] += amount
    return {person: amount for person, amount in found.items() if amount}


def payments(balance: Mapping[UUID, int]) -> list[Payment]:
    """(from, to, amount) after which all balances, whose sum is nothing, are nothing."""
    people = sorted(person for person, amount in balance.items() if amount)
    groups = _groups(people, balance) if len(people) <= EXACT else [people]
    return [payment for group in groups for payment in _settled(group, balance)]


def _settled(group: Sequence[UUID], balance: Mapping[UUID, int]) -> list[Payment]:
    """The largest debt to the largest claim, again and again: each payment ends one of them."""
    left = {person: balance[person] for person in group}
    made = []
    while any(left.values()):
        debtor = min(left, key=lambda one: (left[one], one))
        creditor = max(left, key=lambda one: (left[one], one))
        amount = min(-left[debtor], left[creditor])
        left[debtor] += amount
        left[creditor] -= amount
        made.append((debtor, creditor, amount))
    return made


def _groups(people: Sequence[UUID], balance: Mapping[UUID, int]) -> list[list[UUID]]:
    """As many groups as there can be whose balances add up to nothing.

    `most[set]`: how many prefixes of the best order of a set add up to nothing; the set of all is
    read back from its end.
    """
    size = 1 << len(people)
    sums, most, last = [0] * size, [0] * size, [0] * size
    for members in range(1, size):
        low = members & -members
        sums[members] = sums[members ^ low] + balance[people[low.bit_length() - 1]]
        inside = [n for n in range(len(people)) if members >> n & 1]
        last[members] = max(inside, key=lambda n: most[members ^ 1 << n])
        most[members] = most[members ^ 1 << last[members]] + (sums[members] == 0)
    groups: list[list[UUID]] = []
    members = size - 1
    while members:
        if sums[members] == 0:
            groups.append([])
        groups[-1].append(people[last[members]])
        members ^= 1 << last[members]
    return groups
