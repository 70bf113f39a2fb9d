"""The page on contact formats says what the fixtures measure."""

from pathlib import Path

from tests.contact_formats.kept import table

PAGE = Path(__file__).parents[2] / "docs" / "contact-formats.md"
FIXTURES = Path(__file__).parent / "fixtures"


def test_the_table_of_the_page_is_the_measured_one() -> None:
    _, _, after = PAGE.read_text(encoding="utf-8").partition("<!-- measured -->\n")
    shown, _, _ = after.partition("<!-- end -->")
    assert shown == table(FIXTURES)
