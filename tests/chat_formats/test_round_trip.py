"""What was written is read again, the same to the last part."""

import inspect
import io
import json
import zipfile
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
from hypothesis import given

from leapfrog.chat_formats import (
    Folder,
    HistoryEntry,
    HistoryMedia,
    HistoryThread,
    Speaker,
    Told,
    format_of,
    read,
)
from leapfrog.chat_formats.writing import (
    ExportedConversation,
    JsonExport,
    PageOptions,
    bundle,
    words_of,
)
from tests.chat_formats.reading import OPTIONS
from tests.chat_formats.stories import histories
from tests.examples import examples

LOOK = PageOptions(me="a", zone=UTC, words=words_of("en"), language="en")
AT = datetime(2026, 11, 1, tzinfo=UTC)
FILES = {"media/a.jpg": b"picture", "media/b.ogg": b"voice"}
SCHEMA = Path(__file__).parents[2] / "docs" / "chat-export.schema.json"
Story = tuple[HistoryThread, list[Speaker], list[HistoryEntry]]


def schema() -> Any:
    """What docs/chat-export.schema.json is to be."""
    made = json.loads(json.dumps(msgspec.json.schema(JsonExport)))
    for each in made["$defs"].values():
        # Python 3.13 takes the indent from a docstring by itself.
        each["description"] = inspect.cleandoc(each["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def conversation(story: Story) -> ExportedConversation:
    thread, people, said = story

    async def entries() -> AsyncIterator[HistoryEntry]:
        for entry in said:
            yield entry

    async def content(media: HistoryMedia) -> AsyncIterator[bytes]:
        yield FILES[media.path]

    return ExportedConversation(thread=thread, people=people, entries=entries, content=content)


async def written(*stories: Story) -> bytes:
    blocks = [block async for block in bundle([conversation(one) for one in stories], LOOK, AT)]
    return b"".join(blocks)


def read_again(data: bytes) -> list[Told]:
    folder = Folder(io.BytesIO(data), "export.zip")
    assert format_of(folder) == "leapfrog"
    return list(read(folder, OPTIONS))


def as_told(story: Story) -> Sequence[Told]:
    return [story[0], *story[1], *story[2]]


@given(story=histories())
@examples(80)
async def test_one_conversation_comes_back_identical(story: Story) -> None:
    assert read_again(await written(story)) == as_told(story)


@given(one=histories(), other=histories())
@examples(20)
async def test_several_come_back_with_their_files_in_their_folders(
    one: Story, other: Story
) -> None:
    data = await written(one, other)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    roots = [name.removesuffix("chat.json") for name in names if name.endswith("chat.json")]
    expected: list[Told] = []
    for root, story in zip(roots, (one, other), strict=True):
        expected += [story[0], *story[1], *(moved(entry, root) for entry in story[2])]
    assert read_again(data) == expected


def moved(entry: HistoryEntry, root: str) -> HistoryEntry:
    media = tuple(
        msgspec.structs.replace(one, path=root + one.path if one.path else "")
        for one in entry.media
    )
    return msgspec.structs.replace(entry, media=media)


@given(story=histories())
@examples(30)
async def test_what_is_written_is_as_the_schema_says(story: Story) -> None:
    with zipfile.ZipFile(io.BytesIO(await written(story))) as made:
        jsonschema_rs.validate(json.loads(SCHEMA.read_text()), json.loads(made.read("chat.json")))


def test_the_schema_is_the_programs() -> None:
    """Renewed by `python -m tests.chat_formats.write_schema`."""
    assert json.loads(SCHEMA.read_text()) == schema()


async def test_every_entry_of_the_zip_is_whole_and_files_are_there_once() -> None:
    picture = HistoryMedia(kind="image", path="media/a.jpg", name="a.jpg", type="image/jpeg")
    said = [HistoryEntry(at=AT, kind="image", sender="a", media=(picture,)) for _ in range(3)]
    data = await written((HistoryThread(source="leapfrog"), [Speaker("a", "Anna")], said))
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        assert made.testzip() is None
        assert made.namelist() == ["chat.json", "chat.txt", "chat.html", "media/a.jpg"]
        assert made.read("media/a.jpg") == b"picture"


async def test_the_plain_text_is_read_by_our_own_reader_of_whatsapp() -> None:
    said = [
        HistoryEntry(at=AT, kind="text", sender="a", body="Hello\nyou: two"),
        HistoryEntry(at=AT.replace(day=20), kind="text", sender="b", body="Hi", edited=True),
    ]
    data = await written(
        (HistoryThread(source="leapfrog"), [Speaker("a", "Anna"), Speaker("b", "B")], said)
    )
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        text = made.read("chat.txt")
    found = [
        one
        for one in read(Folder(io.BytesIO(text), "x.txt"), OPTIONS)
        if isinstance(one, HistoryEntry)
    ]
    assert [(one.at, one.sender, one.body, one.edited) for one in found] == [
        (AT, "Anna", "Hello\nyou: two", False),
        (AT.replace(day=20), "B", "Hi", True),
    ]
