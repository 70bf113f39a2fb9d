"""Declared, undeclared and wrongly declared charsets."""

import pytest

from leapfrog.contacts.formats import Card, Skipped, fields, fn
from tests.contacts.formats.reading import cards, read, vcard


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
    told = [item for item in items if isinstance(item, Skipped)]
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
