"""LinkedIn's `Connections.csv`."""

from leapfrog.contact_formats.model import Card, StructuredName
from leapfrog.contact_formats.names import spoken
from leapfrog.contact_formats.tables.draft import Builder, CardDraft, Row
from leapfrog.contact_formats.tables.rows import table_format

_HEADER = {"First Name", "Last Name", "Company", "Position"}
_HANDLED = frozenset({"First Name", "Last Name", "URL", "Email Address", "Company", "Position"})


def linkedin_builder(header: list[str]) -> Builder:
    """A function from a row under this header to a card."""

    def build(row: Row) -> Card:
        cells = dict(zip(header, (text.strip() for text in row), strict=False))
        family, given = cells.get("Last Name", ""), cells.get("First Name", "")
        draft = CardDraft()
        draft.add("FN", spoken(StructuredName(family, given)))
        draft.add_parts("N", (family, given) if family or given else ())
        draft.add("EMAIL", cells.get("Email Address", ""), (("TYPE", ("internet",)),))
        draft.add("ORG", cells.get("Company", ""))
        draft.add("TITLE", cells.get("Position", ""))
        draft.add_raw("X-SOCIALPROFILE", cells.get("URL", ""), (("TYPE", ("linkedin",)),))
        for column, text in cells.items():
            if column not in _HANDLED:
                draft.add_column(column, text)
        return draft.card()

    return build


def is_header(columns: frozenset[str]) -> bool:
    """Whether a row with these columns is the header of such a table."""
    return columns >= _HEADER and ("Connected On" in columns or "URL" in columns)


FORMAT = table_format("linkedin_csv", is_header, linkedin_builder, order=30)
