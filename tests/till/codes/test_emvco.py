"""Printed codes: as the specification writes them, and what a hostile one is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.till.codes import emvco
from leapfrog.till.codes.emvco import EmvcoCode
from leapfrog.till.codes.errors import BadCode

SHOP = "0193f0a1b2c37d4e8f901a2b3c4d5e6f"
NOODLES = EmvcoCode(
    SHOP, "lake.town", "Zhang Noodles", "Lake Town", "DE", "5812", "EUR", "张记面馆"
)
# From the specification's own example (EMV QRCPS-MPM, annex: "BEST TRANSPORT").
BEST_TRANSPORT = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN"
    "5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412"
    "340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A"
)


def with_sum(text: str) -> str:
    """A code whose checksum is right, whatever it says."""
    open_end = f"{text}6304"
    return open_end + emvco.checksum(open_end)


def test_the_checksum_is_crc_16_ccitt_false() -> None:
    assert emvco.checksum("123456789") == "29B1"
    assert emvco.checksum(BEST_TRANSPORT[:-4]) == "A13A"


def test_the_example_of_the_specification_is_read_field_by_field() -> None:
    found = emvco.fields(BEST_TRANSPORT)
    assert (found["59"], found["60"], found["54"]) == ("BEST TRANSPORT", "BEIJING", "23.72")
    assert emvco.fields(found["64"]) == {"00": "ZH", "01": "最佳运输", "02": "北京"}


def test_a_printed_code_is_this_text() -> None:
    text = emvco.printed(NOODLES)
    assert text.startswith("000201010211266500" + "12org.leapfrog0132" + SHOP + "0209lake.town")
    assert "5204581253039785802DE5913Zhang Noodles6009Lake Town" in text
    assert "64140002zh0104张记面馆" in text
    assert text[-8:-4] == "6304"


def test_what_is_printed_is_read_again() -> None:
    assert emvco.read(emvco.printed(NOODLES)) == NOODLES
    assert emvco.read(f"  {emvco.printed(NOODLES)}\n") == NOODLES


def test_a_name_without_a_letter_of_ascii_still_has_one_in_the_code() -> None:
    found = emvco.read(emvco.printed(EmvcoCode(SHOP, "lake.town", "张记面馆", "湖镇", "DE")))
    assert found.name == "SHOP 3C4D5E6F"
    assert found.city == "TOWN"


def test_unknown_fields_and_small_letters_of_the_checksum_do_no_harm() -> None:
    body = emvco.printed(NOODLES)[:-8]
    text = with_sum(f"{body}8010unknown..!")
    assert emvco.read(text).merchant == SHOP
    assert emvco.read(text[:-4] + text[-4:].lower()).merchant == SHOP


GOOD = emvco.printed(NOODLES)
BODY = GOOD[:-8]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "https://lake.town/pay",
        GOOD[:-1],
        GOOD[:-4] + "0000",
        GOOD.replace("Zhang", "Zhong"),
        # Of another scheme, with an amount, cut off, with a tag twice, with letters for a length.
        BEST_TRANSPORT,
        with_sum(f"{BODY}54041.00"),
        with_sum(BODY[:-3]),
        with_sum(f"{BODY}5802DE"),
        with_sum(f"{BODY}80xxab"),
        with_sum(f"{BODY}8099ab"),
        with_sum("000201" + "9" * 600),
        with_sum("000201"),
        with_sum(BODY.replace(SHOP, SHOP[:-1] + "z")),
        with_sum(BODY.replace("000201", "000202")),
        with_sum(f"{BODY}8002\x00a"),
    ],
)
def test_hostile_and_foreign_codes_are_refused(text: str) -> None:
    with pytest.raises(BadCode):
        emvco.read(text)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    for given_text in (text, with_sum(f"000201{text}")):
        try:
            emvco.read(given_text)
        except BadCode:
            continue


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_name_can_be_printed(name: str, city: str) -> None:
    native = "".join(one for one in name if one.isprintable())
    found = emvco.read(emvco.printed(EmvcoCode(SHOP, "lake.town", name, city, "DE", native=native)))
    assert found.merchant == SHOP
    assert found.name.isascii()
