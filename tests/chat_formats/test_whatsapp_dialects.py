"""WhatsApp's text of every phone tells the same conversation."""

import pytest

from leapfrog.chat_formats import HistoryEntry, HistoryMedia
from tests.chat_formats.dialects import (
    ANSWER,
    FOURTEEN,
    HELLO,
    NIGHT,
    OTHERS,
    PICTURE,
    Dialect,
)
from tests.chat_formats.reading import entries, names, skipped, told, zipped
from tests.tidy.sources import ROOT

ALL = [pytest.param(dialect, id=dialect.name) for dialect in [*FOURTEEN, *OTHERS]]


def conversation(
    dialect: Dialect, *, path: str = "", size: int | None = None
) -> list[HistoryEntry]:
    media = HistoryMedia(kind="image", path=path, name=dialect.file, type="image/jpeg", size=size)
    return [
        HistoryEntry(at=HELLO, kind="text", sender="Anna", body="Hello: how are you?"),
        HistoryEntry(at=ANSWER, kind="text", sender="Ben", body="Fine.\nAnd you?"),
        HistoryEntry(at=PICTURE, kind="image", sender="Anna", media=(media,)),
        HistoryEntry(at=NIGHT, kind="text", sender="Ben", body="Good night 🌙"),
    ]


def test_the_fourteen_samples_are_there() -> None:
    assert len(FOURTEEN) == 14
    assert len({dialect.name for dialect in [*FOURTEEN, *OTHERS]}) == 14 + len(OTHERS)


def test_the_page_lists_every_dialect() -> None:
    page = (ROOT / "docs" / "chat-imports.md").read_text("utf-8")
    listed = page.partition("<!-- dialects -->\n")[2].partition("<!-- end -->")[0].splitlines()
    assert listed == [f"- {one.name}: `{one.stamps[1].strip()}`" for one in [*FOURTEEN, *OTHERS]]


@pytest.mark.parametrize("dialect", ALL)
def test_a_text_alone_is_read(dialect: Dialect) -> None:
    found = told(dialect.text)
    assert [one for one in found if isinstance(one, HistoryEntry)] == conversation(dialect)
    assert names(found) == ["Anna", "Ben"]
    assert skipped(found) == []


@pytest.mark.parametrize("dialect", ALL)
def test_a_zip_with_the_picture_is_read(dialect: Dialect) -> None:
    text = "_chat.txt" if dialect.is_iphone else "WhatsApp Chat with Ben.txt"
    data = zipped({text: dialect.text, dialect.file: b"\xff\xd8picture"})
    assert entries(data) == conversation(dialect, path=dialect.file, size=9)


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(dialect: Dialect, ends: str) -> None:
    assert entries(dialect.text.replace("\n", ends)) == conversation(dialect)


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
def test_other_encodings_of_unicode_change_nothing(dialect: Dialect, charset: str) -> None:
    assert entries(dialect.text.encode(charset)) == conversation(dialect)
