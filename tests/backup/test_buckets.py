"""Backups in an object store that speaks S3: sent in parts, looked at when they have arrived,
listed, dropped and restored from there.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from leapfrog.backup import BackupError, Storage, sent_backups, storage_at
from leapfrog.backup import storage as of_storage
from leapfrog.cli.main import main
from leapfrog.kernel.settings import Settings
from tests.backup.conftest import settings_of
from tests.backup.test_backup import picture_of
from tests.backup.test_sealed import AT, sent
from tests.object_store import running_store
from tests.s3_server import BUCKET, S3Server, s3_server


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as found:
        yield found


@pytest.fixture
def there(server: S3Server, request: pytest.FixtureRequest) -> Storage:
    """A folder of the bucket for this test."""
    return storage_at(f"{server.url}/{request.node.name}", of(server))


def of(server: S3Server) -> Settings:
    return Settings.from_env(server.environ)


@pytest.mark.parametrize("is_sealed", [True, False])
def test_a_town_goes_there_and_comes_back_by_the_commands(
    home: Path,
    folder: Path,
    server: S3Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_sealed: bool,
) -> None:
    for name, value in {**server.environ, "LEAPFROG_HOME": str(home)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    url, key, with_key = f"{server.url}/lake{is_sealed}", str(folder / "a.key"), []
    if is_sealed:
        assert main(["backup-key", key]) == 0
        public = capsys.readouterr().out.splitlines()[0].partition("=")[2]
        monkeypatch.setenv("LEAPFROG_BACKUP_SEAL", public)
        with_key = ["--key", key]
    assert main(["backup", url]) == 0
    assert main(["restore", url, *with_key, "--check"]) == 0
    assert "1 people, 0 transfers" in capsys.readouterr().out
    _, _, listed = server.ask("GET", f"?list-type=2&prefix=lake{is_sealed}/")
    assert (b"manifest.json.age" in listed) == is_sealed
    monkeypatch.setenv("LEAPFROG_HOME", str(folder / "again"))
    assert main(["restore", url, *with_key]) == 0
    assert picture_of(folder / "again") == picture_of(home)
    [one] = sent_backups(storage_at(url, of(server)))
    assert main(["restore", f"{url}/{one.name}", *with_key]) == 1
    assert "there is a town in" in capsys.readouterr().err


def test_the_oldest_go(home: Path, server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**server.environ, "LEAPFROG_HOME": str(home)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    url = f"{server.url}/keep"
    there = storage_at(url, of(server))
    for hour in (1, 2):
        sent(home, there, [], AT.replace(hour=hour))
    assert main(["backup", url, "--keep", "2"]) == 0
    assert sent_backups(there)[0].name == "20261128T020000Z"
    assert len(sent_backups(there)) == 2
    assert len(there.names("blobs")) == 1


def test_what_is_large_goes_in_parts(
    there: Storage, server: S3Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_storage, "PART", 5 << 20)
    content = os.urandom((12 << 20) + 1)
    (folder / "large").write_bytes(content)
    there.put("large", folder / "large")
    _, headers, _ = server.ask("HEAD", f"{there.name.rpartition('/')[2]}/large")
    assert headers["etag"].endswith('-3"')
    there.get("large", folder / "back")
    assert (folder / "back").read_bytes() == content
    assert there.folders() == []
    there.delete("large")
    assert there.read("large") is None


def test_what_arrives_shorter_is_no_backup(folder: Path) -> None:
    with running_store() as store:
        store.loses = 3
        settings = replace(
            settings_of(folder),
            backup_endpoint=store.environ["AWS_ENDPOINT"],
            backup_key_id="a",
            backup_key_secret="b",
            backup_region="eu-central-1",
        )
        (folder / "file").write_bytes(b"0123456789")
        with pytest.raises(BackupError, match="arrived 7 of 10 bytes"):
            storage_at(store.url, settings).put("file", folder / "file")


def test_a_store_that_is_not_there_or_refuses_is_named(
    server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BackupError, match="s3://no-such-bucket/x"):
        sent_backups(storage_at("s3://no-such-bucket/x", of(server)))
    monkeypatch.setattr(of_storage, "TRIES", 0)
    nowhere = replace(of(server), backup_endpoint="http://127.0.0.1:9")
    with pytest.raises(BackupError, match=f"s3://{BUCKET}"):
        sent_backups(storage_at(server.url, nowhere))
