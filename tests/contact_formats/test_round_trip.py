"""The law: whatever is in a card is in it again after writing and reading, in every format."""

import json
from collections.abc import Callable

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from leapfrog.contact_formats import (
    Card,
    Property,
    decoded,
    escape,
    from_jscontact,
    read_cards,
    to_jscontact,
    to_vcard3,
    to_vcard4,
)
from tests.examples import examples

_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n;,:\\\"^=' \t"), max_size=90
)
_KNOWN = (
    "FN N ADR ORG TEL EMAIL NOTE BDAY URL NICKNAME CATEGORIES TITLE ROLE IMPP UID REV PHOTO LOGO "
    "KEY ANNIVERSARY X-SOCIALPROFILE X-ABLABEL X-ABDATE X-FOO LABEL AGENT PRODID KIND GEO"
)
_NAMES = st.sampled_from(_KNOWN.split())
_GROUPS = st.sampled_from(["", "", "item1", "item2", "A.b-3"])
_PARAM_NAMES = st.sampled_from(["TYPE", "PREF", "LANGUAGE", "X-APPLE-OMIT-YEAR", "VALUE", "LABEL"])
_PARAM = st.tuples(_PARAM_NAMES, st.lists(_TEXT, min_size=1, max_size=3).map(tuple))
_WORDS = st.sampled_from(["home", "work", "cell", "HOME", "pref", "x-own", "voice", "JPEG", "PNG"])
_TYPES = st.lists(_WORDS, min_size=1, max_size=3).map(lambda words: ("TYPE", tuple(words)))
_PARAMS = st.lists(_PARAM | _TYPES, max_size=3, unique_by=lambda p: p[0]).map(tuple)
_BINARY = st.tuples(
    st.sampled_from(["image/jpeg", "image/png", "application/octet-stream", "image/x-odd", ""]),
    st.sampled_from(["", "AQIDBA==", "/9j/4AAQSkZJRg==", "A"]),
).map(lambda pair: f"data:{pair[0]};base64,{pair[1]}")
_PARTS = st.lists(st.lists(_TEXT.map(escape), max_size=2).map(",".join), max_size=8).map(";".join)
_DATES = st.sampled_from(
    ["1985-04-12", "19850412", "--0412", "1604-04-12", "1985", "soon", "---12"]
)
_VALUES = _TEXT.map(escape) | _PARTS | _BINARY | _DATES
PROPERTIES = st.builds(Property, _NAMES, _VALUES, _GROUPS, _PARAMS)
CARDS = st.lists(PROPERTIES, min_size=1, max_size=8).map(lambda found: Card(tuple(found)))


def _said(properties: tuple[Property, ...]) -> list[str]:
    return sorted(repr((p.name, p.group, p.params, decoded(p))) for p in properties)


def _is_derived(prop: Property) -> bool:
    return prop.name in ("FN", "N") and prop.params == (("DERIVED", ("TRUE",)),)


@pytest.mark.parametrize("write", [to_vcard3, to_vcard4])
@given(card=CARDS)
@examples(400)
def test_vcards_carry_every_property_unchanged(write: Callable[[Card], str], card: Card) -> None:
    text = write(card)
    (back,) = read_cards([text.encode()])
    assert isinstance(back, Card)
    kept = tuple(prop for prop in back.properties if not _is_derived(prop))
    assert kept == card.properties
    assert [*read_cards([write(back).encode()])] == [back]


@given(card=CARDS)
@examples(600)
def test_jscontact_carries_every_property(card: Card) -> None:
    value = json.loads(json.dumps(to_jscontact(card)))
    assert _said(from_jscontact(value).properties) == _said(card.properties)


@given(card=CARDS)
@examples(200)
def test_lines_are_folded_at_75_octets_between_characters(card: Card) -> None:
    for write in (to_vcard3, to_vcard4):
        for line in write(card).encode().split(b"\r\n"):
            assert len(line) <= 75
            line.decode()


# What is kept of such a card since before damage was set aside when it is read.
_DAMAGED = Card(
    (
        Property("FN", "Li Wei"),
        Property("N", "Li;Wei;;;"),
        Property("PHOTO", "/9j/*", "item1", (("ENCODING", ("B",)),)),
        Property("KEY", "A", "", (("TYPE", ("PGP",)), ("ENCODING", ("BASE64",)))),
    )
)


@pytest.mark.parametrize("write", [to_vcard3, to_vcard4])
def test_what_is_no_base64_is_not_written_as_such(write: Callable[[Card], str]) -> None:
    text = write(_DAMAGED)
    parsed = vobject.readOne(text)
    assert "photo" not in parsed.contents
    (back,) = read_cards([text.encode()])
    assert isinstance(back, Card)
    assert [(prop.name, prop.value) for prop in back.properties[2:]] == [
        ("X-LEAPFROG-PHOTO", "/9j/*"),
        ("X-LEAPFROG-KEY", "A"),
    ]
    assert write(back) == text


_GBK = "FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:="
_LINES = st.sampled_from(
    [
        *("BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "VERSION:3.0", "AGENT:", " ", "\t x", ""),
        *("N:;;", _GBK, "=FF=", "PHOTO;BASE64:AA", "AAAA"),
        *(":", ";", '"', 'TEL;TYPE=":1', "item1.X-ABLABEL:\\", "\0", "é"),
        "BDAY;X-APPLE-OMIT-YEAR:1604-01-01",
    ]
)
_ENCODINGS = st.sampled_from(["utf-8", "cp1252", "utf-16"])


# A soft line break that leads into a card within this one.
@example(["FN;ENCODING=QUOTED-PRINTABLE:=", "AGENT:", "BEGIN:VCARD"], "utf-8", "\n")
# A soft line break within this card's card, where that is folded when it is written.
@example(["AGENT:", "BEGIN:VCARD", _GBK, _GBK, "BEGIN:VCARD"], "utf-8", "\n")
@given(st.lists(_LINES, max_size=30), _ENCODINGS, st.sampled_from(["\n", "\r\n"]))
@examples(600)
def test_no_heap_of_lines_breaks_the_reader(lines: list[str], encoding: str, end: str) -> None:
    data = end.join(["BEGIN:VCARD", *lines]).encode(encoding)
    for item in read_cards([data[:7], data[7:]]):
        if isinstance(item, Card):
            again = [x for x in read_cards([to_vcard4(item).encode()]) if isinstance(x, Card)]
            assert len(again) == 1
            assert again[0].properties[: len(item.properties)] == item.properties
            from_jscontact(to_jscontact(item))
