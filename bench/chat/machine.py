"""What the peers stand on: Debian's packages, PyPI's in an environment of their own, and one
PostgreSQL for them all, built and set as ours is.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import msgspec

from bench.start import free_port
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.settings import Settings

ENVIRONMENTS = Path(__file__).parents[2] / ".venv-bench"
DEBS = ENVIRONMENTS / "debian"
PASSWORD = "bench"
# Synapse takes a database only with the order of C; Prosody and ejabberd do not care.
MADE = """
create database {0} owner bench template template0 encoding 'UTF8' locale_provider 'libc'
    lc_collate 'C' lc_ctype 'C'
"""


class MissingPeer(Exception):
    """Cannot be had here; says why."""


class Cluster(msgspec.Struct, frozen=True):
    """The peers' PostgreSQL, on loopback, with a role `bench` that has `PASSWORD`."""

    dsn: str
    port: int
    postmaster: int

    def size(self, database: str) -> int:
        """Bytes of a database."""
        return int(ask(self.dsn, f"select pg_database_size('{database}')"))

    def make(self, database: str) -> None:
        run_script(self.dsn, MADE.format(database))

    def url(self, database: str) -> str:
        return f"postgresql://bench:{PASSWORD}@127.0.0.1:{self.port}/{database}"


def ask(dsn: str, statement: str) -> str:
    """The one value that a statement answers."""
    return asyncio.run(_asked(dsn, statement, script=False))


def run_script(dsn: str, statements: str) -> None:
    """Several statements, or one that answers nothing."""
    asyncio.run(_asked(dsn, statements, script=True))


async def _asked(dsn: str, statement: str, *, script: bool) -> str:
    connection = await asyncpg.connect(dsn)
    try:
        found = connection.execute(statement) if script else connection.fetchval(statement)
        return str(await found)
    finally:
        await connection.close()


@contextmanager
def cluster(home: Path) -> Iterator[Cluster]:
    port = free_port()
    changed: Mapping[str, str] = {"listen_addresses": "127.0.0.1", "port": str(port)}
    with EmbeddedPostgres(Settings(home=home), changed) as socket:
        dsn = socket.replace("port=5432", f"port={port}")
        run_script(dsn, f"create role bench login superuser password '{PASSWORD}'")
        postmaster = int((home / "data" / "postmaster.pid").read_text().split()[0])
        yield Cluster(dsn, port, postmaster)


def from_debian(program: str, packages: Sequence[str]) -> None:
    """Installs packages unless `program` is there. Raises `MissingPeer`."""
    if not Path(program).exists():
        _run("apt-get", "update")
        _run("apt-get", "install", "-y", "--no-install-recommends", *packages)


def unpacked(package: str) -> Path:
    """The folder in which a Debian package's files are, without its having been installed. Raises
    `MissingPeer`.
    """
    folder = DEBS / package
    if not folder.exists():
        DEBS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=DEBS) as kept:
            _run("apt-get", "download", package, folder=Path(kept))
            [found] = Path(kept).glob("*.deb")
            _run("dpkg", "-x", str(found), str(folder))
    return folder


def from_pypi(name: str, *packages: str) -> Path:
    """The folder of the programs of an environment with these packages. Raises `MissingPeer`."""
    home = ENVIRONMENTS / name
    if not (home / "ready").exists():
        _run(sys.executable, "-m", "venv", str(home))
        _run(str(home / "bin" / "python"), "-m", "pip", "install", "-q", *packages)
        (home / "ready").touch()
    return home / "bin"


def version(*command: str) -> str:
    """What a program says of itself."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip().splitlines()[0]


def _run(*command: str, folder: Path | None = None) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as cause:
        raise MissingPeer(f"{command[0]}: {cause.strerror}") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise MissingPeer(f"{' '.join(command[:3])}: {said[-1] if said else done.returncode}")
