"""Files that lie: refused with a sentence, and nothing is kept."""

import io
import json
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from leapfrog.demo.cast import PASSWORD
from leapfrog.kernel.ids import new_id
from tests.http import App, Enter
from tests.matrix import unchanged
from tests.portability.conftest import Played, take_out


def rewritten(zipped: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with ZipFile(io.BytesIO(zipped)) as opened:
        entries = {name: opened.read(name) for name in opened.namelist()}
    change(entries)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def tampered(entries: dict[str, bytes]) -> None:
    entries["records/messages.jsonl"] = entries["records/messages.jsonl"][:-40] + b"\n"


def incomplete(entries: dict[str, bytes]) -> None:
    del entries["records/contacts.jsonl"]


def bomb(entries: dict[str, bytes]) -> None:
    entries["records/bomb.jsonl"] = b"\0" * 80_000_000


def outside(entries: dict[str, bytes]) -> None:
    manifest = json.loads(entries["manifest.json"])
    manifest["files"]["../../etc/passwd"] = "0" * 64
    entries["manifest.json"] = json.dumps(manifest).encode()


def no_manifest(entries: dict[str, bytes]) -> None:
    del entries["manifest.json"]


def newer(entries: dict[str, bytes]) -> None:
    manifest = json.loads(entries["manifest.json"]) | {"version": 99}
    entries["manifest.json"] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (tampered, "damaged_takeout"),
        (incomplete, "damaged_takeout"),
        (bomb, "damaged_takeout"),
        (outside, "damaged_takeout"),
        (no_manifest, "not_a_takeout"),
        (newer, "not_a_takeout"),
    ],
)
async def test_a_file_that_lies_is_refused(
    stage: Played,
    app: App,
    client: Enter,
    database_url: str,
    change: Callable[[dict[str, bytes]], None],
    code: str,
) -> None:
    person = client()
    await person.sign_in("mei", PASSWORD)
    zipped = rewritten(await take_out(app, person, new_id()), change)
    newcomer = client()
    await newcomer.join("newcomer")
    async with unchanged(database_url):
        answer = await newcomer.put(f"/arrivals/{new_id()}", content=zipped)
        assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 not really", b"\0" * 100_000])
async def test_what_is_no_zip_is_refused(client: Enter, database_url: str, content: bytes) -> None:
    newcomer = client()
    await newcomer.join("newcomer")
    async with unchanged(database_url):
        answer = await newcomer.put(f"/arrivals/{new_id()}", content=content)
        assert (answer.status_code, answer.json()["code"]) == (422, "not_a_takeout")
