"""Short ways to read an export that a test wrote."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from leapfrog.chat_formats import (
    Folder,
    HistoryEntry,
    HistorySkip,
    HistoryThread,
    ReadOptions,
    Speaker,
    Told,
    format_of,
    read,
)

NOW = datetime(2026, 11, 1, tzinfo=UTC)
OPTIONS = ReadOptions(now=NOW)


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def folder(data: bytes | str, name: str = "upload") -> Folder:
    return Folder(io.BytesIO(data.encode() if isinstance(data, str) else data), name)


def told(data: bytes | str, name: str = "upload", options: ReadOptions = OPTIONS) -> list[Told]:
    return list(read(folder(data, name), options))


def entries(
    data: bytes | str, name: str = "upload", options: ReadOptions = OPTIONS
) -> list[HistoryEntry]:
    return [one for one in told(data, name, options) if isinstance(one, HistoryEntry)]


def threads(found: list[Told]) -> list[HistoryThread]:
    return [one for one in found if isinstance(one, HistoryThread)]


def names(found: list[Told]) -> list[str]:
    return [one.name for one in found if isinstance(one, Speaker)]


def skipped(found: list[Told]) -> list[str]:
    return [one.reason for one in found if isinstance(one, HistorySkip)]


def format_name(data: bytes | str, name: str = "upload") -> str:
    return format_of(folder(data, name))
