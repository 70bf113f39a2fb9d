"""Codes for one payment: signed by the town, good for two minutes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.kernel.ids import new_id
from leapfrog.till.codes import dynamic
from leapfrog.till.codes.errors import BadCode, CodeOver

SECRET = bytes(32)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_code_is_about_its_payment_until_its_time_is_over() -> None:
    intent = new_id()
    token = dynamic.token(SECRET, intent, NOON)
    just_before = NOON + dynamic.LIFE - timedelta(seconds=1)
    assert dynamic.subject(SECRET, token, just_before) == intent
    with pytest.raises(CodeOver):
        dynamic.subject(SECRET, token, NOON + dynamic.LIFE)


def test_another_towns_signature_is_none() -> None:
    with pytest.raises(BadCode):
        dynamic.subject(SECRET, dynamic.token(bytes(31) + b"1", new_id(), NOON), NOON)


def test_one_other_letter_and_it_is_no_code() -> None:
    token = dynamic.token(SECRET, new_id(), NOON)
    for place in range(len(token) - 1):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(BadCode):
            dynamic.subject(SECRET, token[:place] + other + token[place + 1 :], NOON)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises((BadCode, CodeOver)):
        dynamic.subject(SECRET, text, NOON)
