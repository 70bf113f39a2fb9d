"""What the embedded PostgreSQL refuses, and that nothing is changed then."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from leapfrog.embedded_postgres import EmbeddedPostgres, PostgresError
from leapfrog.embedded_postgres.account import find_account
from leapfrog.embedded_postgres.binaries import find_binaries, within_reach
from leapfrog.kernel.settings import Settings

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_data_of_another_major_version_is_left_alone(folder: Path) -> None:
    with EmbeddedPostgres(Settings(home=folder / "town")):
        pass
    version = folder / "town" / "data" / "PG_VERSION"
    version.write_text("9\n")
    before = sorted(path.name for path in version.parent.iterdir())
    with pytest.raises(PostgresError, match="made by PostgreSQL 9"):
        EmbeddedPostgres(Settings(home=folder / "town")).start()
    assert sorted(path.name for path in version.parent.iterdir()) == before


def test_a_folder_without_postgres_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(PostgresError, match="LEAPFROG_PG_BIN"):
        EmbeddedPostgres(Settings(home=folder / "town", pg_bin=folder)).start()
    assert not (folder / "town" / "data").exists()


def test_an_unknown_user_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(PostgresError, match="LEAPFROG_PG_USER"):
        EmbeddedPostgres(Settings(home=folder / "town", pg_user="no-such-user")).start()


def test_a_home_that_is_a_file_is_refused(folder: Path) -> None:
    (folder / "town").write_text("a file")
    with pytest.raises(PostgresError, match="LEAPFROG_HOME"):
        EmbeddedPostgres(Settings(home=folder / "town")).start()
    assert (folder / "town").read_text() == "a file"


@as_root
def test_postgres_is_not_run_as_root(folder: Path) -> None:
    with pytest.raises(PostgresError, match="does not run as root"):
        EmbeddedPostgres(Settings(home=folder / "town", pg_user="root")).start()


@as_root
def test_a_closed_folder_above_the_home_stays_closed(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresError, match=r"cannot reach .*Choose a LEAPFROG_HOME"):
        EmbeddedPostgres(Settings(home=closed / "town")).start()
    assert mode(closed) == 0o700
    assert not (closed / "town" / "data").exists()


@as_root
def test_a_folder_that_had_a_life_before_us_is_not_opened(folder: Path) -> None:
    home = folder / "home"
    home.mkdir(mode=0o700)
    (home / "letter.txt").write_text("private")
    with pytest.raises(PostgresError, match="cannot reach"):
        EmbeddedPostgres(Settings(home=home)).start()
    assert (mode(home), home.stat().st_gid) == (0o700, 0)


@as_root
def test_what_a_restore_left_is_no_life_before_us(folder: Path) -> None:
    home = folder / "home"
    (home / "tmp").mkdir(mode=0o700, parents=True)
    home.chmod(0o700)
    for name in (
        "backup.lost",
        "backup.lock",
        "backup.names",
        "backup.names.77",
        "log.lock",
        "restore.lock",
        "postgres.log.1",
    ):
        (home / name).touch()
    with EmbeddedPostgres(Settings(home=home)):
        assert (home / "data").exists()


@as_root
def test_programs_in_a_closed_folder_are_copied_and_the_folder_stays_closed(folder: Path) -> None:
    account = find_account(None, folder / "data")
    found = find_binaries(None, folder / "data")
    closed, home = folder / "closed", folder / "town"
    closed.mkdir(mode=0o700)
    shutil.copytree(found.bin.parents[1], closed / "embedded_postgres", symlinks=True)
    libraries = found.bin.parents[2] / "embedded_postgres.libs"
    shutil.copytree(libraries, closed / "embedded_postgres.libs", symlinks=True)
    hidden = closed / "embedded_postgres" / "pginstall" / "bin"
    with EmbeddedPostgres(Settings(home=home, pg_bin=hidden)) as dsn:
        assert dsn
    copy = within_reach(find_binaries(hidden, home / "data"), account, home)
    assert copy.bin.is_relative_to(home / "pgbin")
    assert (copy.postgres.stat().st_uid, mode(copy.postgres)) == (0, 0o755)
    assert mode(closed) == 0o700


@as_root
def test_data_keeps_to_the_account_that_made_it(folder: Path) -> None:
    with EmbeddedPostgres(Settings(home=folder / "town", pg_user="nobody")):
        pass
    data = folder / "town" / "data"
    assert data.owner() == "nobody"
    assert find_account(None, data).name == "nobody"
    with pytest.raises(PostgresError, match="belongs to uid"):
        find_account("leapfrog", data)
