"""`leapfrog verify ZIP`: is this copy what a town wrote? Needs no town and no network."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from leapfrog.cli.keys import compare_with, known_keys
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.signing import InvalidStatement
from leapfrog.portability import verified


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the zip")
    parser.add_argument("--keys", type=Path, help="the town's published keys")
    parser.set_defaults(run=verify_takeout)


def verify_takeout(asked: Namespace) -> int:
    """0 when it holds; else each entry that does not is named on stderr. With `--keys`, a town's
    published keys, its own must be among them.
    """
    try:
        found = verified(asked.file, known_keys(asked.keys))
    except (OSError, InvalidStatement) as problem:
        return _refused(str(problem))
    except Problem as problem:
        return _refused(problem.detail or problem.title)
    for what, names in (
        ("was changed", found.changed),
        ("is missing", found.missing),
        ("was added", found.added),
    ):
        for name in names:
            _refused(f"{name} {what}")
    if found.changed or found.missing or found.added:
        return 1
    said = found.checked.said
    if found.checked.known is False:
        return _refused(f"this is not a key of {said['town']}")
    print(f"The signature is right: nothing was changed since {said['town']} wrote it.")
    print(f"The copy of {said['address']}, {said['at']}")
    for kept in found.manifest.sets:
        if kept.count:
            print(f"{kept.count:>8} {kept.name}")
    if found.checked.known is None:
        print(compare_with(said))
    return 0


def _refused(why: str) -> int:
    print(f"leapfrog: {why}", file=sys.stderr)
    return 1
