"""Tars as programs write them, and as nobody should."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from typing import Any, cast


def tarred(files: Mapping[str, bytes], mode: str = "w", **how: Any) -> bytes:
    """A tar of these files; `mode` as tarfile has it."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=cast(Any, mode), **how) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def odd(kind: bytes, name: str = "a.txt", **more: Any) -> bytes:
    """A tar with one entry of this kind, and a plain file."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.type = kind
        for key, value in more.items():
            setattr(info, key, value)
        archive.addfile(info)
        archive.addfile(tarfile.TarInfo("b.txt"))
    return made.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
