"""Files made to hurt: each ends in a problem with a name, soon, and in little memory."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from leapfrog.chat_formats import Folder, read
from leapfrog.unpacking import UnreadableFile
from tests.chat_formats.endless import TELEGRAM, Endless, telegram_message
from tests.chat_formats.reading import OPTIONS, told, zipped
from tests.tidy.sources import ROOT

CHAT = "27/12/2020, 18:51 - Anna: hi\n"
MB = 1024 * 1024


def reason(data: bytes | str, name: str = "upload") -> str:
    with pytest.raises(UnreadableFile) as raised:
        told(data, name)
    assert raised.value.reason == raised.value.details["reason"]
    return raised.value.reason


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 100, b"hello", b"%PDF-1.7", b"{}", b"[]", b"null", b'"x"']
)
def test_what_is_no_history_is_named(data: bytes) -> None:
    assert reason(data) == "unknown_format"


def test_a_zip_without_a_history_is_named() -> None:
    assert reason(zipped({"a.pdf": b"x", "b/c.json": b"{}"})) == "unknown_format"


def test_a_cut_zip_is_broken() -> None:
    assert reason(zipped({"_chat.txt": CHAT * 1000})[:200]) == "zip_broken"


def test_a_zip_with_a_damaged_entry_is_broken() -> None:
    data = bytearray(zipped({"_chat.txt": CHAT * 1000}))
    data[60:80] = b"\0" * 20
    assert reason(bytes(data)) == "zip_broken"


@pytest.mark.parametrize(
    "name", ["../_chat.txt", "/etc/_chat.txt", "a/../../_chat.txt", "C:\\x.txt"]
)
def test_a_path_that_leads_outside_is_unsafe(name: str) -> None:
    assert reason(zipped({name: CHAT})) == "zip_unsafe"


def test_a_link_in_a_zip_is_unsafe() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("_chat.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert reason(made.getvalue()) == "zip_unsafe"


def test_a_locked_zip_is_named() -> None:
    data = bytearray(zipped({"_chat.txt": CHAT}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark) + (6 if mark[2] == 3 else 8)
        data[at] |= 1
    assert reason(bytes(data)) == "zip_locked"


def test_a_bomb_is_named_before_it_is_opened() -> None:
    assert reason(zipped({"_chat.txt": CHAT, "bomb.jpg": b"\0" * 300 * MB})) == "zip_bomb"


def test_a_bomb_that_lies_about_its_size_is_named() -> None:
    data = bytearray(zipped({"_chat.txt": CHAT + "\n" * 64 * MB}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + place
        data[at : at + 4] = (1000).to_bytes(4, "little")
    # No more than the size that is told comes out, and that has another checksum.
    assert reason(bytes(data)) == "zip_broken"


def test_entries_that_share_their_bytes_are_a_bomb() -> None:
    data = bytearray(zipped({"_chat.txt": CHAT, **{f"{n}.jpg": b"x" * MB for n in range(3)}}))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 20 : at + 24] = (5 * MB).to_bytes(4, "little")
    assert reason(bytes(data)) == "zip_bomb"


def test_a_zip_that_claims_an_endless_outline_is_named() -> None:
    data = bytearray(zipped({"_chat.txt": CHAT}))
    at = data.index(b"PK\x05\x06") + 12
    data[at : at + 4] = (900 * MB).to_bytes(4, "little")
    assert reason(bytes(data)) == "zip_too_full"


def test_a_zip_of_too_many_files_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leapfrog.unpacking.folder.MOST_ENTRIES", 3)
    assert reason(zipped({f"{n}.txt": CHAT for n in range(4)})) == "zip_too_full"


def exhaust(file: Endless) -> None:
    for _ in read(Folder(file, "x"), OPTIONS):  # type: ignore[arg-type]
        pass


def test_a_line_of_a_hundred_megabytes_is_named() -> None:
    with pytest.raises(UnreadableFile) as raised:
        exhaust(Endless(CHAT.encode(), b"x", 100 * MB))
    assert raised.value.reason == "long_line"


@pytest.mark.parametrize(
    ("fill", "reason"),
    [(b"x", "long_value"), (b'\\"', "long_value"), (b" ", "long_value")],
)
def test_a_text_of_a_hundred_megabytes_in_json_is_named(fill: bytes, reason: str) -> None:
    head = TELEGRAM + (b"" if fill == b" " else b'{"text":"')
    with pytest.raises(UnreadableFile) as raised:
        exhaust(Endless(head, fill, 100 * MB))
    assert raised.value.reason == reason


def test_a_message_of_endless_parts_is_named() -> None:
    with pytest.raises(UnreadableFile) as raised:
        told(TELEGRAM + b'{"text":[' + b'"a",' * MB)
    assert raised.value.reason == "long_value"


@pytest.mark.parametrize("head", [b"", TELEGRAM + b'{"text":'])
def test_json_nested_without_end_is_named(head: bytes) -> None:
    text = head + b"[" * 100_000
    if not head:
        text = b'{"type":"personal_chat","x":' + text
    assert reason(text) == "json_deep"


@pytest.mark.parametrize(
    "text",
    [
        TELEGRAM,
        TELEGRAM + b'{"id":1}',
        TELEGRAM + b'{"id":1}]} trailing',
        TELEGRAM + b"{'id':1}]}",
        TELEGRAM + b'{"id":\xff}]}',
        TELEGRAM + b'{"id":1e999999}]}x',
    ],
)
def test_json_that_is_none_is_broken(text: bytes) -> None:
    assert reason(text) == "json_broken"


def test_our_own_format_of_the_future_is_named() -> None:
    text = json.dumps({"format": "leapfrog-chat", "version": 2, "source": "leapfrog"})
    assert reason(text) == "newer_version"


@pytest.mark.parametrize(("app", "size"), [("telegram", 60), ("whatsapp", 8)])
def test_memory_does_not_follow_the_size_of_a_history(app: str, size: int) -> None:
    """In a process of its own, which says by how many kB it grew from the first tenth on."""
    child = [sys.executable, "-m", "tests.chat_formats.endless", app, str(size)]
    told = subprocess.run(child, capture_output=True, check=True, cwd=ROOT, text=True)
    count, grown = map(int, told.stdout.split())
    assert count > size * 5000
    assert grown < 6000


# From Python 3.13 on, zipfile says of some that they may be bombs: we count what comes out of them.
@pytest.mark.filterwarnings("ignore:Overlapped entries:UserWarning")
def test_noise_is_never_more_than_a_problem() -> None:
    for data in noise():
        with suppress(UnreadableFile):
            told(data)


def noise() -> Iterator[bytes]:
    """Good files with a piece cut out, doubled, or turned into zeros at every tenth place."""
    good = [
        zipped({"_chat.txt": CHAT * 3, "a.jpg": b"x"}),
        CHAT.encode() * 3,
        TELEGRAM + telegram_message(1) + b"," + telegram_message(2) + b"]}",
    ]
    for data in good:
        for at in range(0, len(data), 7):
            yield data[:at] + data[at + 5 :]
            yield data[:at] + data[at : at + 9] * 2 + data[at:]
            yield data[:at] + b"\0" * 6 + data[at + 6 :]


def test_nothing_of_a_zip_is_ever_written_to_disk(tmp_path: Path) -> None:
    told(zipped({"_chat.txt": CHAT, "sub/a.jpg": b"x"}))
    assert list(tmp_path.iterdir()) == []
