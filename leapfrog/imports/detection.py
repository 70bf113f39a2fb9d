"""What a file is: which targets know it, by what is in it and never by its name alone."""

from pathlib import Path

import msgspec

from leapfrog.imports.model import TargetName
from leapfrog.imports.targets import TARGETS
from leapfrog.unpacking import Folder, UnreadableFile

# What a target says of a file of which it cannot tell anything.
SAYS_NOTHING = frozenset(("unknown_format", "unknown_posts"))


class Detected(msgspec.Struct, frozen=True):
    """What a file is to be read as, in which format; and as what `also`."""

    target: TargetName
    format: str
    also: list[TargetName]


def detect(path: Path, name: str, wanted: TargetName | None) -> Detected:
    """The best match, or what is `wanted`. Raises `UnreadableFile` when nobody knows it, with the
    reason of whoever can say most.
    """
    known: dict[TargetName, str] = {}
    refused: dict[TargetName, UnreadableFile] = {}
    with path.open("rb") as file:
        folder = Folder(file, name)
        for target, reader in TARGETS.items():
            try:
                known[target] = reader.format_of(folder)
            except UnreadableFile as cause:
                refused[target] = cause
    if wanted is not None and wanted in refused:
        raise refused[wanted]
    if not known:
        raise _refusal(list(refused.values()))
    best = next(iter(known)) if wanted is None else wanted
    return Detected(best, known[best], [target for target in known if target != best])


def _refusal(refused: list[UnreadableFile]) -> UnreadableFile:
    for cause in refused:
        if cause.reason not in SAYS_NOTHING:
            return cause
    return UnreadableFile("unknown_format", "This is no file of a kind that we know.")
