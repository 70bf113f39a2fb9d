"""Lines of a text of unknown charset, some of it damaged."""

import io

from leapfrog.unpacking import lines


def read(data: bytes) -> list[str]:
    return list(lines(io.BytesIO(data)))


def test_damage_to_a_line_of_utf_8_is_that_letter_s() -> None:
    hurt = "Zoë: Grüße\n".encode() + b"Anna: M\xc3ller, \xe4 \xff\n" + "Li: 你好".encode()
    assert read(hurt) == ["Zoë: Grüße", "Anna: M\ufffdller, \ufffd \ufffd", "Li: 你好"]


def test_a_marked_file_is_utf_8_whatever_is_in_it() -> None:
    assert read(b"\xef\xbb\xbfAnna: Stra\xdfe") == ["Anna: Stra\ufffde"]


def test_an_old_charset_is_read_as_such_and_survives_damage_too() -> None:
    assert read("Zoë: Grüße – “so”".encode("cp1252")) == ["Zoë: Grüße – “so”"]
    text = "张三: 住在中山路，爱喝茶；不爱吃鱼"
    hurt = text.encode("gb18030").replace("茶".encode("gb18030"), b"\xff")
    assert [line.replace("\ufffd", "") for line in read(hurt)] == [text.replace("茶", "")]


def test_a_line_of_an_old_charset_that_is_utf_8_by_accident_is_of_that_charset() -> None:
    # `[图片]` in GB 18030 is `[ͼƬ]` in UTF-8, and most of `在，` is UTF-8, too.
    text = ["张三 你好，请说", "[图片]", "在，", "a", "好"]
    assert read("\n".join(text).encode("gb18030")) == text
