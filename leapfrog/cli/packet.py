"""`leapfrog packet verify FILE`: recomputes the shares of a closed red packet; needs no town."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

import msgspec

from leapfrog import packets
from leapfrog.cli.errors import CommandError


class PacketError(CommandError):
    """The file is no closed lucky packet."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("act", choices=["verify"])
    parser.add_argument("file", type=Path, help="what the town tells of it")
    parser.set_defaults(run=check)


def check(asked: Namespace) -> int:
    """0 when all that was found is what the seed says, else 1. Raises `PacketError`."""
    reveal = read(asked.file)
    found = packets.faults(reveal)
    for fault in found:
        print(fault)
    if not found:
        print(f"All {len(reveal.opened)} shares are what was committed to when it was sent.")
    return 1 if found else 0


def read(path: Path) -> packets.Reveal:
    """What `GET /api/v1/pay/packets/{id}` answered, from a file. Raises `PacketError`."""
    try:
        view: dict[str, Any] = msgspec.json.decode(path.read_bytes())
        if view["seed"] is None or view["method"] != "uniform-cuts-1":
            raise PacketError("Only a lucky packet that is closed has a seed to check.")
        card = view["card"]
        made = {
            "id": card["id"],
            "amount": view["amount"],
            "shares": card["shares"],
            "commitment": view["commitment"],
            "seed": view["seed"],
            "opened": [(one["n"], one["amount"]) for one in view["found"]],
        }
        return msgspec.convert(made, packets.Reveal)
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise PacketError(f"{path} is no packet: {cause}") from cause
