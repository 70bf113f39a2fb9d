"""The short way to E.164 says what the long one says."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.contact_formats import phones
from leapfrog.contact_formats.phones import e164
from tests.examples import examples

_CODES = st.sampled_from(["1", "7", "39", "44", "49", "52", "54", "55", "86", "800", "881", "999"])
_TEXT = st.text(st.sampled_from("0123456789 .()/-"), min_size=4, max_size=24)


@given(code=_CODES, text=_TEXT)
@examples(2000)
def test_both_ways_lead_to_the_same_number(code: str, text: str) -> None:
    number = f"+{code}{text}"
    short = phones._plain(number)
    assert short in ("", phones._interpreted(number, "DE"))


@given(
    region=st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)),
    prefix=st.sampled_from(["", "0", "00", "1", "8", "49", "(0", "138", "021", "179", "15", "9"]),
    text=_TEXT,
)
@examples(2000)
def test_both_ways_lead_to_the_same_number_at_home(region: str, prefix: str, text: str) -> None:
    number = prefix + text
    short = phones._dialled(number, region)
    assert short in ("", phones._interpreted(number, region))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+49 (221) 123-456", "+49221123456"),
        ("+49 (0)221 123456", "+49221123456"),
        ("0221/123456", "+49221123456"),
        ("tel:+86-138-0013-8000", "+8613800138000"),
        ("+39 06 698 1", "+39066981"),
        ("+1 1 212 555 0100", "+12125550100"),
        ("+491", ""),
        ("+0221123456", ""),
        ("Ask Anna", ""),
    ],
)
def test_numbers_are_compared_as_they_are_dialled(text: str, number: str) -> None:
    assert e164(text, "DE") == number


def test_the_short_way_is_taken() -> None:
    assert phones._plain("+86 138 0013 8000") == "+8613800138000"
    assert phones._dialled("(0221) 12-34-56", "DE") == "+49221123456"
    assert phones._dialled("138 0013 8000", "CN") == "+8613800138000"
    assert phones._dialled("(021) 6012-3456", "CN") == "+862160123456"
    assert phones._dialled("(212) 555-0100", "US") == "+12125550100"
