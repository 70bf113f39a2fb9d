"""Lucky shares: each at least a cent, exact in sum, fair by place, and the same for whoever
recomputes them.
"""

from collections import Counter
from hashlib import sha256
from itertools import combinations
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.packets.cuts import Reveal, commitment, cuts, faults
from tests.examples import examples

PACKET = UUID("019ab000-0000-7000-8000-000000000001")
SEED = bytes(range(32))
EXAMPLE = [516, 45, 68, 66, 305]


@examples(100)
@given(st.binary(min_size=32, max_size=32), st.integers(1, 20_000), st.data())
def test_shares_are_at_least_a_cent_and_exact_in_sum(
    seed: bytes, amount: int, data: st.DataObject
) -> None:
    shares = data.draw(st.integers(1, min(amount, 200)))
    made = cuts(seed, PACKET, amount, shares)
    assert (len(made), sum(made)) == (shares, amount)
    assert min(made) >= 1
    assert made == cuts(seed, PACKET, amount, shares)


def test_each_way_to_cut_is_as_likely_as_any_other() -> None:
    tries = 6_000
    found = Counter(
        tuple(cuts(sha256(n.to_bytes(4, "big")).digest(), PACKET, 6, 3)) for n in range(tries)
    )
    ways = {(a, b - a, 6 - b) for a, b in combinations(range(1, 6), 2)}
    assert found.keys() == ways
    fair = tries / len(ways)
    # Chi-squared with nine degrees of freedom: 27.9 is passed once in a thousand.
    assert sum((many - fair) ** 2 / fair for many in found.values()) < 27.9


def test_no_place_in_the_queue_is_better() -> None:
    sums = [0] * 5
    for n in range(4_000):
        for place, share in enumerate(cuts(sha256(b"q%d" % n).digest(), PACKET, 1_000, 5)):
            sums[place] += share
    assert all(abs(one / 4_000 - 200) < 8 for one in sums)


def test_the_documented_example() -> None:
    """docs/red-packets.md shows it for who writes this anew."""
    assert commitment(SEED).hex() == (
        "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"
    )
    assert cuts(SEED, PACKET, 1_000, 5) == EXAMPLE


def test_what_was_published_is_checked() -> None:
    made = cuts(SEED, PACKET, 1_000, 5)
    reveal = Reveal(PACKET, 1_000, 5, commitment(SEED).hex(), SEED.hex(), list(enumerate(made)))
    assert faults(reveal) == []
    other = msgspec.structs.replace(reveal, seed=bytes(32).hex())
    assert "the seed is not the one that was committed to" in faults(other)
    wrong = [*list(enumerate(made))[:-1], (4, made[4] + 1)]
    told = faults(msgspec.structs.replace(reveal, opened=wrong))
    assert told == [f"share 4 should not be {made[4] + 1}"]
    twice = faults(msgspec.structs.replace(reveal, opened=[(0, made[0]), (0, made[0])]))
    assert twice == ["a share was opened twice"]
