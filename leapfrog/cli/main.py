"""`leapfrog <command>`: reads the settings, runs one command, says plainly what went wrong. What a
command needs is loaded when it is asked for.
"""

import argparse
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pkgutil import resolve_name

from leapfrog.backup import BackupError
from leapfrog.cli.errors import CommandError
from leapfrog.cli.leaving import leave
from leapfrog.embedded_postgres import PostgresError
from leapfrog.kernel import logs
from leapfrog.kernel.folders import OTHERS
from leapfrog.kernel.migrations import MigrationError
from leapfrog.kernel.settings import Settings, SettingsError
from leapfrog.kernel.storage import DiskFull
from leapfrog.places import BadExtract

# For each command what it does, and which function of this package adds its arguments to a parser,
# with `run`: what is called with the settings and the arguments.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "up": ("open the town: database, migrations, demo story, server", "up:arguments"),
    "openapi": ("print the description of the API, OpenAPI 3.1", "openapi:arguments"),
    "fake-provider": (
        "serve a payment provider that is none, to try a town out",
        "fake_provider:arguments",
    ),
    "migrate": ("bring the database up to this program and stop", "migrate:arguments"),
    "receipt": ("check a receipt that a town signed, without it", "receipt:arguments"),
    "verify": (
        "check a copy that somebody took out, without the town that signed it",
        "verify:arguments",
    ),
    "packet": ("recompute the shares of a red packet that is closed", "packet:arguments"),
    "operator": ("make somebody an operator of the town, open or not", "operator:arguments"),
    "backup": ("copy the town, open or not, into a new folder of FOLDER", "backups:of_backup"),
    "backup-key": (
        "make the pair of keys that backups are sealed to and opened with",
        "backups:of_backup_key",
    ),
    "restore": ("make a town from a backup, where there is none", "backups:of_restore"),
    "cluster": ("who serves a town of several nodes; one more, one less", "cluster:arguments"),
    "map": (
        "make the town's map of an extract of OpenStreetMap, or a newer one",
        "map:arguments",
    ),
    "town-key": (
        "by which key other towns know this one; another one, or one for paper",
        "town_key:arguments",
    ),
    "vend": ("be a vending machine, in a terminal", "vend:arguments"),
}
# They need no settings; those that check a signature say themselves what is wrong.
CHECKING, WITHOUT_TOWN = ("receipt", "verify"), ("packet", "backup-key")
EXPECTED = (
    CommandError,
    BackupError,
    SettingsError,
    PostgresError,
    MigrationError,
    BadExtract,
    DiskFull,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and answers its exit code: 0, or 1 with the reason on stderr. Files
    that it writes are readable by this account alone.
    """
    given = sys.argv[1:] if arguments is None else arguments
    asked = parser(given).parse_args(given)
    before = os.umask(OTHERS)
    try:
        return _run(asked)
    finally:
        os.umask(before)


def _run(asked: argparse.Namespace) -> int:
    code: int
    if asked.command in CHECKING:
        code = asked.run(asked)
        return code
    signal.signal(signal.SIGTERM, leave)
    try:
        if asked.command in WITHOUT_TOWN:
            code = asked.run(asked)
            return code
        settings = Settings.from_env(os.environ)
        logs.configure(settings.log_level.upper(), settings.log_format)
        code = asked.run(settings, asked)
        return code
    except EXPECTED as problem:
        print(f"leapfrog: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Of all commands; it knows the arguments of the given one."""
    made = argparse.ArgumentParser("leapfrog", description="A town in one server.")
    made.add_argument("--version", action="version", version=version("leapfrog"))
    commands = made.add_subparsers(dest="command", required=True)
    asked = next((one for one in given if not one.startswith("-")), None)
    for name, (text, adds) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if name == asked:
            resolve_name(f"{__package__}.{adds}")(command)
    return made
