"""Measures the fixtures anew for the page: `python -m tests.contact_formats.write_page`."""

from tests.contact_formats.kept import table
from tests.contact_formats.test_page import FIXTURES, PAGE


def write_page() -> None:
    """Put the measured table between its marks on the page."""
    before, mark, after = PAGE.read_text(encoding="utf-8").partition("<!-- measured -->\n")
    _, end, rest = after.partition("<!-- end -->")
    PAGE.write_text(before + mark + table(FIXTURES) + end + rest, encoding="utf-8")


if __name__ == "__main__":
    write_page()
