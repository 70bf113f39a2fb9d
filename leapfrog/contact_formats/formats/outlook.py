"""Outlook's table: one column for everything it can hold, named in the language of its user."""

from leapfrog.contact_formats.dates import is_no_date, table_date
from leapfrog.contact_formats.formats.outlook_words import ENGLISH
from leapfrog.contact_formats.model import Card, StructuredName
from leapfrog.contact_formats.names import spoken
from leapfrog.contact_formats.tables.draft import Builder, CardDraft, Row
from leapfrog.contact_formats.tables.rows import table_format

# So many columns are no coincidence.
_ENOUGH = 4
_NAME = ("Last Name", "First Name", "Middle Name", "Title", "Suffix")
_PHONES = {
    "Mobile Phone": "mobile",
    "Home Phone": "home",
    "Home Phone 2": "home",
    "Business Phone": "work",
    "Business Phone 2": "work",
    "Home Fax": "home fax",
    "Business Fax": "work fax",
    "Other Fax": "fax",
    "Other Phone": "other",
    "Pager": "pager",
    "Car Phone": "car",
    "Primary Phone": "main",
    "Company Main Phone": "company",
    "Assistant's Phone": "assistant",
    "Callback": "callback",
    "Radio Phone": "radio",
    "TTY/TDD Phone": "TTY",
    "ISDN": "ISDN",
    "Telex": "telex",
}
_EMAILS = ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address")
_ADDRESSES = {"Business": "work", "Home": "home", "Other": "other"}
_PLACES = ("City", "State", "Postal Code", "Country/Region")
_STREETS = ("Street", "Street 2", "Street 3")
_DATES = {"Birthday": "BDAY", "Anniversary": "ANNIVERSARY"}
_SINGLE = frozenset(
    {"Company", "Department", "Job Title", "Categories", "Notes", "Web Page", "Spouse"}
)
_HANDLED = _SINGLE.union(
    _NAME, _PHONES, _EMAILS, _DATES,
    (f"{kind} {part}" for kind in _ADDRESSES for part in (*_STREETS, *_PLACES)),
)  # fmt: skip

Cells = dict[str, str]


def outlook_builder(header: list[str]) -> Builder:
    """A function from a row under this header to a card."""
    english = [ENGLISH.get(column.lower(), column) for column in header]
    # Only American and Chinese tables put the month first, and the Chinese begin with the year.
    day_first = "Vorname" in header

    def build(row: Row) -> Card:
        found = zip(english, header, (text.strip() for text in row), strict=False)
        cells: Cells = {}
        others: list[tuple[str, str]] = []
        for column, own, text in found:
            if column in _HANDLED and column not in cells:
                cells[column] = text
            elif text:
                others.append((own, text))
        draft = CardDraft()
        _person(draft, cells, day_first=day_first)
        _reach(draft, cells)
        for own, text in others:
            draft.add_column(own, text)
        return draft.card()

    return build


def _person(draft: CardDraft, cells: Cells, *, day_first: bool) -> None:
    name = [cells.get(column, "") for column in _NAME]
    draft.add("FN", spoken(StructuredName(*name)) or cells.get("Company", ""))
    draft.add_parts("N", name)
    department = cells.get("Department", "")
    draft.add_parts("ORG", [cells.get("Company", ""), *([department] if department else [])])
    draft.add("TITLE", cells.get("Job Title", ""))
    for column, prop in _DATES.items():
        text = cells.get(column, "")
        draft.add_raw(prop, "" if is_no_date(text) else table_date(text, day_first=day_first))
    draft.add_labelled("X-ABRELATEDNAMES", cells.get("Spouse", ""), "spouse")
    for category in cells.get("Categories", "").split(";"):
        draft.add("CATEGORIES", category.strip())
    draft.add("NOTE", cells.get("Notes", ""))


def _reach(draft: CardDraft, cells: Cells) -> None:
    for column, label in _PHONES.items():
        draft.add_labelled("TEL", cells.get(column, ""), label)
    for column in _EMAILS:
        draft.add_labelled("EMAIL", cells.get(column, ""), "", ("internet",))
    for kind, label in _ADDRESSES.items():
        street = "\n".join(filter(None, (cells.get(f"{kind} {part}", "") for part in _STREETS)))
        places = [cells.get(f"{kind} {part}", "") for part in _PLACES]
        if street or any(places):
            draft.add_parts("ADR", ["", "", street, *places], label)
    draft.add_raw("URL", cells.get("Web Page", ""))


def is_header(columns: frozenset[str]) -> bool:
    """Whether a row with these columns is the header of such a table, in a language we know."""
    found = {ENGLISH[column.lower()] for column in columns if column.lower() in ENGLISH}
    named = found & {"First Name", "Last Name", "E-mail Address"}
    return len(found) >= _ENOUGH and bool(named)


FORMAT = table_format("outlook_csv", is_header, outlook_builder, order=40)
