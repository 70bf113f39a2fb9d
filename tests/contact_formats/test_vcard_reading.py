"""The oddities of real vCard files, one by one."""

from base64 import b64encode

import pytest

from leapfrog.contact_formats import Card, CardSkip, Property, fields, fn, photo, unescape, unknown
from tests.contact_formats.people import jpeg
from tests.contact_formats.reading import card, cards, read, vcard

PICTURE = b64encode(jpeg(1) * 3).decode()


def values(found: Card, name: str) -> list[str]:
    return [prop.value for prop in found.properties if prop.name == name]


def only(found: Card, name: str) -> Property:
    (prop,) = (prop for prop in found.properties if prop.name == name)
    return prop


def test_bare_types_of_2_1_are_types() -> None:
    prop = only(card("TEL;CELL;HOME:1", version="2.1"), "TEL")
    assert prop.params == (("TYPE", ("CELL", "HOME")),)


def test_quoted_printable_goes_on_after_soft_breaks() -> None:
    found = card(
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:one =E4=BD=A0=\r\n=E5=A5=BD=0D=0Atwo=\r\n "
        "three",
        "FN:A",
        version="2.1",
    )
    assert unescape(only(found, "NOTE").value) == "one 你好\ntwo three"
    assert only(found, "NOTE").params == ()
    assert fn(found) == "A"


def test_an_encoded_semicolon_separates_nothing() -> None:
    found = card("N;ENCODING=QUOTED-PRINTABLE:a=3Bb;c\\;d;;;", version="2.1")
    assert only(found, "N").value == "a\\;b;c\\;d;;;"


def test_a_backslash_in_2_1_is_a_backslash() -> None:
    found = card("NOTE:C:\\new\\temp, x\\;y", version="2.1")
    assert unescape(only(found, "NOTE").value) == "C:\\new\\temp, x;y"


@pytest.mark.parametrize(
    "lines",
    [
        (f"PHOTO;ENCODING=BASE64;JPEG:{PICTURE[:60]}", f" {PICTURE[60:]}", ""),
        (f"PHOTO;ENCODING=BASE64;TYPE=JPEG:{PICTURE[:60]}", f"\t{PICTURE[60:]}"),
        ("PHOTO;JPEG;BASE64:", f" {PICTURE[:72]}", f" {PICTURE[72:]}", " "),
        ("PHOTO;ENCODING=BASE64;TYPE=JPEG:", PICTURE[:64], PICTURE[64:], ""),
        (f"PHOTO;TYPE=JPEG;ENCODING=B:{PICTURE}",),
    ],
    ids=["android", "tab", "outlook", "not indented", "one line"],
)
def test_base64_of_every_folding(lines: tuple[str, ...]) -> None:
    found = card("FN:A", *lines, "TEL:1", version="2.1")
    assert photo(found) == jpeg(1) * 3
    assert only(found, "PHOTO").value.startswith("data:image/jpeg;base64,")
    assert values(found, "TEL") == ["1"]


def test_groups_keep_their_labels() -> None:
    found = card(
        "FN:A",
        "item1.URL;type=pref:http\\://example.org",
        "item1.X-ABLabel:_$!<HomePage>!$_",
        "item2.TEL:5",
        "item2.X-ABLabel:Boat\\, the red one",
    )
    assert [(f.kind, f.label, f.value) for f in fields(found)] == [
        ("url", "homepage", "http://example.org"),
        ("phone", "Boat, the red one", "5"),
    ]
    assert unknown(found) == []


def test_quoted_parameters_hold_any_sign() -> None:
    found = card('X-A;LABEL="a:b;c,d^n^\'e^^";TYPE=x,"y z":value:rest', version="4.0")
    assert found.properties == (
        Property("X-A", "value:rest", "", (("LABEL", ('a:b;c,d\n"e^',)), ("TYPE", ("x", "y z")))),
    )


def test_3_0_folds_anywhere_and_with_tabs() -> None:
    assert values(card("NOTE:one t", "\two", "  and", " more"), "NOTE") == ["one two andmore"]


def test_folds_inside_a_character_are_mended() -> None:
    data = "NOTE:caf\u00e9 \u4f60".encode()
    broken = data[:9] + b"\r\n " + data[9:13] + b"\r\n " + data[13:]
    file = b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + broken + b"\r\nEND:VCARD\r\n"
    (found,) = cards(file)
    assert values(found, "NOTE") == ["café 你"]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_line_ends_of_all_systems(end: str) -> None:
    text = end.join(["", "BEGIN:VCARD", "VERSION:3.0", "FN:A", "NOTE:b", " c", "END:VCARD"])
    (found,) = cards(text.encode())
    assert [p.value for p in found.properties] == ["A", "bc"]


def test_a_missing_end_is_told_and_nothing_lost() -> None:
    items = read(b"BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C\n")
    assert [fn(item) for item in items if isinstance(item, Card)] == ["A", "B", "C"]
    told = [item for item in items if isinstance(item, CardSkip)]
    assert [(item.line, item.kept) for item in told] == [(1, True), (6, True)]


def test_a_nested_agent_is_part_of_its_card() -> None:
    found = card(
        "FN:Boss",
        "AGENT:",
        "BEGIN:VCARD",
        "VERSION:2.1",
        "FN:Joe; the agent",
        "END:VCARD",
        "TEL:1",
        version="2.1",
    )
    agent = unescape(only(found, "AGENT").value)
    assert agent == "BEGIN:VCARD\nVERSION:2.1\nFN:Joe; the agent\nEND:VCARD"
    assert fn(found) == "Boss"
    assert values(found, "TEL") == ["1"]


def test_text_on_lines_of_its_own_is_kept_and_told() -> None:
    items = read(vcard("NOTE:first", "second line", "TEL:1", "lost words", "FN:A"))
    (found,) = (item for item in items if isinstance(item, Card))
    assert unescape(only(found, "NOTE").value) == "first\nsecond line"
    assert values(found, "TEL") == ["1"]
    assert values(found, "X-LEAPFROG-TEXT") == ["lost words"]
    assert all(item.kept for item in items if isinstance(item, CardSkip))


def test_text_between_cards_is_told_once() -> None:
    items = read(b"hello\n" + vcard("FN:A") + b"\nrubbish\n" + vcard("FN:B") + b"more\n")
    assert len([item for item in items if isinstance(item, Card)]) == 2
    assert [item.line for item in items if isinstance(item, CardSkip)] == [1]


def test_damaged_base64_is_kept_as_it_is_and_told() -> None:
    items = read(vcard("FN:A", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQS", "TEL:1"))
    (found,) = (item for item in items if isinstance(item, Card))
    assert photo(found) is None
    kept = only(found, "X-LEAPFROG-PHOTO")
    assert (kept.value, kept.params) == ("/9j/4AAQS", (("TYPE", ("JPEG",)),))
    assert values(found, "TEL") == ["1"]
    (told,) = (item for item in items if isinstance(item, CardSkip))
    assert "damaged" in told.reason
    assert told.kept


def test_zero_bytes_are_taken_out() -> None:
    items = read(vcard("FN:A\0B"))
    assert [fn(item) for item in items if isinstance(item, Card)] == ["AB"]
    assert [item.kept for item in items if isinstance(item, CardSkip)] == [True]


def test_no_value_of_a_wrong_type_stops_the_reading() -> None:
    found = card(
        "BDAY:yesterday", "REV:;;;", "GEO:x", "TEL:", "N:", "PHOTO:", "ADR:;", "ORG:", ";:x", "=:",
        "EMAIL;TYPE=:a@b.example", "PHOTO;ENCODING=b:", "TEL;;;=;TYPE:5", "UID;CHARSET=hex:00",
    )  # fmt: skip
    assert len(found.properties) >= 12
    assert fields(found)
