"""Codes that a payer shows: whose, how old, how often."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leapfrog.till.codes import presented
from leapfrog.till.codes.presented import STEP, PresentedCode

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
NOON = datetime(2026, 11, 24, 12, 0, 7, tzinfo=UTC)
NUMBER = 4_711


def shown(at: datetime, counter: int = 0, secret: bytes = KEY) -> PresentedCode:
    found = presented.taken_apart(presented.made(NUMBER, secret, presented.step_of(at), counter))
    assert found is not None
    return found


def test_the_mac_is_cut_out_as_rfc_4226_does() -> None:
    # The same vector is in the client's test of lib/pay/codes.
    assert presented.made(NUMBER, KEY, 118_000_000, 3) == "28000047110315441782"


def test_a_code_is_taken_for_a_minute_and_no_longer() -> None:
    code = shown(NOON)
    for seconds, taken in ((0, True), (60, True), (5 * STEP, False), (600, False)):
        later = NOON + timedelta(seconds=seconds)
        assert (presented.found(code, {NUMBER: KEY}, later) is not None) is taken


def test_a_clock_that_is_a_little_fast_does_no_harm() -> None:
    code = shown(NOON + timedelta(seconds=STEP))
    assert presented.found(code, {NUMBER: KEY}, NOON) is not None
    code = shown(NOON + timedelta(seconds=3 * STEP))
    assert presented.found(code, {NUMBER: KEY}, NOON) is None


def test_another_key_or_another_digit_is_no_code() -> None:
    assert presented.found(shown(NOON), {NUMBER: OTHER}, NOON) is None
    assert presented.found(shown(NOON), {}, NOON) is None
    right = shown(NOON)
    wrong = PresentedCode(right.number, right.counter, f"{(int(right.mac) + 1) % 10**8:08}")
    assert presented.found(wrong, {NUMBER: KEY}, NOON) is None


def test_each_counter_is_another_code() -> None:
    found = {presented.found(shown(NOON, n), {NUMBER: KEY}, NOON) for n in range(100)}
    assert len(found) == 100


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = presented.taken_apart(text)
    assert found is None or presented.found(found, {}, NOON) is None
