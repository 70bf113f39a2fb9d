"""A copy is checked without the town: what was changed, taken away or added is named."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from leapfrog.cli import main
from leapfrog.demo.cast import PASSWORD
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.signing import new_seed, signed
from tests.http import App, Client, Enter
from tests.portability.conftest import Played, take_out
from tests.portability.test_hostile_arrivals import (
    bomb,
    incomplete,
    no_manifest,
    rewritten,
    tampered,
)

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
async def person(stage: Played, client: Enter) -> Client:
    found = client()
    await found.sign_in("amina", PASSWORD)
    return found


def page(entries: dict[str, bytes]) -> None:
    entries["index.html"] = entries["index.html"].replace(b"Amina", b"Anima")


def longer(entries: dict[str, bytes]) -> None:
    entries["records/more.jsonl"] = b"{}\n"


def another_manifest(entries: dict[str, bytes]) -> None:
    manifest = json.loads(entries["manifest.json"]) | {"address": "mallory@lake.town"}
    entries["manifest.json"] = json.dumps(manifest).encode()


def unsigned(entries: dict[str, bytes]) -> None:
    del entries["signature.json"]


def of_another(entries: dict[str, bytes]) -> None:
    said = json.loads(entries["signature.json"]) | {"address": "mallory@lake.town"}
    entries["signature.json"] = json.dumps(said).encode()


def of_another_kind(entries: dict[str, bytes]) -> None:
    made = signed("leapfrog-receipt", {"town": "lake.town"}, new_seed())
    entries["signature.json"] = json.dumps(made).encode()


REFUSED: list[tuple[Change, str]] = [
    (tampered, "records/messages.jsonl was changed"),
    (incomplete, "records/contacts.jsonl is missing"),
    (longer, "records/more.jsonl was added"),
    (page, "index.html was changed"),
    (another_manifest, "manifest.json was changed"),
    (unsigned, "it is not signed"),
    (of_another, "the signature is not right"),
    (of_another_kind, "nothing that a town signed"),
    (no_manifest, "not a copy"),
    (bomb, "unpacks to much more"),
]


async def test_a_copy_holds_and_what_was_done_to_it_is_named(
    person: Client, app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, file, keys = await take_out(app, person, new_id()), tmp_path / "c", tmp_path / "k"
    file.write_bytes(whole)
    keys.write_bytes((await person.page("/.well-known/leapfrog-receipts.json")).content)
    capsys.readouterr()
    assert main(["verify", str(file), "--keys", str(keys)]) == 0
    told = capsys.readouterr().out
    assert "The copy of amina@lake.town" in told
    assert "compare it with" not in told
    assert main(["verify", str(file)]) == 0
    assert "compare it with https://lake.town/.well-known" in capsys.readouterr().out
    for change, why in REFUSED:
        file.write_bytes(rewritten(whole, change))
        assert main(["verify", str(file), "--keys", str(keys)]) == 1, change
        assert why in capsys.readouterr().err


def forged(whole: bytes) -> bytes:
    """Signed anew by somebody else."""

    def change(entries: dict[str, bytes]) -> None:
        said = json.loads(entries["signature.json"])
        kept = {name: said[name] for name in ("town", "address", "at", "files")}
        entries["signature.json"] = json.dumps(signed(said["kind"], kept, new_seed())).encode()

    return rewritten(whole, change)


async def test_another_ones_key_and_a_file_twice_are_refused(
    person: Client, app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, file, keys = await take_out(app, person, new_id()), tmp_path / "c", tmp_path / "k"
    keys.write_bytes((await person.page("/.well-known/leapfrog-receipts.json")).content)
    file.write_bytes(forged(whole))
    assert main(["verify", str(file), "--keys", str(keys)]) == 1
    assert "not a key of lake.town" in capsys.readouterr().err
    twice = io.BytesIO(whole)
    with ZipFile(twice, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("index.html", "<p>first or last?")
    file.write_bytes(twice.getvalue())
    assert main(["verify", str(file), "--keys", str(keys)]) == 1
    assert "twice" in capsys.readouterr().err
