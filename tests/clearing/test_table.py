"""The table of a payment between towns, row by row: docs/between-towns.md, "Money"."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, get_args
from uuid import UUID

import pytest

from leapfrog.clearing.model import (
    TABLE,
    Happening,
    PaymentState,
    PaymentStep,
    step,
    sums_head,
    working_days_after,
)

# state, what happens, what it is then, what the books do, what the other town is told
ROWS = """
held      take     paid      post      done
held      no       refused   void      -
held      late     returned  void      void
held      cancel   returned  void      void
held      proof    paid      post      -
paid      take     -         -         done
paid      no       -         -         done
paid      ask      -         -         done
returned  take     -         -         void
returned  ask      -         -         void
returned  proof    paid      transfer  -
refused   take     -         -         void
refused   ask      -         -         void
refused   proof    paid      transfer  -
shown     accept   taken     -         take
shown     decline  declined  void      no
shown     void     returned  void      -
shown     late     returned  void      -
shown     done     received  post      -
taken     done     received  post      -
taken     void     returned  void      -
taken     ask      -         -         take
taken     leave    returned  void      -
received  void     -         -         proof
received  ask      -         -         proof
returned  done     received  transfer  -
declined  ask      -         -         no
"""
OUT = {"held", "paid", "refused", "returned"}
IN = {"shown", "taken", "received", "declined", "returned"}


def rows() -> Iterator[tuple[tuple[str, str], PaymentStep]]:
    for line in ROWS.split("\n"):
        if words := line.split():
            state, happening, *rest = words
            made: Any = [None if one == "-" else one for one in rest]
            yield (state, happening), PaymentStep(*made)


def test_the_table_is_this_one() -> None:
    assert dict(rows()) == TABLE


@pytest.mark.parametrize("state", get_args(PaymentState))
@pytest.mark.parametrize("happening", get_args(Happening))
def test_what_has_no_row_does_nothing(state: PaymentState, happening: Happening) -> None:
    if (state, happening) not in dict(rows()):
        assert step(state, happening) == PaymentStep()


def test_money_moves_with_the_state_alone() -> None:
    for (state, _), found in rows():
        assert (found.money is None) == (found.state in (None, "taken")), state


def test_each_hold_ends_once() -> None:
    """What is held is posted or given free exactly once: only from a state in which it is held."""
    for (state, _), found in rows():
        if found.money in ("post", "void"):
            assert state in ("held", "shown", "taken")
        if found.money == "transfer":
            assert state in ("returned", "refused")


def test_who_pays_decides_and_who_is_paid_waits() -> None:
    """The payee has money only by `done`; after it was decided nothing takes it back."""
    for (state, happening), found in rows():
        if found.state == "received":
            assert happening == "done"
        if state in ("paid", "received"):
            assert found.state is None
        if found.state:
            assert (state in OUT) <= (found.state in OUT) or state == "returned"


def test_no_letter_causes_more_than_one_and_none_goes_round() -> None:
    """A letter's answer is answered by nothing that answers it again, whatever both states are."""
    said = {"take": "take", "no": "no", "done": "done", "void": "void", "proof": "proof"}
    for there in OUT | IN:
        for first in said:
            seen = set[tuple[str, str]]()
            letter, at = first, there
            while letter and (letter, at) not in seen and len(seen) < 4:
                seen.add((letter, at))
                found = step(at, letter)  # type: ignore[arg-type]
                letter, at = found.letter or "", "paid" if found.letter == "take" else "received"
            assert len(seen) < 4, (there, first)


def test_sums_are_of_all_payments_in_any_order() -> None:
    one, other = (UUID(int=1), 5), (UUID(int=2), 7)
    assert sums_head([one, other]) == sums_head([other, one])
    assert sums_head([one, other]) != sums_head([one, (UUID(int=2), 8)])
    assert sums_head([]) != sums_head([one])


def test_ten_working_days_are_two_weeks() -> None:
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert working_days_after(friday, 1) == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert working_days_after(friday, 10) == datetime(2026, 12, 11, 9, tzinfo=UTC)
