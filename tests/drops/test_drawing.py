"""A draw is the same for whoever computes it, and no ticket is better than another."""

import hashlib
from collections import Counter
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.drops.drawing import (
    Drawing,
    DrawProof,
    commitment,
    drawn,
    faults,
    list_of,
    root_of,
    ticket,
)
from tests.examples import examples

TOWN, MAKER = bytes(range(32)), bytes(range(32, 64))
TICKETS = [
    ticket(UUID(f"019ab000-0000-7000-8000-00000000000{n}"), early=n in (2, 5)) for n in range(8)
]
seeds = st.binary(min_size=32, max_size=32)


@examples(100)
@given(seeds, seeds, st.sets(st.uuids(version=4), max_size=60), st.data())
def test_the_early_lane_comes_first_and_nobody_twice(
    town: bytes, maker: bytes, ids: set[UUID], data: st.DataObject
) -> None:
    early = data.draw(st.sets(st.sampled_from(sorted(ids)))) if ids else set()
    units = data.draw(st.integers(0, 80))
    lane = data.draw(st.integers(0, units))
    tickets = list_of(ticket(one, early=one in early) for one in ids)
    made = drawn(Drawing(town, maker, tickets, units, lane))
    assert len(made) == len(set(made)) == min(units, len(ids))
    assert set(made[: min(lane, len(early))]) <= early
    start = hashlib.sha256(town + maker + root_of(tickets))

    def key(one: UUID) -> bytes:
        whole = start.copy()
        whole.update(one.bytes)
        return hashlib.sha256(town + maker + root_of(tickets) + one.bytes).digest()

    first = sorted(early, key=key)[:lane]
    rest = sorted((one for one in ids if one not in first), key=key)
    assert made == [*first, *rest][:units] if lane <= units else True


def test_each_ticket_is_as_likely_as_any_other() -> None:
    tries, tickets = 8_000, list_of(TICKETS)
    found = Counter(
        drawn(Drawing(hashlib.sha256(b"%d" % n).digest(), MAKER, tickets, 1))[0]
        for n in range(tries)
    )
    fair = tries / len(TICKETS)
    # Chi-squared with seven degrees of freedom: 24.3 is passed once in a thousand.
    assert len(found) == len(TICKETS)
    assert sum((many - fair) ** 2 / fair for many in found.values()) < 24.3


def proof() -> DrawProof:
    tickets = list_of(TICKETS)
    return DrawProof(
        method="hash-order-1",
        town_commitment=commitment(TOWN).hex(),
        maker_commitment=commitment(MAKER).hex(),
        town_seed=TOWN.hex(),
        maker_seed=MAKER.hex(),
        root=root_of(tickets).hex(),
        tickets=len(TICKETS),
        units=4,
        early=1,
        first=drawn(Drawing(TOWN, MAKER, tickets, 4, 1)),
    )


def test_whatever_is_changed_is_seen() -> None:
    whole, tickets = proof(), list_of(TICKETS)
    assert faults(whole, tickets) == []
    other = hashlib.sha256(b"other").digest()
    for changed in (
        {"town_seed": other.hex()},
        {"maker_seed": other.hex()},
        {"town_commitment": other.hex()},
        {"root": other.hex()},
        {"tickets": 7},
        {"first": whole.first[::-1]},
        {"units": 3},
    ):
        assert faults(msgspec.structs.replace(whole, **changed), tickets)
    assert faults(whole, tickets[17:])
    assert faults(whole, tickets[17:34] + tickets[:17] + tickets[34:])
    assert faults(whole, tickets[:16] + b"\x01" + tickets[17:])


def test_the_documented_example() -> None:
    """docs/drops.md shows it for who writes this anew, and so does the client's test."""
    whole = proof()
    assert whole.root == EXAMPLE["root"]
    assert [str(one)[-1] for one in whole.first] == EXAMPLE["first"]


EXAMPLE = {
    "root": "04823f1df1e437986413f7aab36ea62e1e47b420c56f87496430358174a73b9c",
    "first": ["2", "7", "5", "3"],
}
