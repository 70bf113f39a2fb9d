"""Tells whose table it is from the words of its header row."""

import re

from leapfrog.contact_formats.model import Format
from leapfrog.contact_formats.tables.outlook_words import ENGLISH

NUMBERED = re.compile(
    r"(E-mail|Phone|Address|Organization|IM|Relation|Website|Event|Custom Field) (\d+) - (.+)\Z"
)
_GOOGLE_OLD = {"Given Name", "Family Name"}
_GOOGLE_NEW = {"First Name", "Last Name", "Labels"}
_LINKEDIN = {"First Name", "Last Name", "Company", "Position"}
_ENOUGH_OUTLOOK = 4


def delimiter_of(line: str) -> str:
    """The separator of a header line: the most frequent of comma, semicolon and tab."""
    return max(",;\t", key=line.count)


def clean(column: str) -> str:
    """A column name without a mark of byte order and doubled spaces."""
    return " ".join(column.replace("\ufeff", "").split())


def format_of_header(row: list[str]) -> Format:
    """The format of a table with this header; unknown when it is no header we know."""
    columns = {clean(column) for column in row}
    if columns >= _GOOGLE_OLD or columns >= _GOOGLE_NEW or any(map(NUMBERED.match, columns)):
        return Format.GOOGLE_CSV
    if columns >= _LINKEDIN and ("Connected On" in columns or "URL" in columns):
        return Format.LINKEDIN_CSV
    outlook = {ENGLISH[column.lower()] for column in columns if column.lower() in ENGLISH}
    named = outlook & {"First Name", "Last Name", "E-mail Address"}
    if len(outlook) >= _ENOUGH_OUTLOOK and named:
        return Format.OUTLOOK_CSV
    return Format.UNKNOWN
