"""`leapfrog receipt verify FILE`: is this what a town signed? Needs no town and no network."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from leapfrog import pay
from leapfrog.cli.keys import compare_with, known_keys
from leapfrog.kernel.signing import InvalidStatement


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("act", choices=["verify"])
    parser.add_argument("file", type=Path, help="the receipt")
    parser.add_argument("--keys", type=Path, help="the town's published keys")
    parser.set_defaults(run=verify)


def verify(asked: Namespace) -> int:
    """0 when it holds. With `--keys`, a town's published keys, its own must be among them."""
    try:
        found = pay.check_receipt(asked.file.read_bytes(), known_keys(asked.keys))
    except (OSError, InvalidStatement) as problem:
        print(f"leapfrog: {problem}", file=sys.stderr)
        return 1
    said = found.said
    if found.known is False:
        print(f"leapfrog: this is not a key of {said['town']}", file=sys.stderr)
        return 1
    sender, receiver = said["from"], said["to"]
    print(f"The signature is right: nothing was changed since {said['town']} wrote it.")
    print(f"{_amount(said)} from {sender['name']} ({sender['address']})")
    print(f"to {receiver['name']} ({receiver['address']}), {said['at']}")
    if found.known is None:
        print(compare_with(said))
    return 0


def _amount(said: dict[str, object]) -> str:
    digits, places = str(said["amount"]), int(str(said["exponent"]))
    padded = digits.rjust(places + 1, "0")
    whole = f"{padded[:-places]}.{padded[-places:]}" if places else padded
    return f"{whole} {said['currency']}"
