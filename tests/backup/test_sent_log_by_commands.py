"""A lost town comes back from S3 by the commands of the program, as it was at a moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from leapfrog.backup import make_key, storage_at
from leapfrog.cli.main import main
from leapfrog.kernel.settings import Settings
from tests.backup.sent_log import lived
from tests.backup.test_log import lose, name_in
from tests.s3_server import S3Server, s3_server


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as found:
        yield found


@pytest.mark.parametrize("is_sealed", [True, False])
def test_by_the_commands_and_s3_a_lost_town_comes_back_as_it_was_at_a_moment(
    home: Path,
    folder: Path,
    server: S3Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_sealed: bool,
) -> None:
    url, key = f"{server.url}/log{is_sealed}", folder / "a.key"
    environ = {**server.environ, "LEAPFROG_HOME": str(home), "LEAPFROG_BACKUP_LOG": url}
    if is_sealed:
        environ["LEAPFROG_BACKUP_SEAL"] = make_key(key)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = replace(Settings.from_env(environ), demo=False)
    between = lived(settings, storage_at(url, settings))
    lose(home)
    with_key = ["--key", str(key)] if is_sealed else []
    assert main(["restore", url, *with_key, "--check"]) == 0
    assert main(["restore", url, *with_key, "--at", "2020-01-01T00:00Z"]) == 1
    assert "there is no backup" in capsys.readouterr().err
    assert main(["restore", url, *with_key, "--at", between.isoformat()]) == 0
    assert "as it was at" in capsys.readouterr().out
    assert name_in(home) == "First"
    lose(home)
    assert main(["restore", url, *with_key]) == 0
    assert "when its log ended" in capsys.readouterr().out
    assert name_in(home) == "Second"
    _, _, listed = server.ask("GET", f"?list-type=2&prefix=log{is_sealed}/wal/")
    assert (b".gz.age" in listed) == is_sealed
