"""Google's table, in the header of before 2024 (`Given Name`) and of today (`First Name`)."""

import re
from collections.abc import Callable

from leapfrog.contact_formats.dates import plain_date
from leapfrog.contact_formats.model import Card, StructuredName
from leapfrog.contact_formats.names import spoken
from leapfrog.contact_formats.tables.draft import Builder, CardDraft, Row
from leapfrog.contact_formats.tables.rows import table_format

SEVERAL = " ::: "
NUMBERED = re.compile(
    r"(E-mail|Phone|Address|Organization|IM|Relation|Website|Event|Custom Field) (\d+) - (.+)\Z"
)
_OLD = {"Given Name", "Family Name"}
_NEW = {"First Name", "Last Name", "Labels"}

_NAME_PARTS = (
    ("Family Name", "Last Name"),
    ("Given Name", "First Name"),
    ("Additional Name", "Middle Name"),
    ("Name Prefix",),
    ("Name Suffix",),
)
_FULL_NAME = ("Name", "File As")
_TEXTS = {
    "Nickname": "NICKNAME",
    "Notes": "NOTE",
    "Given Name Yomi": "X-PHONETIC-FIRST-NAME",
    "Phonetic First Name": "X-PHONETIC-FIRST-NAME",
    "Additional Name Yomi": "X-PHONETIC-MIDDLE-NAME",
    "Phonetic Middle Name": "X-PHONETIC-MIDDLE-NAME",
    "Family Name Yomi": "X-PHONETIC-LAST-NAME",
    "Phonetic Last Name": "X-PHONETIC-LAST-NAME",
    "Maiden Name": "X-MAIDENNAME",
    "Gender": "X-GENDER",
    "Organization Title": "TITLE",
}
_GROUPS = ("Group Membership", "Labels")
_ADDRESS = (
    "PO Box", "Extended Address", "Street", "City", "Region", "Postal Code", "Country",
)  # fmt: skip
_HANDLED = {
    *_TEXTS,
    *_GROUPS,
    "Name",
    "Birthday",
    "Photo",
    "Organization Name",
    "Organization Department",
    *(name for names in _NAME_PARTS for name in names),
}

Cells = dict[str, str]


def google_builder(header: list[str]) -> Builder:
    """A function from a row under this header to a card."""
    plan = [(place, column, NUMBERED.match(column)) for place, column in enumerate(header)]

    def build(row: Row) -> Card:
        single: Cells = {}
        numbered: dict[tuple[str, str], Cells] = {}
        for place, column, found in plan[: len(row)]:
            text = row[place].strip()
            if text and found:
                numbered.setdefault((found[1], found[2]), {})[found[3]] = text
            elif text:
                single[column] = text
        draft = CardDraft()
        _singles(draft, single)
        for (kind, number), cells in numbered.items():
            _KINDS[kind](draft, cells)
            _leftovers(draft, f"{kind} {number}", _USED[kind], cells)
        return draft.card()

    return build


def _singles(draft: CardDraft, cells: Cells) -> None:
    name = [next((cells[c] for c in names if c in cells), "") for names in _NAME_PARTS]
    full = cells.get("Name", "")
    draft.add("FN", full or spoken(StructuredName(*name)) or cells.get("File As", ""))
    draft.add_parts("N", name if any(name) else ())
    for column, prop in _TEXTS.items():
        draft.add(prop, cells.get(column, ""))
    birthday = cells.get("Birthday", "").replace(" ", "")
    draft.add_raw("BDAY", plain_date(birthday) or cells.get("Birthday", ""))
    draft.add_raw("PHOTO", cells.get("Photo", ""), (("VALUE", ("uri",)),))
    department = cells.get("Organization Department", "")
    organisation = [cells.get("Organization Name", ""), *([department] if department else [])]
    draft.add_parts("ORG", organisation)
    for column in _GROUPS:
        for group in filter(None, cells.get(column, "").split(SEVERAL)):
            draft.add("CATEGORIES", group.removeprefix("* ").strip())
    for column, text in cells.items():
        if column not in _HANDLED:
            draft.add_column(column, text)


def _label(cells: Cells) -> str:
    return cells.get("Type", "") or cells.get("Label", "")


def _each(name: str, *types: str) -> Callable[[CardDraft, Cells], None]:
    def add(draft: CardDraft, cells: Cells) -> None:
        for text in cells.get("Value", "").split(SEVERAL):
            draft.add_labelled(name, text.strip(), _label(cells), types)

    return add


def _messaging(draft: CardDraft, cells: Cells) -> None:
    service = cells.get("Service", "")
    params = (("X-SERVICE-TYPE", (service,)),) if service else ()
    for text in cells.get("Value", "").split(SEVERAL):
        draft.add("IMPP", text.strip(), params)
    draft.add_column("IM - Type", _label(cells))


def _address(draft: CardDraft, cells: Cells) -> None:
    several = [cells.get(part, "").split(SEVERAL) for part in (*_ADDRESS, "Formatted")]
    for turn in range(max(map(len, several))):
        *pieces, full = [texts[turn].strip() if turn < len(texts) else "" for texts in several]
        draft.add_parts("ADR", pieces, _label(cells), full)


def _organisation(draft: CardDraft, cells: Cells) -> None:
    department = cells.get("Department", "")
    draft.add_parts("ORG", [cells.get("Name", ""), *([department] if department else [])])
    draft.add("TITLE", cells.get("Title", ""))


def _custom(draft: CardDraft, cells: Cells) -> None:
    draft.add_column(_label(cells) or "Custom Field", cells.get("Value", ""))


_KINDS: dict[str, Callable[[CardDraft, Cells], None]] = {
    "E-mail": _each("EMAIL", "internet"),
    "Phone": _each("TEL"),
    "Website": _each("URL"),
    "Event": _each("X-ABDATE"),
    "Relation": _each("X-ABRELATEDNAMES"),
    "Address": _address,
    "Organization": _organisation,
    "IM": _messaging,
    "Custom Field": _custom,
}
_VALUED = frozenset({"Value", "Type", "Label"})
_USED = dict.fromkeys(_KINDS, _VALUED) | {
    "IM": _VALUED | {"Service"},
    "Address": frozenset({"Type", "Label", "Formatted", *_ADDRESS}),
    "Organization": frozenset({"Name", "Department", "Title"}),
}


def _leftovers(draft: CardDraft, group: str, used: frozenset[str], cells: Cells) -> None:
    for part, text in cells.items():
        alone = part in ("Type", "Label") and "Value" not in cells and used is _VALUED
        if part not in used or alone:
            draft.add_column(f"{group} - {part}", text)


def is_header(columns: frozenset[str]) -> bool:
    """Whether a row with these columns is the header of such a table."""
    return columns >= _OLD or columns >= _NEW or any(map(NUMBERED.match, columns))


FORMAT = table_format("google_csv", is_header, google_builder, order=20)
