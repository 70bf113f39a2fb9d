"""A restore that is cut off, or that another one comes to, leaves nothing in the way."""

from pathlib import Path

import pytest

from leapfrog.backup import BackupError, restore
from leapfrog.backup.working import beside
from tests.backup.conftest import settings_of
from tests.backup.test_backup import backed_up, picture_of


def test_one_restore_at_a_time_works_in_a_home(home: Path, folder: Path) -> None:
    made, again = backed_up(home, folder / "shelf"), settings_of(folder / "again")

    def another(lost: list[str]) -> list[str]:
        with pytest.raises(BackupError, match=f"another restore into {again.home} is under way"):
            restore(again, made)
        return lost

    assert restore(again, made, finish=another) == []
    assert picture_of(again.home) == picture_of(home)
    with pytest.raises(BackupError, match="there is a town in"):
        restore(again, made)


def test_what_a_restore_that_was_cut_off_left_goes(home: Path, folder: Path) -> None:
    made, again = backed_up(home, folder / "shelf"), folder / "again"
    (again / "data.tmp").mkdir(mode=0o700, parents=True)
    (again / "data.tmp/000000010000000000000002.gz").touch()
    part = again / f"media/ab/ab{'0' * 62}.77.part"
    part.parent.mkdir(parents=True)
    part.touch()
    assert restore(settings_of(again), made) == []
    assert not (again / "data.tmp").exists()
    assert list(again.rglob("*.part")) == []


def test_what_a_killed_program_worked_in_goes_and_nothing_else(folder: Path) -> None:
    left = folder / ".town.work-killed"
    (left / "blobs").mkdir(parents=True)
    stays = [folder / ".town2.work-killed", folder / "town.work-mine"]
    for path in stays:
        path.mkdir()
    (folder / ".town.work-link").symlink_to(stays[1])
    with beside(folder / "town") as first, beside(folder / "town") as second:
        assert not left.exists()
        assert first != second
        assert all(path.exists() for path in (first, second, *stays))
    assert not first.exists()
    assert not second.exists()
    assert list(stays[1].iterdir()) == []
