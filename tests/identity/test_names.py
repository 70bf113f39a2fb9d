"""Names in any script, without characters that deceive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.identity.codes import ALPHABET, new_code, normal
from leapfrog.identity.names import TypedName, plain, shown_name, typed_name
from leapfrog.kernel.errors import Invalid

SHOWN = [
    ("  Amina \t Diallo\n", "Amina Diallo"),
    ("王小明", "王小明"),
    ("אמינה", "אמינה"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("Zoe\u0308", "Zoë"),
    ("👩\u200d👩\u200d👧 Frog", "👩\u200d👩\u200d👧 Frog"),
    ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", None),
    ("a\u00a0\u3000b", "a b"),
    ("moc.\u202eknab", "moc.knab"),
    ("a\x00b\x07c\x1bd\ufeff", "abcd"),
    ("a\u3164b", "ab"),
]


@pytest.mark.parametrize(("name", "shown"), SHOWN)
def test_what_is_shown_of_a_name(name: str, shown: str | None) -> None:
    assert shown_name(name) == (shown or name)


BLANK = ["", "   ", "\n", "\x00", "\u200d", "\u200d \u200c", "\u3164\u2800", "\u202e", "x" * 81]


@pytest.mark.parametrize("name", BLANK)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(Invalid):
        shown_name(name)


def test_lines_stay_lines() -> None:
    assert plain("one\r\ntwo\x0bthree\tfour\x1b\x00") == "one\ntwo\nthree four"


@given(st.text(max_size=60))
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert "\x00" not in once


TYPED = [
    ("amina", "amina", ""),
    (" @Amina ", "amina", ""),
    ("amina@lake.town", "amina", "lake.town"),
    ("@Amina@Lake.Town", "amina", "lake.town"),
    ("amina@localhost:8080", "amina", "localhost:8080"),
    ("am\x00ina", "am\ufffdina", ""),
    ("", "", ""),
    ("@", "", ""),
]


@pytest.mark.parametrize(("text", "handle", "domain"), TYPED)
def test_the_name_in_what_was_typed(text: str, handle: str, domain: str) -> None:
    assert typed_name(text) == TypedName(handle, domain)


def test_codes_are_read_as_they_were_meant() -> None:
    code = new_code(16)
    assert len(code) == 19
    assert normal(f" {code.upper().replace('0', 'o').replace('1', 'I')} ") == code.replace("-", "")
    assert set(normal(code)) <= set(ALPHABET)
