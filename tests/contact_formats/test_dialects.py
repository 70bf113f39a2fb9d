"""Nothing is lost in any dialect: what is in the file is in the cards and comes out again."""

from pathlib import Path

import pytest

from leapfrog.contact_formats import (
    Card,
    CardSkip,
    decoded,
    fields,
    fn,
    from_jscontact,
    photo,
    sniff,
    to_jscontact,
    to_vcard3,
    to_vcard4,
)
from tests.contact_formats.dialects import DIALECTS, make_address_book
from tests.contact_formats.kept import measure
from tests.contact_formats.people import people
from tests.contact_formats.reading import cards, read

FIXTURES = sorted((Path(__file__).parent / "fixtures").iterdir())

VCARDS = ("apple", "android21", "google_vcf", "outlook_vcf")


def _said(card: Card) -> list[str]:
    return sorted(repr((p.name, p.group, p.params, decoded(p))) for p in card.properties)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_all_that_is_in_a_fixture_comes_out_again(path: Path) -> None:
    it = measure(path)
    assert it.found > 0
    assert it.kept == it.found


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_reading_writing_and_reading_again_changes_nothing(path: Path) -> None:
    for card in cards(path.read_bytes()):
        assert cards(to_vcard3(card).encode()) == [card]
        assert cards(to_vcard4(card).encode()) == [card]
        assert _said(from_jscontact(to_jscontact(card))) == _said(card)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_pieces_of_any_size_read_the_same(path: Path) -> None:
    whole = read(path.read_bytes())
    assert read(path.read_bytes(), size=1) == whole
    assert read(path.read_bytes(), size=997) == whole


@pytest.mark.parametrize("dialect", DIALECTS)
def test_people_are_read_as_they_are(dialect: str) -> None:
    made = people(40, seed=11)
    items = read(make_address_book(dialect, 40, seed=11))
    assert [item for item in items if isinstance(item, CardSkip)] == []
    found = [item for item in items if isinstance(item, Card)]
    assert [fn(card) for card in found] == [person.shown for person in made]
    if dialect == "linkedin":
        return
    for card, person in zip(found, made, strict=True):
        shown = fields(card)
        assert ("phone", "mobile", person.mobile) in [(f.kind, f.label, f.value) for f in shown]
        notes = [f.value for f in shown if f.kind == "note" and not f.label]
        assert notes == ([person.note] if person.note else [])
        assert bool(person.email) == (person.email in [f.value for f in shown])


@pytest.mark.parametrize("dialect", ["apple", "android21", "outlook_vcf"])
def test_pictures_come_byte_for_byte(dialect: str) -> None:
    made = people(40, seed=5)
    found = cards(make_address_book(dialect, 40, seed=5))
    assert [photo(card) or b"" for card in found] == [person.photo for person in made]
    assert any(person.photo for person in made)


@pytest.mark.parametrize("dialect", ["apple", "android21", "google_vcf"])
def test_birthdays_without_a_year_have_none(dialect: str) -> None:
    made = people(60, seed=2)
    found = cards(make_address_book(dialect, 60, seed=2))
    shown = [next((f.value for f in fields(c) if f.kind == "birthday"), "") for c in found]
    assert shown == [person.birthday for person in made]
    assert any(day.startswith("--") for day in shown)


def test_several_hundred_cards_of_all_versions_in_one_file() -> None:
    books = [make_address_book(dialect, 100, seed) for seed, dialect in enumerate(VCARDS)]
    fours = "".join(to_vcard4(card) for card in cards(books[0])).encode()
    mixed = b"".join([*books, fours])
    assert cards(mixed) == [card for book in [*books, fours] for card in cards(book)]
    assert len(cards(mixed)) == 500


EXPECTED = {
    "apple": "vcard",
    "android21": "vcard",
    "google_vcf": "vcard",
    "outlook_vcf": "vcard",
    "google_csv_old": "google_csv",
    "google_csv_new": "google_csv",
    "outlook_csv": "outlook_csv",
    "linkedin": "linkedin_csv",
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_content_tells_the_format_whatever_the_name(dialect: str) -> None:
    head = make_address_book(dialect, 3, seed=1)[:65536]
    assert sniff(head, "holiday.jpg") == EXPECTED[dialect]


@pytest.mark.parametrize(
    "head",
    [b"", b"hello", b"a,b,c\n1,2,3\n", b"%PDF-1.7", b"\x89PNG\r\n", b"\0" * 64, b"PK\x03\x04"],
)
def test_other_files_are_unknown(head: bytes) -> None:
    assert sniff(head, "contacts.vcf") is None
