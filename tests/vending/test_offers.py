"""What a machine signs: the same as in docs/vending.md, and nothing else."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.vending import offers
from leapfrog.vending.errors import BadOffer, OfferOver

KEY, MACHINE = bytes(range(32)), UUID("0193f0a1-b2c3-7d4e-8f90-1a2b3c4d5e6f")
BASKET, WHEN = ("A1", "B2"), ("Ga4dEn77", 1_764_000_000)
NOW = datetime.fromtimestamp(WHEN[1], UTC)
# The same vectors are in the client's test/codes.test.ts.
OFFER = "0193f0a1b2c37d4e8f901a2b3c4d5e6f.A1-B2.370.Ga4dEn77.1764000000._veAPCGy9jZ3WDtABTvsdQ"
SHORT = "76989054"


def test_an_offer_and_its_short_code_are_these() -> None:
    assert offers.made(KEY, MACHINE, BASKET, 370, *WHEN) == OFFER
    assert offers.short_code(KEY, WHEN[0], BASKET) == SHORT
    found = offers.taken_apart(OFFER)
    assert (found.machine_id, found.basket, found.price) == (MACHINE, BASKET, 370)


def test_an_offer_has_its_time() -> None:
    found = offers.taken_apart(OFFER)
    for seconds in (-60, 0, 300):
        offers.check(found, KEY, NOW + timedelta(seconds=seconds))
    for seconds in (-61, 301):
        with pytest.raises(OfferOver):
            offers.check(found, KEY, NOW + timedelta(seconds=seconds))


def test_another_price_or_another_key_is_no_offer() -> None:
    with pytest.raises(BadOffer):
        offers.check(offers.taken_apart(OFFER.replace(".370.", ".1.")), KEY, NOW)
    with pytest.raises(BadOffer):
        offers.check(offers.taken_apart(OFFER), bytes(32), NOW)


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(BadOffer):
        offers.taken_apart(text)
