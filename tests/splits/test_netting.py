"""Debts in a group: the same balances, with as few payments as can be."""

from itertools import permutations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from leapfrog.splits.netting import EXACT, Payment, balances, payments
from tests.examples import examples

PEOPLE = [UUID(int=n) for n in range(1, 21)]
A, B, C, D, E = PEOPLE[:5]
owed = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(1, 50_000)).filter(
    lambda one: one[0] != one[1]
)


@examples(60)
@given(st.lists(owed, max_size=30))
def test_everybody_gets_what_they_are_owed_and_nobody_pays_for_another(
    given: list[Payment],
) -> None:
    before = balances(given)
    made = payments(before)
    assert balances(made) == before
    assert len(made) <= max(0, len(before) - 1)
    payers, payees = {one[0] for one in made}, {one[1] for one in made}
    assert not payers & payees
    assert all(amount > 0 for _, _, amount in made)


def test_a_ring_of_debts_is_nothing() -> None:
    assert payments(balances([(A, B, 10), (B, C, 10), (C, A, 10)])) == []


def test_a_chain_is_one_payment() -> None:
    assert payments(balances([(A, B, 10), (B, C, 10)])) == [(A, C, 10)]


def test_groups_that_are_even_among_themselves_are_found() -> None:
    """The largest to the largest needs four payments here; two pairs and a three need fewer."""
    balance = {A: -7, B: -5, C: 5, D: 4, E: 3}
    assert len(payments(balance)) == 3


def fewest(amounts: list[int]) -> int:
    """By trying all orders: people less the most groups that are even among themselves."""
    best = 0
    for order in permutations(amounts):
        sums, even = 0, 0
        for amount in order:
            sums += amount
            even += sums == 0
        best = max(best, even)
    return len(amounts) - best


@examples(40)
@given(st.lists(st.integers(-6, 6).filter(bool), min_size=1, max_size=5))
def test_there_are_no_fewer_payments(some: list[int]) -> None:
    amounts = [*some, -sum(some)] if sum(some) else some
    balance = dict(zip(PEOPLE, amounts, strict=False))
    assert len(payments(balance)) == fewest(amounts)


def test_a_large_group_is_settled_too() -> None:
    assert len(PEOPLE) > EXACT
    balance = {person: n - 9 if n < 19 else 0 for n, person in enumerate(PEOPLE)}
    made = payments(balance)
    assert balances(made) == {person: amount for person, amount in balance.items() if amount}
