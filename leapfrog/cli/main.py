"""`leapfrog <command>`: reads the settings, runs one command, says plainly what went wrong."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from leapfrog.backup import BackupError
from leapfrog.cli.backups import arguments as of_backups
from leapfrog.cli.backups import backup, backup_key, restore
from leapfrog.cli.cluster import arguments as of_cluster
from leapfrog.cli.cluster import cluster
from leapfrog.cli.database import DatabaseError
from leapfrog.cli.fake_provider import fake_provider
from leapfrog.cli.leaving import leave
from leapfrog.cli.listen import ListenError
from leapfrog.cli.map import arguments as of_map
from leapfrog.cli.map import draw_map
from leapfrog.cli.migrate import migrate
from leapfrog.cli.openapi import openapi
from leapfrog.cli.operator import appoint
from leapfrog.cli.packet import PacketError, check
from leapfrog.cli.planning import PlanError
from leapfrog.cli.receipt import verify
from leapfrog.cli.town_key import arguments as of_town_key
from leapfrog.cli.town_key import town_key
from leapfrog.cli.trial import TrialError
from leapfrog.cli.up import up
from leapfrog.cli.vend import arguments as of_vend
from leapfrog.cli.vend import vend
from leapfrog.cli.verify import verify_takeout
from leapfrog.embedded_postgres import PostgresError
from leapfrog.kernel import logs
from leapfrog.kernel.folders import OTHERS
from leapfrog.kernel.migrations import MigrationError
from leapfrog.kernel.settings import Settings, SettingsError
from leapfrog.kernel.storage import DiskFull
from leapfrog.places import BadExtract

Command = Callable[[Settings], int]
COMMANDS: dict[str, tuple[Command, str]] = {
    "openapi": (openapi, "print the description of the API, OpenAPI 3.1"),
    "fake-provider": (fake_provider, "serve a payment provider that is none, to try a town out"),
    "migrate": (migrate, "bring the database up to this program and stop"),
}
EXPECTED = (
    BackupError,
    SettingsError,
    PostgresError,
    DatabaseError,
    ListenError,
    MigrationError,
    PacketError,
    BadExtract,
    DiskFull,
    PlanError,
    TrialError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and answers its exit code: 0, or 1 with the reason on stderr. Files
    that it writes are readable by this account alone.
    """
    asked = parser().parse_args(arguments)
    before = os.umask(OTHERS)
    try:
        return _run(asked)
    finally:
        os.umask(before)


def _run(asked: argparse.Namespace) -> int:
    if asked.command == "receipt":
        return verify(asked.file, asked.keys)
    if asked.command == "verify":
        return verify_takeout(asked.file, asked.keys)
    signal.signal(signal.SIGTERM, leave)
    try:
        if asked.command == "packet":
            return check(asked.file)
        if asked.command == "backup-key":
            return backup_key(asked.file)
        settings = Settings.from_env(os.environ)
        logs.configure(settings.log_level.upper(), settings.log_format)
        if asked.command == "up":
            return up(settings, has_second=asked.second_town)
        if asked.command == "vend":
            return vend(settings, asked)
        if asked.command == "backup":
            return backup(settings, asked)
        if asked.command == "restore":
            return restore(settings, asked)
        if asked.command == "map":
            return draw_map(settings, asked)
        if asked.command == "cluster":
            return cluster(settings, asked)
        if asked.command == "town-key":
            return town_key(settings, asked)
        if asked.command == "operator":
            return appoint(settings, asked.name)
        return COMMANDS[asked.command][0](settings)
    except EXPECTED as problem:
        print(f"leapfrog: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser("leapfrog", description="A town in one server.")
    made.add_argument("--version", action="version", version=version("leapfrog"))
    commands = made.add_subparsers(dest="command", required=True)
    text = "open the town: database, migrations, demo story, server"
    opened = commands.add_parser("up", help=text, description=text)
    text = "a second town of the demo beside it, on the next port, to which somebody moves"
    opened.add_argument("--second-town", action="store_true", help=text)
    for name, (_, text) in COMMANDS.items():
        commands.add_parser(name, help=text, description=text)
    text = "check a receipt that a town signed, without it"
    receipt = commands.add_parser("receipt", help=text, description=text)
    receipt.add_argument("act", choices=["verify"])
    receipt.add_argument("file", type=Path, help="the receipt")
    receipt.add_argument("--keys", type=Path, help="the town's published keys")
    text = "check a copy that somebody took out, without the town that signed it"
    copy = commands.add_parser("verify", help=text, description=text)
    copy.add_argument("file", type=Path, help="the zip")
    copy.add_argument("--keys", type=Path, help="the town's published keys")
    text = "recompute the shares of a red packet that is closed"
    packet = commands.add_parser("packet", help=text, description=text)
    packet.add_argument("act", choices=["verify"])
    packet.add_argument("file", type=Path, help="what the town tells of it")
    text = "make somebody an operator of the town, open or not"
    operator = commands.add_parser("operator", help=text, description=text)
    operator.add_argument("name", help="one of LEAPFROG_OPERATORS")
    of_backups(commands)
    text = "who serves a town of several nodes; one more, one less"
    of_cluster(commands.add_parser("cluster", help=text, description=text))
    text = "make the town's map of an extract of OpenStreetMap, or a newer one"
    of_map(commands.add_parser("map", help=text, description=text))
    text = "by which key other towns know this one; another one, or one for paper"
    of_town_key(commands.add_parser("town-key", help=text, description=text))
    text = "be a vending machine, in a terminal"
    of_vend(commands.add_parser("vend", help=text, description=text))
    return made
