"""A format of contacts is one file: put into the folder it is found, asked in its turn and read."""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from leapfrog.contact_formats import Card, detection, formats, read_cards, sniff
from leapfrog.unpacking import Formats

FAMILY = "leapfrog.contact_formats.formats"
TABLE = b"Nimbus Name,Nimbus Phone\nAnna Berg,+49 30 123\n"
NEW = '''
"""A table that no app writes."""

from leapfrog.contact_formats.tables.draft import Builder, CardDraft, Row
from leapfrog.contact_formats.tables.rows import table_format


def builder(header: list[str]) -> Builder:
    def build(row: Row):
        draft = CardDraft()
        draft.add("FN", row[0])
        draft.add("TEL", row[1])
        return draft.card()

    return build


FORMAT = table_format("nimbus", lambda columns: "Nimbus Name" in columns, builder, order=25)
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A second folder in which formats of the family are looked for."""
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    yield tmp_path
    sys.modules.pop(f"{FAMILY}.nimbus", None)
    vars(formats).pop("nimbus", None)


def test_a_file_in_the_folder_is_a_format(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sniff(TABLE) is None
    (folder / "nimbus.py").write_text(dedent(NEW))
    monkeypatch.setattr(detection, "FORMATS", Formats(FAMILY))
    assert [one.name for one in detection.FORMATS] == [
        "vcard", "google_csv", "nimbus", "linkedin_csv", "outlook_csv"
    ]  # fmt: skip
    assert sniff(TABLE) == "nimbus"
    [card] = [one for one in read_cards([TABLE]) if isinstance(one, Card)]
    assert [(one.name, one.value) for one in card.properties] == [
        ("FN", "Anna Berg"), ("TEL", "+49 30 123")
    ]  # fmt: skip
