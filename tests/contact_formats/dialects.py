"""Address books as the devices and services of people write them, for tests and measurements."""

from collections.abc import Callable

from tests.contact_formats.dialect_tables import (
    google_csv_new,
    google_csv_old,
    linkedin,
    outlook_csv,
)
from tests.contact_formats.dialect_vcards import android21, apple, google_vcf, outlook_vcf
from tests.contact_formats.people import Person, people

DIALECTS: dict[str, Callable[[list[Person]], bytes]] = {
    "apple": apple,
    "android21": android21,
    "google_vcf": google_vcf,
    "outlook_vcf": outlook_vcf,
    "google_csv_old": google_csv_old,
    "google_csv_new": google_csv_new,
    "outlook_csv": outlook_csv,
    "linkedin": linkedin,
}


def make_address_book(dialect: str, cards: int, seed: int) -> bytes:
    """A file of `cards` made-up people as `dialect` (a key of DIALECTS) would export it."""
    return DIALECTS[dialect](people(cards, seed))
