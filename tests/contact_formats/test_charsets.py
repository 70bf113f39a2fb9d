"""Declared, undeclared and wrongly declared charsets."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leapfrog.contact_formats import Card, CardSkip, fields, fn
from leapfrog.contact_formats.model import DAMAGE
from leapfrog.unpacking.charset import DAMAGED
from leapfrog.unpacking.charset_guess import utf8_bytes
from tests.contact_formats.reading import cards, read, vcard


def _file(encoding: str, declared: str, name: str, note: str) -> bytes:
    said = f";CHARSET={declared}" if declared else ""
    lines = ("BEGIN:VCARD", "VERSION:2.1", f"FN{said}:{name}", f"NOTE{said}:{note}", "END:VCARD")
    return "\r\n".join(lines).encode(encoding) + b"\r\n"


SAMPLES = [
    ("cp1252", "ISO-8859-1", "Jürgen Müller", "Café à la crème, Straße – “so”"),
    ("gb18030", "GB2312", "张三丰", "住在中山路，爱喝茶；不爱吃鱼"),
    ("big5", "Big5", "陳美玲", "住在台北市，喜歡喝茶；不愛吃魚"),
    ("cp932", "SHIFT_JIS", "山田太郎", "表紙のデザイン、ソフトウェア"),
    ("cp949", "EUC-KR", "김철수", "서울에 살고 있습니다"),
    ("utf-8", "UTF-8", "Zoë 张", "🎉"),
]


@pytest.mark.parametrize(("encoding", "declared", "name", "note"), SAMPLES)
def test_the_declared_charset_is_used(encoding: str, declared: str, name: str, note: str) -> None:
    (item,) = read(_file(encoding, declared, name, note))
    assert isinstance(item, Card)
    assert fn(item) == name
    assert fields(item)[0].value == note
    assert all(prop.params == () for prop in item.properties)


@pytest.mark.parametrize(("encoding", "declared", "name", "note"), SAMPLES)
def test_an_undeclared_charset_is_guessed(
    encoding: str, declared: str, name: str, note: str
) -> None:
    (item,) = read(_file(encoding, "", name, note))
    assert isinstance(item, Card)
    assert (fn(item), fields(item)[0].value) == (name, note)


@pytest.mark.parametrize("declared", ["ISO-8859-1", "SHIFT_JIS", "US-ASCII", "klingon", "zlib"])
def test_a_wrongly_declared_charset_is_told_and_nothing_lost(declared: str) -> None:
    items = read(_file("utf-8", declared, "Zoë 张三丰", "Straße 你好"))
    (found,) = (item for item in items if isinstance(item, Card))
    assert (fn(found), fields(found)[0].value) == ("Zoë 张三丰", "Straße 你好")
    told = [item for item in items if isinstance(item, CardSkip)]
    assert all(item.kept for item in told)
    assert bool(told) == (declared != "US-ASCII")


def test_two_characters_that_could_be_utf_8_are_read_as_declared() -> None:
    assert "谢谢".encode("gb18030").decode() == "лл"
    (found,) = cards(_file("gb18030", "GB2312", "谢谢", "x"))
    assert fn(found) == "谢谢"


def test_quoted_printable_of_an_old_charset() -> None:
    (found,) = cards(
        vcard("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=BIG5:=B3=AF=AC=FC=AC=C2", version="2.1")
    )
    assert fn(found) == "陳美玲"


def test_a_trail_byte_that_looks_like_a_backslash() -> None:
    (found,) = cards(_file("cp932", "SHIFT_JIS", "ソ表十", "表"))
    assert fn(found) == "ソ表十"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32"])
def test_wide_files_with_and_without_mark(encoding: str) -> None:
    data = vcard("FN:张三丰 🎉", "NOTE:x").decode().encode(encoding)
    for size in (1, 3, 1 << 20):
        (found,) = read(data, size=size)
        assert isinstance(found, Card)
        assert fn(found) == "张三丰 🎉"


def test_cards_of_two_charsets_in_one_file() -> None:
    data = _file("utf-8", "", "Zoë", "你好") + _file("cp1252", "", "Zoë", "Straße")
    assert [fn(card) for card in cards(data)] == ["Zoë", "Zoë"]


# Letters of two, three and four bytes, among them those whose bytes are signs in old charsets.
_WORDS = st.text(st.sampled_from("aeZ-üßéÀÅ“…张伟谢あ한🎉"), min_size=1, max_size=12).map(
    lambda text: f"x{text}x"
)
Row = tuple[str, str, str]
_NO = st.just(b"")
_ROWS = st.lists(st.tuples(_WORDS, _WORDS, _WORDS), min_size=1, max_size=6)


def _damaged(text: str, draw: st.DrawFn) -> bytes:
    """The text in UTF-8 with one byte of one letter gone, or another one."""
    data = bytearray(text.encode())
    foreign = [at for at, byte in enumerate(data) if byte > 0x7F]
    if foreign:
        at = draw(st.sampled_from(foreign))
        data[at : at + 1] = draw(st.binary(max_size=1).filter(lambda one: not one.isascii()) | _NO)
    return bytes(data)


@st.composite
def _partly_damaged(draw: st.DrawFn) -> tuple[list[Row], list[list[bytes]]]:
    """Rows of three texts, and their bytes, of which less than half are damaged."""
    rows = draw(_ROWS)
    found = [[text.encode() for text in row] for row in rows]
    for _ in range(draw(st.integers(1, 2))):
        n, place = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, 2))
        found[n][place] = _damaged(rows[n][place], draw)
    whole, broken = utf8_bytes(b"\n".join(text for row in found for text in row))
    assume(whole >= broken)
    return rows, found


@given(_partly_damaged())
def test_damage_to_one_value_of_a_vcard_is_no_other_s(
    file: tuple[list[Row], list[list[bytes]]],
) -> None:
    rows, found = file
    lines = ("FN:%b", "NOTE:%b", "TITLE:%b")
    data = b"".join(vcard(*lines) % tuple(row) for row in found)
    items = read(data)
    people = [item for item in items if isinstance(item, Card)]
    assert len(people) == len(rows)
    for person, row, written in zip(people, rows, found, strict=True):
        shown = [prop.value for prop in person.properties]
        assert _undamaged(row, written) <= {*shown}
        assert len(shown) == 3
    assert _is_told(items) == any(DAMAGED in repr(person) for person in people)


@given(_partly_damaged())
def test_damage_to_one_cell_of_a_table_is_no_other_s(
    file: tuple[list[Row], list[list[bytes]]],
) -> None:
    rows, found = file
    header = b"First Name,Notes,Organization Name,E-mail 1 - Label,E-mail 1 - Value\r\n"
    data = header + b"".join(b",".join(row) + b",,a@example.org\r\n" for row in found)
    items = read(data)
    people = [item for item in items if isinstance(item, Card)]
    assert len(people) == len(rows)
    for person, row, written in zip(people, rows, found, strict=True):
        shown = {fn(person), *(field.value for field in fields(person))}
        assert _undamaged(row, written) <= shown
    assert _is_told(items) == any(DAMAGED in repr(person) for person in people)


def _undamaged(row: Row, written: list[bytes]) -> set[str]:
    return {text for text, data in zip(row, written, strict=True) if text.encode() == data}


def _is_told(items: list[Card | CardSkip]) -> bool:
    return any(isinstance(item, CardSkip) and DAMAGE in item.reason for item in items)


def test_a_cut_byte_is_shown_and_told() -> None:
    items = read(vcard("FN:%b") % ("Jürgen Müller".encode() + b"\xc3"))
    assert [fn(item) for item in items if isinstance(item, Card)] == ["Jürgen Müller\ufffd"]
    assert _is_told(items)


def test_what_was_damaged_elsewhere_is_no_news() -> None:
    (found,) = read(vcard("FN:Zo\ufffd"))
    assert isinstance(found, Card)
    assert fn(found) == "Zo\ufffd"
    (found,) = read("First Name,Notes,E-mail 1 - Value\nZo\ufffd,x,y\n".encode())
    assert isinstance(found, Card)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_broken_unit_of_a_wide_file_is_told(encoding: str) -> None:
    data = vcard("FN:Zoë", "NOTE:a#b").decode().replace("#", "\ud800")
    items = read(data.encode(encoding, "surrogatepass"))
    (found,) = (item for item in items if isinstance(item, Card))
    assert (fn(found), fields(found)[0].value) == ("Zoë", "a\ufffdb")
    assert _is_told(items)


def test_a_declared_charset_with_a_damaged_byte_is_that_charset() -> None:
    name, note = "张三丰", "住在中山路，爱喝茶；不爱吃鱼"
    for declared in ("GB2312", ""):
        data = _file("gb18030", declared, name, note)
        hurt = data.replace("茶".encode("gb18030"), b"\xff")
        (found,) = cards(hurt)
        assert fn(found) == name
        assert fields(found)[0].value.replace("\ufffd", "") == note.replace("茶", "")


def test_two_files_of_two_charsets_put_together_are_read_as_two() -> None:
    utf8 = b"".join(_file("utf-8", "", f"Zoë {n}", "你好") for n in range(50))
    western = _file("cp1252", "", "Jürgen Groß", "Café, “so” – Ärger")
    for data in (utf8 + western, western + utf8):
        found = {fn(card): fields(card)[0].value for card in cards(data)}
        assert found["Jürgen Groß"] == "Café, “so” – Ärger"
        assert found["Zoë 7"] == "你好"
