"""Files made to hurt: they end in a clear sentence, in bounded memory and time."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest

from leapfrog.contact_formats import (
    Card,
    CardSkip,
    FormatProblem,
    ReadLimits,
    fn,
    from_jscontact,
    read_cards,
    sniff,
)
from tests.contact_formats.dialects import make_address_book
from tests.contact_formats.reading import read, vcard

MB = 1024 * 1024


def _endless(start: bytes, filler: bytes, megabytes: int, end: bytes = b"") -> Iterator[bytes]:
    yield start
    block = filler * (65536 // len(filler))
    for _ in range(megabytes * 16):
        yield block
    yield end


def _peak(chunks: Iterator[bytes], limits: ReadLimits) -> tuple[list[Card | CardSkip], int]:
    tracemalloc.start()
    try:
        found = list(read_cards(chunks, limits=limits))
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


SMALL = ReadLimits(max_card=2 * MB, max_line=MB)


def test_a_line_of_100_megabytes_costs_one_card_and_little_memory() -> None:
    end = b"\r\nEND:VCARD\r\n" + vcard("FN:After")
    chunks = _endless(b"BEGIN:VCARD\r\nFN:", b"x", 100, end)
    items, peak = _peak(chunks, SMALL)
    assert [fn(item) for item in items if isinstance(item, Card)] == ["After"]
    (told,) = (item for item in items if isinstance(item, CardSkip))
    assert (told.line, told.kept) == (1, False)
    assert "bigger than 2 MB" in told.reason
    assert peak < 12 * MB


def test_a_table_line_of_100_megabytes_costs_one_row() -> None:
    header = b"First Name,Last Name,Company,Position,Connected On\n"
    chunks = _endless(header + b"A,B,C,D,E\nF,", b"y", 100, b"\nG,H,I,J,K\n")
    items, peak = _peak(chunks, SMALL)
    assert [fn(item) for item in items if isinstance(item, Card)] == ["A B", "G H"]
    assert [item.line for item in items if isinstance(item, CardSkip)] == [3]
    assert peak < 12 * MB


def test_a_million_properties_in_a_card() -> None:
    chunks = _endless(b"BEGIN:VCARD\r\n", b"TEL:1234\n", 9, b"END:VCARD\r\n" + vcard("FN:B"))
    items, peak = _peak(chunks, ReadLimits())
    assert [fn(item) for item in items if isinstance(item, Card)] == ["B"]
    assert [item.line for item in items if isinstance(item, CardSkip)] == [1]
    assert peak < 60 * MB


@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_more_properties_than_allowed(version: str) -> None:
    items = read(vcard(*["TEL:1"] * 30, version=version), limits=ReadLimits(max_properties=20))
    (told,) = items
    assert isinstance(told, CardSkip)
    assert "more than 20 lines" in told.reason


def test_a_picture_too_big_is_left_out_and_the_card_kept() -> None:
    picture = "A" * 4000
    items = read(vcard("FN:A", f"PHOTO;ENCODING=b:{picture}"), limits=ReadLimits(max_photo=1000))
    assert [fn(item) for item in items if isinstance(item, Card)] == ["A"]
    (told,) = (item for item in items if isinstance(item, CardSkip))
    assert not told.kept


def test_more_cards_than_allowed() -> None:
    items = read(vcard("FN:A") * 5, limits=ReadLimits(max_cards=3))
    assert len([item for item in items if isinstance(item, Card)]) == 3
    assert isinstance(items[-1], CardSkip)


def test_memory_stays_flat_over_ten_thousand_cards() -> None:
    book = make_address_book("google_vcf", 500, 1)
    few, few_peak = _peak(iter([book]), ReadLimits())
    del few

    def many() -> Iterator[bytes]:
        for _ in range(20):
            yield book

    tracemalloc.start()
    count = sum(isinstance(item, Card) for item in read_cards(many()))
    many_peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert many_peak < few_peak


def _cpu(line: str, version: str) -> float:
    """The seconds of this process's time that a card with such a line takes."""
    card, began = vcard("FN:A", line, version=version), time.process_time()
    for item in read(card):
        if isinstance(item, Card):
            assert fn(item) == "A"
    return time.process_time() - began


@pytest.mark.parametrize(
    ("head", "unit", "times", "tail"),
    [
        ("X-A;", ";", 2_000_000, ":x"),
        ('X-A;B="', ":", 2_000_000, ""),
        ("N:", "\\;", 1_000_000, ""),
        ("N:", ";", 1_000_000, ""),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:", "=\r\n", 300_000, ""),
        ("NOTE:", "\r\n ", 400_000, ""),
        ("NOTE:", "\r\nx", 250_000, ""),
        ("", "A", 2_000_000, ""),
        ("X-A;B=", "^", 30_000, ":x"),
    ],
    ids=["params", "open quote", "escapes", "parts", "soft breaks", "folds", "strays", "no colon",
         "carets"],
)  # fmt: skip
@pytest.mark.parametrize("version", ["2.1", "4.0"])
def test_no_line_takes_more_than_linear_time(
    head: str, unit: str, times: int, tail: str, version: str
) -> None:
    half, whole = (_cpu(head + unit * (times // n) + tail, version) for n in (2, 1))
    # Twice as much where it is linear, four times where it is quadratic; short ones are all noise.
    assert whole < 3 * half + 0.5


def _zip(*files: tuple[str, bytes], mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = mode << 16
            archive.writestr(info, data)
    return out.getvalue()


def test_the_one_contacts_file_of_a_zip_is_read() -> None:
    file = _zip(("Contacts/me.vcf", vcard("FN:A")), ("__MACOSX/._me.vcf", b"x"), ("a.jpg", b"j"))
    assert [fn(item) for item in read(file) if isinstance(item, Card)] == ["A"]
    assert sniff(file, "me.vcf") == "vcard"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (_zip(("a.vcf", vcard("FN:A")), ("b.vcf", vcard("FN:B"))), "zip_not_one_file"),
        (_zip(("photo.jpg", b"x")), "zip_not_one_file"),
        (_zip(*((f"{number}.txt", b"") for number in range(1001))), "zip_not_one_file"),
        (_zip(("../../etc/contacts.vcf", vcard("FN:A"))), "zip_unsafe"),
        (_zip(("/contacts.vcf", vcard("FN:A"))), "zip_unsafe"),
        (_zip(("C:\\contacts.vcf", vcard("FN:A"))), "zip_unsafe"),
        (_zip(("contacts.vcf", b"/etc/passwd"), mode=0o120777), "zip_unsafe"),
        (_zip(("contacts.vcf", b"BEGIN:VCARD\n" + b"\0" * 20 * MB)), "zip_bomb"),
        (_zip(("contacts.vcf", vcard("FN:A")))[:60], "zip_broken"),
        (_zip(("contacts.vcf", _zip(("contacts.vcf", vcard("FN:A"))))), "unknown_format"),
    ],
    ids=["two", "none", "full", "upwards", "absolute", "drive", "link", "bomb", "cut", "nested"],
)
def test_other_zips_are_refused_with_a_sentence(file: bytes, code: str) -> None:
    with pytest.raises(FormatProblem) as refused:
        read(file)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    file = bytearray(_zip(("contacts.vcf", b"BEGIN:VCARD\n" + b"N:a\n" * 5 * MB)))
    place = file.rindex(b"PK\x01\x02")
    file[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(FormatProblem) as refused:
        read(bytes(file))
    assert refused.value.code in ("zip_bomb", "zip_broken")


def test_a_zip_bigger_than_allowed_is_refused() -> None:
    with pytest.raises(FormatProblem) as refused:
        read(_zip(("contacts.vcf", vcard("FN:A"))), limits=ReadLimits(max_zip=50))
    assert refused.value.code == "zip_too_big"


@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"a,b\n1,2\n"])
def test_files_that_are_no_contacts_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(FormatProblem) as refused:
        read(data)
    assert refused.value.code == "unknown_format"


@pytest.mark.parametrize("value", [{}, [], None, "Card", {"@type": "Event"}])
def test_what_is_no_jscontact_card_is_refused(value: object) -> None:
    with pytest.raises(FormatProblem):
        from_jscontact(value)  # type: ignore[arg-type]


def test_a_remark_names_the_right_line_deep_in_a_big_file() -> None:
    book = make_address_book("apple", 600, 1)
    odd = vcard("FN:A", "PHOTO;ENCODING=b:A")
    data = book + odd + book + odd
    lines = [item.line for item in read(data, size=1000) if isinstance(item, CardSkip)]
    first = book.count(b"\n") + 1
    assert lines == [first, first + odd.count(b"\n") + book.count(b"\n")]
